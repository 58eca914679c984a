"""Other apps' notifications on a real desktop: off the screen and in the queue during focus, one batch afterwards.

Runs in tests/rig/desktop with the daemon that is there, and starts one more desktop with the other.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.app import ROOT, App
from tests.waiting import until

pytestmark = pytest.mark.desktop

SETTINGS = 'language = "en"\n[schedule]\nbetween = "hold"\n'


@pytest.fixture
def app(short_path: Path) -> Iterator[App]:
    profile = short_path / "p"
    profile.mkdir()
    (profile / "settings.toml").write_text(SETTINGS)
    found = App(profile)
    yield found
    found.kill()


def tool(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout.strip()


def say(app: str, title: str, body: str = "") -> None:
    """By another program, as any does."""
    subprocess.run(["notify-send", "-a", app, title, body], check=True, timeout=20)


def on_screen() -> int:
    """How many windows of the notification service one can see."""
    found: set[str] = set()
    for name in ("Dunst", "Xfce4-notifyd"):
        found |= set(tool("xdotool", "search", "--onlyvisible", "--class", name).split())
    return len(found)


def silenced() -> bool:
    if os.environ["RIG_NOTIFY"] == "dunst":
        return tool("dunstctl", "is-paused") == "true"
    return tool("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb") == "true"


def titles() -> list[str]:
    """Of all that was on the screen, or stands in the list of what was missed."""
    return [one.get("summary", "") for one in json.loads(tool("desktop-notes"))["history"]]


def clear() -> None:
    if os.environ["RIG_NOTIFY"] == "dunst":
        tool("dunstctl", "close-all")
    until(lambda: on_screen() == 0, 40)


def held(app: App) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = app.json("queue", "--state", "held")
    return rows


def line(app: App) -> dict[str, Any]:
    (found,) = app.json("account", "list")
    assert isinstance(found, dict)
    return found


def test_held_off_the_screen_and_given_back_as_one_batch(app: App) -> None:
    added = app.ask("account", "add", "notifications", "--app", "slack", "--app", "org.signal.Signal")
    assert added.startswith('Account "notifications" was added')
    tested = app.json("account", "test", "notifications")
    assert os.environ["RIG_NOTIFY"][:4] in tested["server"].lower()
    app.start()
    until(lambda: line(app)["health"] == "ok")
    assert line(app)["remarks"] == []
    app.ask("provider", "remove", "desktop")
    assert [one["code"] for one in line(app)["remarks"]] == ["pop_ups"]
    app.ask("provider", "add", "desktop")
    assert line(app)["remarks"] == []

    say("Slack", "before the block", "shows")
    until(lambda: on_screen() > 0)
    clear()
    others = titles()  # of the tests before: what they left waiting has been shown by now

    app.ask("focus", "start", "50m")
    until(silenced)
    say("Slack", "Ada Lovelace", "could <b>you</b> look at the gate?")
    say("Signal", "Grace", "lunch?")
    say("Bank", "Your code", "481516")
    until(lambda: len(held(app)) == 3)
    assert on_screen() == 0
    if os.environ["RIG_NOTIFY"] == "dunst":  # it would show at the end of the block what waits there
        until(lambda: tool("dunstctl", "count", "waiting") == "1")
    subjects = [row["subject"] for row in held(app)]
    assert sorted(subjects) == ["Ada Lovelace", "Grace", "before the block"]

    app.ask("focus", "stop")
    app.ask("checkin", "open")
    until(lambda: not held(app))
    rows = app.json("queue", "--state", "released")
    assert sorted(row["subject"] for row in rows) == sorted(subjects)
    until(lambda: not silenced())
    until(lambda: on_screen() > 0)
    app.ask("checkin", "close")
    clear()
    shown = titles()
    assert "Your code" in shown  # none of ours: it shows, or stands in the list, as it would without us
    assert len(set(shown) - {*others, *subjects, "Your code"}) == 1  # one batch, one notification
    say("Slack", "after the block", "shows again")
    until(lambda: on_screen() > 0)
    assert "481516" not in "".join(
        file.read_text(errors="replace") for file in app.profile.rglob("*") if file.is_file() and file.suffix != ".db"
    )
    assert app.ask("search", "481516", "--json").strip() == "[]"
    assert app.stop(signal.SIGTERM) == 0


@pytest.mark.skipif(os.environ.get("RIG_NOTIFY") != "dunst", reason="within the other one")
@pytest.mark.timeout(240)
def test_with_the_other_daemon() -> None:
    pytest_there = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "desktop",
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
    )
    rig = (sys.executable, str(ROOT / "tests/rig/desktop"), "--notify", "xfce4", "--no-a11y", "--tray", "none")
    done = subprocess.run(
        [*rig, "--", *pytest_there, str(Path(__file__).relative_to(ROOT)), "-k", "held"],
        capture_output=True,
        text=True,
        timeout=220,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
