from __future__ import annotations

from typing import Any

import pytest

FIELDS = {
    *("id", "account", "kind", "reason", "sender", "subject", "received_at", "arrived_at", "state"),
    *("held_until", "held_because", "held_for", "promised", "due_at", "answered_at"),
}


def test_held_listed_released_done_undone(ecluse: Any) -> None:
    ecluse.with_mails("Budget", "Lunch", "Müll \x1b[2J")
    held = ecluse("queue", "--state", "held", "--json").json
    assert [set(item) for item in held] == [FIELDS] * 3
    assert {item["held_because"] for item in held} == {"focus"}
    ledger = ecluse("ledger", "--json").json
    sums = {"received": 3, "held": 3, "released": 0, "snoozed": 0, "done": 0, "expired": 0, "forgotten": 0}
    assert {name: ledger[name] for name in sums} == sums
    assert ledger["accounts"] == [{"account": "work", **sums}]
    assert ledger["gaps"] == []
    plain = ecluse("queue")
    assert "\x1b" not in plain.out
    assert "(in focus)" in plain.out
    assert "Check-in" in ecluse("checkin", "open").out
    ids = [str(item["id"]) for item in ecluse("queue", "--state", "released", "--json").json]
    assert len(ids) == 3
    assert ecluse("done", *ids[:2]).out.startswith("2 items done.")
    assert ecluse("done", ids[0]).out.startswith("Done already")
    assert ecluse("ledger", "--json").json["done"] == 2
    assert ecluse("undo").out == "Took back: done.\n"
    assert ecluse("ledger", "--json").json["done"] == 0
    assert "received          3" in ecluse("ledger").out


def test_shown(ecluse: Any) -> None:
    ecluse.with_mails("Budget")
    (item,) = ecluse("queue", "--json").json
    shown = ecluse("show", str(item["id"]))
    assert shown.out.splitlines()[0] == "Budget"
    assert "The figures are below." in shown.out
    found = ecluse("show", str(item["id"]), "--json").json
    assert found["text"].strip() == "The figures are below."
    assert {*FIELDS} <= set(found)
    assert "There is no item 99" in ecluse("show", "99", expect=1).err


@pytest.mark.parametrize("when", ["tonight", "tomorrow", "monday", "next-check-in", "2h", "2032-01-01T09:00:00+01:00"])
def test_snoozed_until(ecluse: Any, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    ecluse.with_mails("Budget")
    (item,) = ecluse("queue", "--json").json
    snoozed = ecluse("snooze", str(item["id"]), "--until", when, expect=2 if when == "tonight" and _late() else 0)
    if snoozed.status == 0:
        (found,) = ecluse("queue", "--state", "snoozed", "--json").json
        assert found["held_because"] == "snoozed"
        assert found["held_until"] is not None


def _late() -> bool:
    from datetime import UTC, datetime

    return datetime.now(UTC).hour >= 19


@pytest.mark.parametrize("when", ["yesterday", "25:00", "2020-01-01T00:00:00Z", "2026-02-30T00:00:00Z", ""])
def test_no_such_time(ecluse: Any, when: str) -> None:
    ecluse.with_mails("Budget")
    refused = ecluse("snooze", "1", "--until", when, expect=2)
    assert refused.err.startswith("ecluse: --until: ") or "expected" in refused.err
    assert len(refused.err.splitlines()) == 1


def test_searched(ecluse: Any) -> None:
    ecluse.with_mails("Budget 2027", "Lunch")
    assert [item["subject"] for item in ecluse("search", "budget", "--json").json] == ["Budget 2027"]
    assert "Nothing was found." in ecluse("search", "nothing-like-it").out
    ecluse("search", '"unbalanced', "OR", "NEAR(", "subject:")


def test_more_than_a_page(ecluse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.cli import items

    monkeypatch.setattr(items, "_PAGE", 2)
    ecluse.with_mails(*(f"mail {number}" for number in range(5)))
    found = ecluse("queue", "--state", "held", "--json").json
    assert len({item["id"] for item in found}) == 5
    assert len(ecluse("search", "mail", "--limit", "3", "--json").json) == 3


def test_pulled(ecluse: Any) -> None:
    assert "There is no account to ask" in ecluse("pull", "--once", expect=1).err
    ecluse("account", "add", "folder", "--name", "work", "--path", str(ecluse.mails("one")))
    assert ecluse("pull", "--once").out == "1 new item from 1 account.\n"
    ecluse.mails("two")
    assert ecluse("pull", "work").out == "1 new item from 1 account.\n"
    assert 'There is no account named "home"' in ecluse("pull", "home", expect=1).err


@pytest.mark.parametrize(
    "words", [("done", "x"), ("done",), ("show", "1-"), ("show", "²"), ("queue", "--state", "lost")]
)
def test_asked_in_a_wrong_way(ecluse: Any, words: tuple[str, ...]) -> None:
    refused = ecluse(*words, expect=2)
    assert len(refused.err.splitlines()) == 1
    assert not ecluse.profile.exists()
