"""History from a real server by the app as a process: killed again and again, and each mail is there once."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.core.paths import Paths
from tests.e2e.app import App
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.waiting import until

pytestmark = [pytest.mark.dovecot, pytest.mark.timeout(300)]

MAILS = 3000
DAY = 86400.0
KILLS = 8


def _mail(number: int) -> bytes:
    words = f"word{number} " * 20
    return (
        f"From: Person {number % 50} <p{number % 50}@example.org>\r\nTo: me@example.org\r\nSubject: mail {number}\r\n"
        f"Message-ID: <{number}.history@example.org>\r\n\r\n{words}\r\n"
    ).encode()


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.fixture
def user(dovecot: Dovecot) -> str:
    """Ten mails a day, of 300 days."""
    name = dovecot.new_user()
    now = time.time()
    dovecot.put(name, map(_mail, range(MAILS)), lambda number: now - (MAILS - number) * DAY / 10)
    return name


@pytest.fixture
def app(short_path: Path, dovecot: Dovecot, user: str) -> Iterator[App]:
    made = App(short_path / "p")
    made.ask(
        *("account", "add", "imap", "--name", "work", "--host", "localhost", "--port", str(dovecot.port)),
        *("--user", user, "--password-stdin", "--ca-file", str(dovecot.ca_file), "--push", "yes"),
        say=f"{PASSWORD}\n",
    )
    yield made
    made.kill()


def _history(app: App) -> dict[str, Any]:
    (line,) = app.json("backfill")
    return dict(line)


def _subjects(app: App) -> dict[str, list[str]]:
    """By state, newest first."""
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(Paths.of(app.profile).database)) as connection:
        for state, subject in connection.execute("SELECT state, subject FROM item ORDER BY id DESC"):
            found.setdefault(state, []).append(subject)
    return found


def _wait_until_read(app: App) -> None:
    until(lambda: app.json("account", "list")[0]["health"] == "ok")


def test_killed_again_and_again_each_mail_is_there_once(app: App, dovecot: Dovecot, user: str) -> None:
    chance = random.Random(5)
    app.start()
    _wait_until_read(app)
    live = app.json("ledger")["received"]
    assert 130 <= live <= 142  # two weeks
    app.ask("backfill", "work", "--since", "all")
    done = [0]
    for kill in range(KILLS):
        if kill < 2:  # these two in the midst of it, however slow the machine
            until(lambda: len(_subjects(app).get("done", [])) > done[-1])
        time.sleep(chance.uniform(0.05, 0.3))
        app.kill()
        done.append(len(_subjects(app).get("done", [])))
        app.start()
        until(lambda: app.json("backfill"))
    assert done == sorted(done)
    assert len(set(done)) > 2, done  # some of the kills came while it was at work
    dovecot.deliver(user, _mail(MAILS))
    until(lambda: app.json("ledger")["held"] == live + 1)
    until(lambda: _history(app)["state"] == "finished", 60)
    found = _subjects(app)
    assert found["done"] == [f"mail {number}" for number in range(MAILS - live - 1, -1, -1)]
    assert found["held"] == [f"mail {number}" for number in range(MAILS, MAILS - live - 1, -1)]
    ledger = app.json("ledger")
    where = ("received", "held", "released", "snoozed", "done", "expired")
    assert [ledger[one] for one in where] == [MAILS + 1, live + 1, 0, 0, MAILS - live, 0]
    assert [item["subject"] for item in app.json("search", "word1234")] == ["mail 1234"]


def test_numbered_anew_in_the_middle_nothing_is_doubled_or_told_of(app: App, dovecot: Dovecot, user: str) -> None:
    app.start()
    _wait_until_read(app)
    live = app.json("ledger")["received"]
    app.ask("backfill", "work", "--since", "all")
    until(lambda: _history(app)["done"] > 300)
    app.kill()
    dovecot.forget_numbers(user)
    app.start()
    _wait_until_read(app)
    assert "the history is there" in app.ask("backfill", "work", "--follow")
    found = _subjects(app)
    assert len(found["done"]) == len(set(found["done"])) == MAILS - live
    assert len(found["held"]) == live


def test_with_no_app_to_look_at_what_was_begun_goes_on(app: App) -> None:
    app.start()
    _wait_until_read(app)
    app.ask("backfill", "work", "--since", "all")
    until(lambda: _history(app)["done"] > 300)
    app.kill()
    assert "the history is there" in app.ask("backfill", "work", "--follow")
    assert app.json("ledger")["received"] == MAILS


def test_with_no_app_the_command_does_it_all(app: App) -> None:
    said = app.ask("backfill", "work", "--since", "all")
    assert "The history is there" in said or "the history is there" in said
    ledger = app.json("ledger")
    assert ledger["received"] == MAILS
    assert ledger["held"] + ledger["done"] == MAILS


def test_reading_history_leaves_no_trace_at_the_server(app: App, dovecot: Dovecot, user: str) -> None:
    app.ask("backfill", "work", "--since", "all")
    names = [file.name for file in (dovecot.folder / "mail" / user / "Maildir").glob("*/*.test*")]
    assert len(names) == MAILS
    assert not [name for name in names if ":2,S" in name]
