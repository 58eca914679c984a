"""A review as a script and a person have it."""

from __future__ import annotations

import json
import socket
import stat
from pathlib import Path
from typing import Any

import pytest

FIELDS = {
    *("week", "zone", "since", "until", "at", "state", "focus", "focus_before", "days", "intentions", "objectives"),
    *("outside_objectives", "check_ins", "held", "let_through", "passed", "interruptions", "peeks", "promises"),
    *("waits", "gaps", "trend"),
}


def test_this_week_is_reviewed(ecluse: Any) -> None:
    ecluse.with_mails("Budget", "Lunch")
    found = ecluse("review", "--json").json
    assert set(found) == FIELDS
    assert (found["state"], found["held"], found["let_through"]) == ("running", 2, 0)
    assert len(found["days"]) == 7
    assert [one["week"] for one in found["trend"]][-1] == found["week"]
    assert len(found["trend"]) == 12
    assert [one["subject"] for one in found["waits"]] == ["Budget", "Lunch"]
    ecluse("checkin", "open")
    assert ecluse("review", "--json").json["check_ins"]["held"] == 1
    assert found["week"] in ecluse("review").out
    assert ecluse("review", "--markdown").out == ecluse("review").out


def test_a_week_to_come_is_empty_and_says_so(ecluse: Any) -> None:
    found = ecluse("review", "--week", "2099-W01", "--json").json
    assert (found["state"], found["focus"], found["held"], found["waits"]) == ("future", 0, 0, [])
    assert "still to come" in ecluse("review", "--week", "2099-W01").out


@pytest.mark.parametrize("week", ["2026-W54", "2026-W00", "W47", "last", "2026-11-16"])
def test_a_week_that_is_none_is_said_to_be_none(ecluse: Any, week: str) -> None:
    ran = ecluse("review", "--week", week, expect=2)
    assert "2026-W47" in ran.err
    assert ran.out == ""


def test_it_is_written_to_a_file_of_its_owner_and_replaces_none(ecluse: Any, tmp_path: Path) -> None:
    for option, begins in (("--markdown", "# Week in review"), ("--json", "{"), ("--note", "# Week ")):
        file = tmp_path / f"review{option}"
        assert ecluse("review", option, "--output", str(file)).out == f"{file} is written.\n"
        assert file.read_text().startswith(begins)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert "is there already" in ecluse("review", option, "--output", str(file), expect=1).err
    assert "cannot be written" in ecluse("review", "--output", str(tmp_path / "no" / "file"), expect=1).err
    assert ecluse("review", "--json", "--note", expect=2).out == ""
    assert "--note" in ecluse("review", "--with-private", expect=2).err


def test_the_note_is_made_from_the_template(ecluse: Any) -> None:
    ecluse.paths.prepare()
    ecluse.paths.settings_file.write_text('[review]\nnote = """\nHello, {week}: {focus} in focus.\n{{ok}}\n"""\n')
    week = ecluse("review", "--json").json["week"]
    assert ecluse("review", "--note").out == f"Hello, {week}: 0 min in focus.\n{{ok}}\n"
    ecluse.paths.settings_file.write_text('[review]\nnote = "Hello, {boss}"\n')
    assert "{highlights}" in ecluse("review", "--note", expect=2).err


def test_nothing_of_it_leaves_the_machine(ecluse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one socket there may be is the control socket, which is a file of the person's."""
    ecluse.with_mails("Budget")
    asked: list[object] = []
    real = socket.socket

    class Watched(real):  # type: ignore[misc, valid-type]
        def __init__(self, family: int = -1, *more: Any, **given: Any) -> None:
            asked.append(family)
            super().__init__(family, *more, **given)

    def resolved(*given: object, **_: object) -> None:
        asked.append(given)

    monkeypatch.setattr(socket, "socket", Watched)
    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    for words in (("review",), ("review", "--json"), ("review", "--note"), ("export", str(tmp_path / "all.jsonl"))):
        ecluse(*words)
    ecluse("backup", str(tmp_path / "all.zip"))
    assert set(asked) <= {socket.AF_UNIX}
    assert asked


def test_all_items_are_exported_with_their_history(ecluse: Any, tmp_path: Path) -> None:
    ecluse.with_mails("Budget", "Müll \x1b[2J\u2028")
    ids = [str(item["id"]) for item in ecluse("queue", "--state", "held", "--json").json]
    ecluse("done", ids[0])
    file = tmp_path / "all.jsonl"
    assert ecluse("export", "--jsonl", str(file)).out == f"2 items in {file}.\n"
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["id"] for line in lines] == sorted(int(id) for id in ids)
    [done] = [line for line in lines if str(line["id"]) == ids[0]]
    assert done == {key: one for key, one in ecluse("show", ids[0], "--json").json.items() if key != "mail"}
    assert [one["what"] for one in done["history"]][-1] == "done"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "is there already" in ecluse("export", str(file), expect=1).err
