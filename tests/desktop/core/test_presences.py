"""What the app asks of the keeper, and what a command alone does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.desk import RequestError
from desktop.core.presences import Presences
from desktop.core.secrets import Secrets
from desktop.core.settings.model import ProviderSettings
from desktop.core.sign_ins import SignIns
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Level, Presence
from focus.providers.file import File

SECONDS = 60.0
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BUSY = Presence(Level.BUSY, "In focus until 11:00", "", NOW + timedelta(hours=2))
MINE = Presence(Level.TEXT, "on the train")
OWN = Presence(Level.TEXT, "at the dentist")


class Life:
    def __init__(self, folder: Path, *, live: bool) -> None:
        self.file = File(folder / "status.json")
        self.keeper = Keeper({}, Journal(folder / "journal.json"), lambda: NOW, lambda: None)
        secrets = Secrets("test")
        sign_ins = SignIns(secrets, folder / "sign_ins.json", lambda: NOW)
        self.presences = Presences(self.keeper, secrets, sign_ins, lambda: NOW, live=live)
        self.presences.follow([ProviderSettings("status", "file", {"path": str(folder / "status.json")})])
        if live:
            self.presences.start()

    def want(self, *presences: Presence) -> None:
        self.presences.want(dict.fromkeys(["status"], presences[0]) if presences else {}, NOW)
        assert self.keeper.settled(SECONDS)

    def killed(self) -> None:
        """What it would still put back stays."""
        with self.keeper._stirred:
            self.keeper._closed = True
            self.keeper._stirred.notify()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Life]:
    made = Life(tmp_path, live=True)
    made.file.write(MINE)
    yield made
    made.presences.leave()
    made.presences.close()


def test_undone_it_is_mine_until_the_block_ends(app: Life) -> None:
    app.want(BUSY)
    [line] = app.presences.undo("status").run()
    assert (line.ours, line.previous, line.found, app.file.read()) == (False, None, MINE, MINE)
    app.want()
    app.want(BUSY)
    assert app.file.read() == BUSY


def test_what_was_not_set_cannot_be_undone(app: Life) -> None:
    with pytest.raises(RequestError, match="has set nothing"):
        app.presences.undo("status")
    with pytest.raises(RequestError, match='no provider named "other"'):
        app.presences.undo("other")


def test_after_a_sleep_it_is_healed_with_what_is_wanted_then(app: Life) -> None:
    app.want(BUSY)
    app.file.write(Presence())
    app.presences.woke()
    assert app.keeper.settled(SECONDS)
    assert app.keeper.lines()[0].found == BUSY  # not looked at yet
    app.want(BUSY)
    assert app.keeper.settled(SECONDS)
    assert app.keeper.lines()[0].found == Presence()


@pytest.mark.parametrize("in_block", [True, False])
def test_a_command_alone_undoes_what_an_app_that_was_killed_left(app: Life, tmp_path: Path, in_block: bool) -> None:
    app.want(BUSY)
    app.killed()
    alone = Life(tmp_path, live=False)
    alone.presences.want({"status": BUSY} if in_block else {}, NOW)
    [line] = alone.presences.undo("status").run() if in_block else alone.presences.heal().run()
    assert (line.ours, alone.file.read()) == (False, MINE)
    alone.presences.leave()
    alone.presences.close()
    later = Life(tmp_path, live=True)
    later.want(BUSY)
    assert later.file.read() == (MINE if in_block else BUSY)
    later.presences.leave()
    later.presences.close()
    assert later.file.read() == MINE


def test_a_command_alone_that_heals_in_a_block_leaves_what_I_changed_in_it(app: Life, tmp_path: Path) -> None:
    app.want(BUSY)
    app.file.write(OWN)
    app.presences.leave()
    app.presences.close()
    alone = Life(tmp_path, live=False)
    alone.presences.want({"status": BUSY}, NOW)
    [line] = alone.presences.heal().run()
    assert (line.ours, line.found, line.problem) == (False, OWN, "")
    alone.presences.leave()
    alone.presences.close()
    later = Life(tmp_path, live=True)
    later.want(BUSY)
    assert later.file.read() == OWN
    later.want()
    later.want(BUSY)
    assert later.file.read() == BUSY
    later.presences.leave()
    later.presences.close()
