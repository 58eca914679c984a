"""What every provider promises, whatever it sets presence on. Inherit it and say how to get one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Level, Presence, same
from focus.providers import Provider, ProviderSpec, discover

SECONDS = 20.0


class ProviderContract:
    """`spec` and `provider()` are the service's; `shows_end`: `read` tells when a presence ends."""

    spec: ProviderSpec
    shows_end = True

    @pytest.fixture
    def provider(self) -> Any:
        raise NotImplementedError

    @pytest.fixture
    def busy(self) -> Presence:
        # The real clock: a service's own expiry follows it.
        until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
        return Presence(Level.DO_NOT_DISTURB, "In focus until 11:00", ":lock:", until)

    def _look(self, found: Presence) -> Presence:
        return found if self.shows_end else replace(found, until=None)

    def test_is_found_by_its_name(self) -> None:
        assert discover()[self.spec.name] is self.spec

    def test_its_fields_are_named_once_and_typed(self) -> None:
        names = [field.name for field in self.spec.fields]
        assert len(set(names)) == len(names)
        kinds = {"text", "number", "choice", "flag", "file", "target", "secret"}
        assert all(field.kind in kinds and field.label for field in self.spec.fields)

    def test_shows_nothing_at_first(self, provider: Provider) -> None:
        assert provider.read().blank

    def test_reads_what_it_said_it_would_show(self, provider: Provider, busy: Presence) -> None:
        provider.write(busy)
        assert same(provider.read(), self._look(provider.shown(busy)))
        assert not provider.read().blank

    def test_what_it_shows_is_shown_unchanged(self, provider: Provider, busy: Presence) -> None:
        assert provider.shown(provider.shown(busy)) == provider.shown(busy)
        assert provider.shown(Presence()).blank
        assert provider.shown(busy).level <= self.spec.level

    def test_writing_twice_is_harmless(self, provider: Provider, busy: Presence) -> None:
        provider.write(busy)
        provider.write(busy)
        longer = replace(busy, until=busy.until and busy.until + timedelta(minutes=15))
        provider.write(longer)
        assert same(provider.read(), self._look(provider.shown(longer)))
        provider.write(Presence())
        provider.write(Presence())
        assert provider.read().blank

    def test_what_was_read_can_be_put_back(self, provider: Provider, busy: Presence) -> None:
        before = provider.read()
        provider.write(busy)
        provider.write(before)
        assert same(provider.read(), before)

    def test_can_be_closed_twice(self, provider: Provider) -> None:
        provider.close()
        provider.close()

    def test_there_and_back_through_the_keeper(self, provider: Provider, busy: Presence, tmp_path: Path) -> None:
        before = provider.read()
        keeper = Keeper(
            {"it": lambda: provider}, Journal(tmp_path / "journal.json"), lambda: datetime.now(UTC), lambda: None
        )
        keeper.start()
        keeper.want(busy)
        assert keeper.settled(SECONDS)
        line = keeper.lines()[0]
        assert (line.ours, line.problem, line.previous, line.until) == (True, "", before, busy.until)
        assert not provider.read().blank
        keeper.want(None)
        assert keeper.settled(SECONDS)
        assert same(provider.read(), before)
        keeper.close(SECONDS)
        assert Journal(tmp_path / "journal.json").entries() == {}
