"""`tool add|list|remove`."""

from __future__ import annotations

from tests.desktop.cli.conftest import Command


def test_added_listed_removed(ecluse: Command) -> None:
    ecluse.with_mails("Budget", "Lunch")
    assert ecluse("tool", "list").out == "No tool was added.\n"
    added = ecluse("tool", "add", "Films", "--from", "Anna@example.org", "--json").json
    assert added == {"name": "Films", "from": "anna@example.org", "items": 0, "unverified": 2}
    assert ecluse("tool", "list", "--json").json == [{"name": "Films", "from": "anna@example.org"}]
    assert "anna@example.org" in ecluse("tool", "list").out
    assert ecluse("undo").out == "Took back: tool.\n"
    assert ecluse("tool", "list", "--json").json == []


def test_said_in_words(ecluse: Command) -> None:
    ecluse.with_mails("Budget")
    said = ecluse("tool", "add", "Films", "--from", "anna@example.org").out
    assert "Messages from anna@example.org now count as notifications of Films." in said
    assert "For 1 item nobody vouches" in said
    assert "ordinary ones from now on" in ecluse("tool", "remove", "films").out
    assert "There is no tool named" in ecluse("tool", "remove", "films", expect=1).err
    assert "an address, or @ and a domain" in ecluse("tool", "add", "Films", "--from", "films", expect=1).err


def test_what_comes_later_is_the_tools_too(ecluse: Command) -> None:
    ecluse.with_mails("Budget")
    ecluse("tool", "add", "Films", "--from", "@example.org")
    ecluse.mails("Lunch")
    ecluse("pull")
    ids = [one["id"] for one in ecluse("queue", "--json").json]
    assert [ecluse("show", str(id), "--json").json["tool"] for id in ids] == ["Films", "Films"]
    ecluse("tool", "remove", "@example.org")
    ecluse.mails("Tea")
    ecluse("pull")
    newest = max(one["id"] for one in ecluse("queue", "--json").json)
    assert ecluse("show", str(newest), "--json").json["tool"] is None
