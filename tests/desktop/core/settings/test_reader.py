from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest

from desktop.core.settings.reader import MISSING, SettingsError, Table


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def table(raw: dict[str, Any], *, strict: bool = False) -> Table:
    return Table("f.toml", raw, strict=strict)


@pytest.mark.parametrize(
    ("read", "raw", "line"),
    [
        (
            lambda t: t.text("a"),
            {"a": 1},
            "f.toml: a = 1 is wrong: it must be a text of one line, of at most 200 char",
        ),
        (lambda t: t.text("a"), {"a": "x\n"}, 'f.toml: a = "x\\x0a" is wrong'),
        (lambda t: t.text("a"), {"a": ""}, 'f.toml: a = "" is wrong'),
        (lambda t: t.text("a"), {}, "f.toml: a is missing: it must be a text"),
        (
            lambda t: t.choice("a", Colour),
            {"a": "green"},
            'f.toml: a = "green" is wrong: it must be one of "red", "blue"',
        ),
        (lambda t: t.number("a", 1, least=0, most=9), {"a": 10}, "f.toml: a = 10 is wrong: it must be a whole number"),
        (lambda t: t.number("a", 1, least=0, most=9), {"a": True}, "f.toml: a = true is wrong"),
        (lambda t: t.number("a", 1, least=0, most=9), {"a": 1.5}, "f.toml: a = 1.5 is wrong"),
        (lambda t: t.flag("a"), {"a": "yes"}, 'f.toml: a = "yes" is wrong: it must be true or false'),
        (lambda t: t.texts("a"), {"a": []}, "f.toml: a = [] is wrong"),
        (lambda t: t.texts("a"), {"a": ["x", 2]}, 'f.toml: a = ["x", 2] is wrong'),
        (lambda t: t.table("a"), {"a": 1}, "f.toml: a = 1 is wrong: it must be a table: [a]"),
        (lambda t: t.tables("a"), {"a": {"b": 1}}, "f.toml: a = a table is wrong: it must be a list of tables: [[a]]"),
        (lambda t: t.tables("a")[1].text("b"), {"a": [{}, {"b": 2}]}, "f.toml: a[2].b = 2 is wrong"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(read: Any, raw: dict[str, Any], line: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(table(raw))
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


def test_right_values() -> None:
    found = table({"a": "x", "b": "red", "c": 3, "d": False, "e": ["x", "y"], "f": {"g": 1}})
    assert (found.text("a"), found.choice("b", Colour), found.number("c", 0, least=0, most=9)) == ("x", Colour.RED, 3)
    assert (found.flag("d"), found.flag("none"), found.texts("e"), found.texts("none")) == (
        False,
        None,
        ("x", "y"),
        None,
    )
    assert found.table("f").key("g") == "f.g"
    assert found.table("none").raw == {}
    assert found.value("none") is MISSING
    found.finish()
    assert found.warnings == []


def test_an_unknown_key_is_a_warning_or_an_error() -> None:
    lenient = table({"start": 1, "strat": 2})
    lenient.number("start", 0, least=0, most=9)
    lenient.finish()
    assert lenient.warnings == ["f.toml: strat is not a known key (did you mean start?): kept, and not used"]
    strict = table({"start": 1, "strat": 2}, strict=True)
    strict.number("start", 0, least=0, most=9)
    with pytest.raises(
        SettingsError, match=r"strat = 2 is not a known key: it must be one of start \(did you mean start"
    ):
        strict.finish()


def test_a_long_value_is_cut_and_a_nasty_one_escaped() -> None:
    error = SettingsError("f.toml", "a", "\x1b[2J" + "x" * 500, "shorter")
    assert "\\x1b[2J" in str(error)
    assert len(str(error)) < 200
