from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.cli.output import as_json, block, length, note, say, table, when

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=ZoneInfo("Europe/Paris"))


def test_a_terminal_is_not_steered(capsys: pytest.CaptureFixture[str]) -> None:
    say("\x1b[2J\n")
    block("one\ntwo\x1b")
    note("\x1b]0;title\x07")
    table(("A", "B"), [("\x1b[31m", "x\ny")], "none")
    as_json({"subject": "\x1b\u202e\x9b"})
    found = capsys.readouterr()
    assert not set(found.out + found.err) & set("\x1b\x07\u202e\x9b")
    assert found.out.count("\n") == 1 + 2 + 2 + 3


def test_columns_line_up_even_for_wide_letters(capsys: pytest.CaptureFixture[str]) -> None:
    table(("NAME", "WHAT"), [("日本", "x"), ("e\u0301", "y"), ("a" * 100, "z" * 100)], "none")
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "日本" + " " * 56 + "  x"
    assert lines[2] == "e\u0301" + " " * 59 + "  y"
    assert lines[3] == "a" * 59 + "…  " + "z" * 100
    table(("A", "B"), [], "Nothing there.")
    assert capsys.readouterr().out == "Nothing there.\n"


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (None, "-"),
        ("2026-11-23T15:00:00+00:00", "16:00"),
        ("2026-11-23T23:30:00+00:00", "tomorrow 00:30"),
        ("2026-11-22T12:00:00+01:00", "yesterday 12:00"),
        ("2026-11-27T09:00:00+01:00", "Fri 09:00"),
        ("2027-01-02T09:00:00+01:00", "2027-01-02 09:00"),
    ],
)
def test_times(instant: str | None, said: str) -> None:
    assert when(instant, NOW) == said


def test_lengths() -> None:
    assert length(timedelta(days=2, hours=23, minutes=30)) == "2 d 23 h 30 min"
    assert length(timedelta()) == "0 min"
