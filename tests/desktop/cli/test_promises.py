from __future__ import annotations

from typing import Any

import pytest

PROMISES = """
[[promise]]
name = "clients"
match = { domain = ["client.example"] }
within = "1h30"
[[promise]]
name = "anyone there"
match = { domain = ["mail.client.example"] }
within = "2 days"
calendar = "tem"
[[calendar]]
name = "team"
zone = "Europe/Paris"
hours = [{ days = ["mon"], start = "08:00", end = "12:00" }, { days = ["mon"], start = "13:00", end = "17:00" }]
country = "FR"
days_off = ["2026-12-28", 2026-12-24]
[[rule]]
name = "contracts"
match = { words = ["contract"] }
act = "hold"
promise = "client"
"""


@pytest.fixture
def promised(ecluse: Any, short_path: Any) -> Any:
    file = short_path / "promises.toml"
    file.write_text(PROMISES)
    return file


def test_none_is_said_so(ecluse: Any) -> None:
    assert ecluse("promises", "list", "--json").json == []
    assert "Nothing is promised" in ecluse("promises", "list").out


def test_what_is_odd_is_named(ecluse: Any, promised: Any) -> None:
    found = ecluse("promises", "check", str(promised), "--json").json
    assert (found["promises"], found["error"]) == (2, None)
    assert [(one["place"], one["name"], one["code"], one["by"]) for one in found["warnings"]] == [
        (2, "anyone there", "never_matches", 1),
        (2, "anyone there", "no_calendar", None),
        (1, "contracts", "no_promise", None),
    ]
    plain = ecluse("promises", "check", str(promised)).out
    assert 'did you mean "team"?' in plain
    assert 'did you mean "clients"?' in plain
    assert plain.endswith("is good: 2 promises.\n")


@pytest.mark.parametrize(
    ("promise", "key", "right"),
    [
        ('within = "1 h"', "promise[1].match", "one condition at least"),
        ('match = { domain = ["a.example"] }', "promise[1].within", "one line"),
        ('match = { domain = ["a.example"] }\nwithin = "soon"', "promise[1].within", "working time such as"),
        ('match = { second_try = true }\nwithin = "1 h"', "promise[1].match", "without second_try"),
        ('match = { domain = ["a.example"] }\nwithin = "1 h"\nbudget = 2', "promise[1].budget", "one of"),
        (
            'match = { code = true }\nwithin = "1 h"\n[[promise]]\nname = "p"\nmatch = { code = true }\nwithin = "1 h"',
            "promise[2].name",
            "no other one has",
        ),
        (
            'match = { code = true }\nwithin = "1 h"\n[[calendar]]\nname = "c"\nhours = []',
            "calendar[1].hours",
            "a list such as",
        ),
        (
            'match = { code = true }\nwithin = "1 h"\n[[calendar]]\nname = "c"\nzone = "Mars"',
            "calendar[1].zone",
            "Europe/Paris",
        ),
        (
            'match = { code = true }\nwithin = "1 h"\n[[calendar]]\nname = "c"\nzone = "system"',
            "calendar[1].zone",
            "left out it is that of the schedule",
        ),
        (
            'match = { code = true }\nwithin = "1 h"\n[[calendar]]\nname = "c"\ncountry = "XX"',
            "calendar[1].country",
            "code of a country",
        ),
        (
            'match = { code = true }\nwithin = "1 h"\n[[calendar]]\nname = "c"\ncountry = "DE"\nregion = "XX"',
            "calendar[1].region",
            "one of",
        ),
        (
            'match = { code = true }\nwithin = "1 h"\n[[calendar]]\nname = "c"\ndays_off = ["2026-02-30"]',
            "calendar[1].days_off",
            "2026-12-24",
        ),
        (
            'match = { code = true }\nwithin = "1 h"\n[[calendar]]\nname = "c"\n'
            'hours = [{ days = ["mon"], start = "09:00", end = "09:00" }]',
            "calendar[1].hours[1].end",
            "another time",
        ),
    ],
)
def test_what_cannot_be_is_named_with_what_could(
    ecluse: Any, short_path: Any, promise: str, key: str, right: str
) -> None:
    file = short_path / "promises.toml"
    file.write_text(f'[[promise]]\nname = "p"\n{promise}\n')
    found = ecluse("promises", "check", str(file), "--json", expect=2).json
    assert found["promises"] is None
    assert found["error"]["key"] == key
    assert right in found["error"]["right"]
    said = ecluse("promises", "check", str(file), expect=2)
    assert key in said.err


def test_they_run_in_the_app(ecluse: Any, promised: Any) -> None:
    settings = ecluse.paths.settings_file
    settings.parent.mkdir(parents=True, exist_ok=True)
    there = settings.read_text() if settings.exists() else ""
    settings.write_text(there + PROMISES.split("[[rule]]", maxsplit=1)[0])
    first, second = ecluse("promises", "list", "--json").json
    assert (first["name"], first["within"], first["calendar"], first["open"], first["late"]) == (
        "clients", "1 h 30 min", None, 0, 0
    )  # fmt: skip
    assert first["match"] == {"domain": ["client.example"]}
    assert first["asked_now"] is not None
    assert (second["within"], second["problem"]) == ("2 working days", "no_calendar")
    assert "2 working days" in ecluse("promises", "list").out
    assert 'runs by the calendar "tem"' in ecluse("config", "check").out


ANNA = '[[promise]]\nname = "Anna"\nmatch = { address = ["anna@example.org"] }\nwithin = "2 working days"\n'


def test_what_is_promised_is_listed_shown_and_warned_of(ecluse: Any) -> None:
    ecluse("account", "add", "folder", "--name", "work", "--path", str(ecluse.mails("Budget")))
    settings = ecluse.paths.settings_file
    settings.write_text(settings.read_text() + ANNA)
    ecluse("focus", "start", "50m")
    ecluse("pull")
    [item] = ecluse("queue", "--json").json
    assert item["promised"] == "Anna"
    assert item["due_at"].startswith("20")
    assert item["answered_at"] is None
    assert ecluse("show", str(item["id"]), "--json").json["due_at"] == item["due_at"]
    assert "Promise   Anna: answer due " in ecluse("show", str(item["id"])).out
    assert "ANSWER DUE" in ecluse("queue").out
    ran = ecluse("snooze", str(item["id"]), "--until", "300h")
    assert f"an answer you promised is due before then (item {item['id']})" in ran.err
