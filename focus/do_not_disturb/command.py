"""A command with fixed words, no shell and a limit on its time."""

from __future__ import annotations

import subprocess

from focus.errors import Broken, Offline, Unsupported

SECONDS = 5.0


def run(*words: str, seconds: float = SECONDS) -> str:
    """What it printed. Raises `Unsupported` if it is not installed, `Offline` if it does not end, else `Broken`."""
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except FileNotFoundError as error:
        raise Unsupported(f"The command {words[0]} is not installed.") from error
    except subprocess.TimeoutExpired as error:
        raise Offline(f"The command {words[0]} did not end within {seconds:.0f} seconds.") from error
    except OSError as error:
        raise Broken(f"The command {words[0]} cannot be run: {error.strerror}.") from error
    if done.returncode != 0:
        raise Broken(f"The command {words[0]} failed ({done.returncode}): {done.stderr.strip()[:300]}")
    return done.stdout.strip()
