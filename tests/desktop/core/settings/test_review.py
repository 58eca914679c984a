"""What a review goes by, in the settings file."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.settings.load import read
from desktop.core.settings.model import Noting
from desktop.core.settings.reader import SettingsError
from desktop.core.settings.retained import Retention
from desktop.core.settings.review_edit import save_noting, save_objectives, save_retention
from focus.review import Objective

WHOLE = b'''
[[objective]]
name = "Ship"       # by Christmas
quarter = "2026-Q4"
intentions = ["Release 2.0", "Docs"]

[[objective]]
name = "Hire"

[review]
note = """
# {week}

{highlights}
"""
private = ["A new job"]

[retention]
items = "2 years"
gaps = "12 weeks"
'''
SHIP, HIRE = Objective("Ship", "2026-Q4", ("Release 2.0", "Docs")), Objective("Hire")


def test_it_is_read() -> None:
    found, warnings = read(WHOLE, "settings.toml")
    assert warnings == ()
    assert found.objectives == (SHIP, HIRE)
    assert found.noting == Noting("# {week}\n\n{highlights}\n", ("A new job",))
    assert found.retention == Retention("2 years", "forever", "12 weeks")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ('[[objective]]\nname = ""', "objective[1].name"),
        ('[[objective]]\nname = "A"\nquarter = "Q4"', "objective[1].quarter"),
        ('[[objective]]\nname = "A"\nintentions = "B"', "objective[1].intentions"),
        ('[[objective]]\nname = "A"\n[[objective]]\nname = "A"', "objective[2].name"),
        ('[review]\nnote = "{boss}"', "review.note"),
        ('[review]\nnote = "\\u001b[2J"', "review.note"),
        ("[review]\nnote = 4", "review.note"),
        ("[review]\nprivate = [4]", "review.private"),
        ('[retention]\nitems = "soon"', "retention.items"),
        ("[retention]\nlived = 30", "retention.lived"),
    ],
)
def test_what_is_wrong_is_named(written: str, key: str) -> None:
    with pytest.raises(SettingsError) as error:
        read(written.encode(), "settings.toml")
    assert error.value.key == key


def test_an_objective_of_two_quarters_is_two() -> None:
    text = b'[[objective]]\nname = "A"\nquarter = "2026-Q3"\n[[objective]]\nname = "A"\nquarter = "2026-Q4"'
    assert [one.quarter for one in read(text, "settings.toml")[0].objectives] == ["2026-Q3", "2026-Q4"]


def test_what_is_unknown_is_kept_and_said() -> None:
    _, warnings = read(b'[retention]\nitem = "2 years"\n[review]\nnotes = "x"', "settings.toml")
    assert [("did you mean items" in one, "did you mean note" in one) for one in warnings] == [
        (False, True), (True, False),
    ]  # fmt: skip


def test_what_is_changed_leaves_the_rest_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(WHOLE)
    more = Objective("Learn", "", ("Reading",))
    assert save_objectives(file, [SHIP, HIRE, more]).objectives == (SHIP, HIRE, more)
    assert file.read_bytes().startswith(WHOLE[: WHOLE.index(b"[review]")])
    assert save_objectives(file, [SHIP]).objectives == (SHIP,)
    assert b"# by Christmas" in file.read_bytes()
    assert save_noting(file, Noting("# {week}\n\n{highlights}\n")).noting.private == ()
    assert b'note = """\n# {week}' in file.read_bytes()
    assert save_retention(file, Retention()).retention == Retention()
    assert save_objectives(file, []).objectives == ()
    assert b"objective" not in file.read_bytes()


def test_an_empty_file_takes_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save_retention(file, Retention(lived="1 year"))
    save_noting(file, Noting("{week}", ("A",)))
    found = save_objectives(file, [SHIP, HIRE])
    assert (found.objectives, found.noting) == ((SHIP, HIRE), Noting("{week}", ("A",)))
    assert found.retention.lived == "1 year"
