"""`ecluse backfill` with no app running: it does the work itself."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.cli import backfill
from inbox.wakeup import HasFileno, Wakeup

FIELDS = {
    *("account", "state", "since", "done", "added", "expected", "reached", "per_second", "problem", "detail"),
    *("next_try", "began_at"),
}


@pytest.fixture
def past(ecluse: Any) -> Any:
    """An account whose first look left six of its eight mails."""
    ecluse.paths.prepare()
    ecluse.paths.settings_file.write_text("[start]\nmails = 2\n")
    ecluse.with_mails(*(f"Budget {number}" for number in range(8)))
    return ecluse


def test_history_is_fetched_and_found(past: Any) -> None:
    assert past("backfill").out.startswith("No history was asked for")
    assert past("backfill", "--json").json == []
    assert "No history of" in past("backfill", "work").out
    said = past("backfill", "work", "--since", "2016-01-01")
    assert said.out == "work: the history since 2016-01-01 is there: 8 messages, 6 of them new.\n"
    ledger = past("ledger", "--json").json
    assert (ledger["received"], ledger["held"], ledger["done"]) == (8, 2, 6)
    found = past("search", "budget", "--json").json
    assert len(found) == 8
    assert {item["state"] for item in found if item["id"] < 0} == {"done"}
    (line,) = past("backfill", "--json").json
    assert set(line) == FIELDS
    assert (line["state"], line["done"], line["expected"], line["problem"]) == ("finished", 8, 8, None)
    assert past("backfill", "work", "--json").json == line
    assert "finished" in past("backfill").out
    assert past("backfill", "work", "--since", "all", "--json").json["state"] == "finished"


def test_an_item_of_history_is_shown_and_snoozed_by_its_number(past: Any) -> None:
    past("backfill", "work", "--since", "all")
    assert past("show", "-3").out.startswith("Budget")
    assert "imported (work)" in past("show", "-3").out
    assert past("done", "-3").out.startswith("Done already")
    assert past("snooze", "-3", "-4", "--until", "2h").out.startswith("2 items snoozed")
    past("undo")
    assert past("ledger", "--json").json["done"] == 6


def test_paused_and_stopped(past: Any) -> None:
    assert "No history is being fetched" in past("backfill", "work", "--pause", expect=1).err
    past("backfill", "work", "--since", "3y")
    assert past("backfill", "work", "--stop").out.startswith("No more history")
    assert past("backfill", "--json").json == []
    assert past("ledger", "--json").json["done"] == 6


def test_an_interruption_pauses(past: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(Wakeup):
        def wait(self, seconds: float | None, also: HasFileno | None = None) -> bool:
            raise KeyboardInterrupt

    monkeypatch.setattr(backfill, "Wakeup", Interrupted)
    said = past("backfill", "work", "--since", "all", expect=130)
    assert "--resume" in said.err
    assert past("backfill", "work", "--json").json["state"] in {"paused", "finished"}


@pytest.mark.parametrize("wrong", ["yesterday", "2016-13-01", "0y", "1999", "2016-01-01x"])
def test_a_day_that_is_none(past: Any, wrong: str) -> None:
    assert "is not a day" in past("backfill", "work", "--since", wrong, expect=2).err


def test_what_cannot_be_asked(past: Any) -> None:
    assert "There is no account" in past("backfill", "nobody", "--since", "all", expect=1).err
    assert "Which account?" in past("backfill", "--since", "all", expect=2).err
    assert "yet to come" in past("backfill", "work", "--since", "2099-01-01", expect=1).err


def test_what_only_a_person_can_mend_ends_it(past: Any) -> None:
    folder = past.profile.parent / "mails"
    folder.rename(folder.with_name("away"))
    said = past("backfill", "work", "--since", "all", expect=1)
    assert "a setting cannot work" in said.err
    folder.with_name("away").rename(folder)
    assert past("backfill", "work", "--resume").out.startswith("work: the history")
