from __future__ import annotations

import logging
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from desktop.core.control import ask
from desktop.core.instance import AlreadyRunning
from desktop.core.paths import Paths
from desktop.core.running import running
from desktop.core.settings.reader import SettingsError


def test_an_app_is_reachable_while_it_runs_and_leaves_nothing_behind(short_path: Path) -> None:
    paths = Paths.of(short_path / "p")
    before = {thread.name for thread in threading.enumerate()}
    with running(paths, lambda _: None, lambda: True) as engine:
        answer = ask(paths.socket, {"request": "ledger"})
        assert answer is not None
        assert answer["ok"]["received"] == 0
        with pytest.raises(AlreadyRunning), running(paths, lambda _: None, lambda: False):
            pass
        files = [path for path in (short_path / "p").rglob("*") if not path.is_dir()]
        assert len(files) >= 4
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert engine.ended.done()
    assert ask(paths.socket, {"request": "ledger"}) is None
    assert {thread.name for thread in threading.enumerate()} <= before | {"later_0"}
    assert not any(type(handler).__name__ == "PrivateFile" for handler in logging.getLogger().handlers)


def test_settings_that_cannot_be_read_keep_it_from_starting_and_free_the_lock(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "p")
    paths.prepare()
    paths.settings_file.write_text('language = "de"')
    for _ in range(2):
        with pytest.raises(SettingsError, match="language"), running(paths, lambda _: None, lambda: False):
            pass


@pytest.mark.logs("Commands cannot reach this app")
def test_a_socket_that_cannot_be_made_does_not_keep_the_app_from_working(tmp_path: Path, logs: Any) -> None:
    paths = Paths.of(tmp_path / "p")
    paths.prepare()
    paths.socket.write_text("in the way")
    with running(paths, lambda _: None, lambda: False) as engine:
        assert engine.call(lambda desk: desk.ledger()).result(60).received == 0
