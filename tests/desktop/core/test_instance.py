from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.instance import AlreadyRunning, ending_signals, only_one
from desktop.core.paths import Paths

HOLD = """
import sys
from pathlib import Path
from desktop.core.instance import only_one
from desktop.core.paths import Paths
with only_one(Paths.of(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_one_is_told_and_a_killed_one_is_no_hindrance(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "p")
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "p")], stdin=-1, stdout=-1, text=True)
    assert other.stdin is not None
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning), only_one(paths):
            pass
        with only_one(Paths.of(tmp_path / "another")):
            pass
    finally:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        other.stdin.close()
        other.stdout.close()
    with only_one(paths):
        assert stat.S_IMODE(paths.lock.stat().st_mode) == 0o600
    with only_one(paths):
        pass


@pytest.mark.usefixtures("with_a_terminal")
def test_the_terminal_s_end_ends_it_too_but_not_under_nohup() -> None:
    assert {signal.SIGTERM, signal.SIGINT, signal.SIGHUP} == set(ending_signals())
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    assert signal.SIGHUP not in ending_signals()


def test_what_a_kill_left_of_a_backup_is_gone_at_the_next_start(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "p")
    paths.prepare()
    left = paths.data / ".backup-x1"
    left.mkdir()
    (left / "queue.db").write_text("all there is")
    with only_one(paths):
        assert not left.exists()
