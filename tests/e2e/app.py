"""Écluse as a process: started, asked through its command line, ended or killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ECLUSE = (sys.executable, "-m", "desktop.cli")
ROOT = Path(__file__).parents[2]
STARTED = "ready"


class App:
    """One profile. `password` goes to a keyring that lasts as long as the folder beside the profile."""

    def __init__(self, profile: Path, **environment: str) -> None:
        self.profile = profile
        keyring = profile.parent / f"{profile.name}-keyring"
        keyring.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "tests.e2e.file_keyring.Keyring",
            "ECLUSE_TEST_KEYRING": str(keyring),
            **environment,
        }
        self.process: subprocess.Popen[str] | None = None

    def ask(self, *args: str, say: str = "", expect: int | None = 0) -> str:
        """A command's output; fails the test if its status is not as expected."""
        done = subprocess.run(
            [*ECLUSE, "--profile", str(self.profile), *args],
            input=say,
            capture_output=True,
            text=True,
            timeout=60,
            env=self.environment,
            cwd=ROOT,
            check=False,
        )
        if expect is not None:
            assert done.returncode == expect, f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def popen(self, *args: str) -> subprocess.Popen[str]:
        """A command that is waited for elsewhere, its output in pipes."""
        return subprocess.Popen(
            [*ECLUSE, "--profile", str(self.profile), *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            cwd=ROOT,
        )

    def json(self, *args: str) -> Any:
        return json.loads(self.ask(*args, "--json"))

    def start(self, *before: str, log: Path | None = None) -> subprocess.Popen[str]:
        """`ecluse run --headless`, behind the words of `before` (strace, say)."""
        output = (log or self.profile.parent / f"{self.profile.name}.log").open("a")
        with output:
            self.process = subprocess.Popen(
                [*before, *ECLUSE, "--profile", str(self.profile), "run", "--headless"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                env=self.environment,
                cwd=ROOT,
                start_new_session=True,
            )
        return self.process

    def stop(self, sig: int = signal.SIGTERM, seconds: float = 60) -> int:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, sig)  # strace in front would keep it for itself
        return self.process.wait(seconds)

    def kill(self) -> None:
        """All of it at once, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(60)


def ids(rows: Sequence[dict[str, Any]]) -> list[int]:
    return [int(row["id"]) for row in rows]
