"""The matrix every provider is held to: whatever goes wrong at whichever step, the person's own presence is there again
in the end, exactly, and what they chose meanwhile is never touched.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

import focus.journal
from focus.presence import Level, Presence
from focus.providers import ProviderSpec
from inbox.oauth import Tokens
from tests import matrix
from tests.clock import HandClock
from tests.contract.block import BEFORE, HOUR, MINUTE, PHASES, Cell, Double, Play
from tests.contract.faults import CALLS, GARBAGE, KILLS, LOST, NOTE, Fault
from tests.servers.web import Says

__all__ = ["Cell", "Double", "FaultMatrix", "Play"]

STATUSES = (401, 403, 404, 409, 429, 500, 502, 503)
LASTING = ("401", "429", "503", "no answer, done", "garbage: an object", "offline, done")


class FaultMatrix:
    """Inherit it beside `ProviderContract`:

        class TestGitLabFaults(FaultMatrix):
            spec = SPEC
            theirs: ClassVar = {"status": Presence(Level.TEXT, "On a train", "train")}
            stronger: ClassVar = {"status": Presence(Level.BUSY, "With a client", "no_entry")}

            @pytest.fixture
            def double(self, clock: HandClock) -> GitLab:
                double = GitLab()       # its `now` is the clock's: its own expiry is seen to by the double
                double.now = clock.now
                return double       # with `web`, `writes`, `provider`, `shown`, `by_hand`: see `Double`

    `theirs` and `stronger` are as `read` finds them. What is asked goes through the app's own connection and client to
    `double.web` without a socket, so that each of its requests may fail, before or after it is carried out. A provider
    that asks by other ways than `means.web` (`over_http = False`) fails at the calls of its parts instead. A real HTTP
    server (`double.web` None) is reached over the network. `python -m tests.matrix` prints the table.
    """

    spec: ProviderSpec
    theirs: ClassVar[Mapping[str, Presence]] = {}
    """What a person may have set themselves, by part, without its end; a part that is not named is blank before."""
    stronger: ClassVar[Mapping[str, Presence]] = {}
    """What ours must never weaken, by part, without an end."""
    ends = True
    """The person can give theirs an end there."""
    rounding = timedelta()
    """How much later than asked an end may be there, where the service has only steps."""
    over_http = True
    level: Level | None = None
    """What is wanted; else all that the service can show."""
    lasts = True
    """What we set outlives the app, so that the person can take it back while it is dead."""
    seen = True
    """What the person changes there can be seen; else nothing they do meanwhile is played."""

    @pytest.fixture
    @abstractmethod
    def double(self, clock: HandClock) -> Double | Iterator[Double]: ...

    @pytest.fixture
    def clock(self) -> HandClock:
        return HandClock(datetime.now(UTC).replace(microsecond=0))

    @pytest.fixture
    def play(self, double: Double, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
        # Thousands of journals: as JSON, but in memory. (The disk is `tests/focus/test_journal.py`'s.)
        disk: dict[Path, str] = {}
        monkeypatch.setattr(focus.journal, "write_json", lambda path, value: disk.update({path: json.dumps(value)}))
        monkeypatch.setattr(focus.journal, "read_json", lambda path: json.loads(disk.get(path, "null")))
        with double.web or nullcontext():
            play = Play(self, double, clock, tmp_path / "journal.json")
            yield play
            play.close()
        assert double.web is None or double.web.violations == []

    def tokens(self) -> Tokens | None:
        """For a provider with OAuth."""
        return None

    def refused(self, status: int) -> Says:
        """How the service says so, by its documentation."""
        return Says(status, {"message": f"said {self.spec.title}"}, {"Retry-After": "77"} if status == 429 else {})

    def more_faults(self) -> Sequence[Fault]:
        """Refusals in a way of the service's own, such as an error in an answer with 200."""
        return ()

    def faults(self) -> Sequence[Fault]:
        if not self.over_http:
            return CALLS
        statuses = [Fault(f"{status}", says=self.refused(status)) for status in STATUSES]
        return (*statuses, Fault("502, done", applied=True, says=self.refused(502)), *LOST, *GARBAGE,
                *self.more_faults())  # fmt: skip

    # ------------------------------------------------------------------------------------------------ the matrix

    @pytest.mark.parametrize("phase", PHASES)
    @pytest.mark.parametrize("before", BEFORE)
    def test_whatever_fails_the_persons_own_is_there_in_the_end(self, play: Play, before: str, phase: str) -> None:
        if before not in play.befores():
            return
        steps = play.steps_of(before, phase)
        wrong = []
        for at, (kind, where) in enumerate(steps):
            for fault in (*(self.faults() if kind != NOTE else ()), *KILLS):
                for then in self._ways_on(fault):
                    cell = Cell(before, phase, at, fault, then)
                    why = play.through(cell)
                    matrix.record(self.spec.name, phase, f"{at + 1} {where}", fault.name, right=not why)
                    wrong += [f"{cell.before}, {phase} {at + 1} ({where}), {fault.name}, {then}: {why}"] if why else []
        if wrong:
            pytest.fail("\n".join(wrong), pytrace=False)

    @staticmethod
    def _ways_on(fault: Fault) -> tuple[str, ...]:
        if fault.kills:
            return "starts at once", "starts late"
        return ("goes on", "lasts") if fault.name in LASTING else ("goes on",)

    @pytest.mark.parametrize("before", BEFORE)
    def test_what_the_person_does_meanwhile_stays(self, play: Play, before: str) -> None:
        """Weaker or stronger, in the block or just before its end, while the app runs, is told of nothing or is dead,
        and between a request that failed and the next try."""
        if before not in play.befores():
            return
        wrong = []
        for name, chosen in play.choices():
            for when in ("in the block", "before the end", "while it was dead"):
                why = play.changed(before, chosen, when)
                matrix.record(self.spec.name, "changed", when, f"by hand, {name}", right=not why)
                wrong += [f"{before}, {name}, {when}: {why}"] if why else []
            for phase in PHASES[:3]:
                for at, (kind, where) in enumerate(play.steps_of(before, phase)):
                    for fault in (*(LOST if self.over_http else CALLS[:2]), *KILLS) if kind != NOTE else KILLS:
                        why = play.through(Cell(before, phase, at, fault, "starts at once"), chosen)
                        matrix.record(self.spec.name, "changed", f"after a fault, {phase}", f"by hand, {name}",
                                      right=not why)  # fmt: skip
                        wrong += [f"{before}, {name}, {phase} {at} ({where}), {fault.name}: {why}"] if why else []
        if wrong:
            pytest.fail("\n".join(wrong), pytrace=False)

    def test_what_is_stronger_is_left_as_it_is(self, play: Play) -> None:
        for part, presence in self.stronger.items():
            for until in (None, 3 * HOUR) if self.ends else (None,):
                play.anew()
                play.by_hand({part: play.until(presence, until)})
                many, there = len(play.double.writes), play.double.shown()[part]
                assert there.level >= presence.level
                play.bring(play.wanted)
                play.pass_by(20 * MINUTE)
                play.bring(play.longer)
                assert play.double.shown()[part] == there
                play.pass_by(100 * MINUTE)
                play.bring(None)
                assert play.double.shown()[part] == there
                assert [written for name, written in play.double.writes[many:] if name == part] == []
                matrix.record(self.spec.name, "changed", "stronger before", "by hand, stronger", right=True)

    def test_each_writing_of_ours_has_an_end(self, play: Play) -> None:
        """Where the service has one. Each cell looks at that, too."""
        for before in play.befores():
            for phase in PHASES:
                assert play.through(Cell(before, phase, -1)) == ""
        assert play.busy_writes
