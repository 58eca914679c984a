"""What dunst and mako would show once more is taken off their lists: on whichever the rig runs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from inbox.caught.waiting import take_back

SECONDS = 20.0


def output(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=SECONDS).stdout.strip()


def kept() -> list[str]:
    """Of ours, what would still be shown."""
    if os.environ["RIG_NOTIFY"] == "mako":
        listed = output("makoctl", "list")
        return [word for word in ("taken", "left") if f'"{word}"' in listed]
    return ["some"] * int(output("dunstctl", "count", "waiting"))


def silence(on: bool) -> None:
    if os.environ["RIG_NOTIFY"] == "mako":
        output("makoctl", "mode", "-a" if on else "-r", "do-not-disturb")
    else:
        output("dunstctl", "set-paused", "true" if on else "false")


@pytest.fixture
def silent() -> Iterator[None]:
    if os.environ.get("RIG_NOTIFY") not in {"dunst", "mako"}:
        pytest.skip("keeps nothing to show later")
    close_all()  # what other tests have shown
    silence(True)
    yield
    close_all()
    silence(False)


def close_all() -> None:
    output(*(("makoctl", "dismiss", "--all") if os.environ["RIG_NOTIFY"] == "mako" else ("dunstctl", "close-all")))


@pytest.mark.desktop
@pytest.mark.usefixtures("silent")
def test_what_is_in_the_queue_is_taken_back_and_nothing_else() -> None:
    taken = int(output("notify-send", "--print-id", "-t", "60000", "taken"))
    output("notify-send", "-t", "60000", "left")
    assert len(kept()) == 2
    take_back([taken])
    assert kept() in (["left"], ["some"])


@pytest.mark.desktop
@pytest.mark.usefixtures("silent")
def test_what_is_shown_at_once_stays() -> None:
    silence(False)
    shown = int(output("notify-send", "--print-id", "-t", "60000", "left"))
    take_back([shown])
    listed = ("makoctl", "list") if os.environ["RIG_NOTIFY"] == "mako" else ("dunstctl", "count", "displayed")
    assert output(*listed) not in {"0", ""}
