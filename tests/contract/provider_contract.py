"""What every provider promises, whatever it sets presence on. Inherit it and say how to get one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.core.connecting import connect
from desktop.core.streams import stream
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import CLOCKS_DIFFER, Level, Presence, same
from focus.providers import Means, Part, Provider, ProviderSpec, discover

SECONDS = 20.0
MEANS = Means(connect(lambda: None), lambda: datetime.now(UTC), stream)
"""As the app has them, for a provider that signs in with a token that does not change."""


def read(part: Part) -> Presence:
    found = part.read()
    assert found is not None
    return found


class ProviderContract:
    """`spec` and `provider()` are the service's; `shows_end`: `read` tells when a presence ends, but for parts that are
    `endless`; `rounding`: how much later than asked it may end, where the service has only steps."""

    spec: ProviderSpec
    shows_end = True
    rounding = timedelta()
    endless: frozenset[str] = frozenset()

    @pytest.fixture
    def provider(self) -> Any:
        raise NotImplementedError

    @pytest.fixture
    def busy(self) -> Presence:
        # The real clock: a service's own expiry follows it.
        until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
        return Presence(Level.DO_NOT_DISTURB, "In focus until 11:00", ":lock:", until)

    def _look(self, part: Part, found: Presence) -> Presence:
        return found if self.shows_end and part.name not in self.endless else replace(found, until=None)

    def _same(self, found: Presence, asked: Presence) -> bool:
        if self.rounding and found.until is not None and asked.until is not None:
            late = found.until - asked.until
            return same(replace(found, until=None), replace(asked, until=None)) and (
                -CLOCKS_DIFFER <= late <= self.rounding + CLOCKS_DIFFER
            )
        return same(found, asked)

    def test_is_found_by_its_name(self) -> None:
        assert discover()[self.spec.name] is self.spec

    def test_its_fields_are_named_once_and_typed(self) -> None:
        names = [field.name for field in self.spec.fields]
        assert len(set(names)) == len(names)
        kinds = {"text", "number", "choice", "flag", "file", "target", "secret", "grant"}
        assert all(field.kind in kinds and field.label for field in self.spec.fields)

    def test_its_parts_are_named_once(self, provider: Provider) -> None:
        names = [part.name for part in provider.parts]
        assert names
        assert len(set(names)) == len(names)
        assert all(names)

    def test_shows_nothing_at_first(self, provider: Provider) -> None:
        for part in provider.parts:
            assert read(part).blank

    def test_reads_what_it_said_it_would_show(self, provider: Provider, busy: Presence) -> None:
        for part in provider.parts:
            part.write(part.shown(busy))
            assert self._same(read(part), self._look(part, part.shown(busy)))
            assert not read(part).blank

    def test_what_it_shows_is_shown_unchanged(self, provider: Provider, busy: Presence) -> None:
        for part in provider.parts:
            assert part.shown(part.shown(busy)) == part.shown(busy)
            assert part.shown(Presence()).blank
            assert part.shown(busy).level <= self.spec.level

    def test_writing_twice_is_harmless(self, provider: Provider, busy: Presence) -> None:
        longer = replace(busy, until=busy.until and busy.until + timedelta(minutes=15))
        for part in provider.parts:
            for one in (busy, busy, longer):
                part.write(part.shown(one))
            assert self._same(read(part), self._look(part, part.shown(longer)))
            part.write(Presence())
            part.write(Presence())
            assert read(part).blank

    def test_what_was_read_can_be_put_back(self, provider: Provider, busy: Presence) -> None:
        for part in provider.parts:
            before = read(part)
            part.write(part.shown(busy))
            part.write(before)
            assert same(read(part), before)

    def test_can_be_closed_twice(self, provider: Provider) -> None:
        provider.close()
        provider.close()

    def test_there_and_back_through_the_keeper(self, provider: Provider, busy: Presence, tmp_path: Path) -> None:
        before = [read(part) for part in provider.parts]
        keeper = Keeper(
            {"it": lambda: provider}, Journal(tmp_path / "journal.json"), lambda: datetime.now(UTC), lambda: None
        )
        keeper.start()
        keeper.want({"it": busy})
        assert keeper.settled(SECONDS)
        line = keeper.lines()[0]
        assert (line.ours, line.problem, line.until) == (True, "", busy.until)
        assert not all(read(part).blank for part in provider.parts)
        keeper.want({})
        assert keeper.settled(SECONDS)
        assert all(same(read(part), one) for part, one in zip(provider.parts, before, strict=True))
        keeper.close(SECONDS)
        assert Journal(tmp_path / "journal.json").entries() == {}
