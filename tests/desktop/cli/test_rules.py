from __future__ import annotations

from typing import Any

import pytest

CODES = {
    "name": "codes", "match": {"code": True}, "act": "pass", "until": None, "budget": None, "label": None,
    "unverified": False, "promise": None, "off": False,
}  # fmt: skip
ODD = """
[[rule]]
name = "firm"
match = { domain = ["client.example"] }
act = "hold"
[[rule]]
name = "boss"
match = { address = ["boss@mail.client.example"] }
[[rule]]
name = "news"
match = { list = ["dev", "ops"] }
act = "hold"
until = "friday digst"
[[rule]]
name = "news"
match = { domain = ["x.example"], verified = false }
"""
WEEK = """
[schedule]
zone = "UTC"
[[schedule.span]]
kind = "check_in"
days = ["fri"]
start = "16:00"
end = "16:30"
name = "friday digest"
"""


def test_listed(ecluse: Any) -> None:
    assert ecluse("rules", "list", "--json").json == [CODES]
    assert "code yes" in ecluse("rules", "list").out


def test_what_is_odd_is_named(ecluse: Any, short_path: Any) -> None:
    file = short_path / "rules.toml"
    file.write_text(WEEK + ODD)
    found = ecluse("rules", "check", str(file), "--json").json
    assert (found["rules"], found["error"]) == (4, None)
    assert [(one["place"], one["code"], one["by"]) for one in found["warnings"]] == [
        (2, "never_matches", 1), (3, "no_check_in", None), (4, "never_passes", None), (4, "same_name", 3)
    ]  # fmt: skip
    plain = ecluse("rules", "check", str(file)).out
    assert 'did you mean "friday digest"?' in plain
    assert plain.endswith("is good: 4 rules.\n")


@pytest.mark.parametrize(
    ("rule", "key", "value"),
    [
        ('match = { adress = ["a@b.example"] }', "rule[1].match.adress", '["a@b.example"]'),
        ('match = { address = ["boss"] }', "rule[1].match.address", '["boss"]'),
        ('match = { regex = ["(a)\\\\1"] }', "rule[1].match.regex", '["(a)\\1"]'),
        ('match = { list = "dev" }', "rule[1].match.list", '"dev"'),
        ('match = { code = true }\nact = "done"\nbudget = 2', "rule[1].budget", "2"),
        ('match = { code = true }\nuntil = "friday digest"', "rule[1].until", '"friday digest"'),
        ("match = { code = true }\nbudget = 0", "rule[1].budget", "0"),
        ('match = { code = true }\nact = "promise"', "rule[1].act", '"promise"'),
        ("match = {}", "rule[1].match", "a table"),
    ],
)
def test_what_is_wrong_names_key_value_and_what_is_right(
    ecluse: Any, short_path: Any, rule: str, key: str, value: str
) -> None:
    file = short_path / "rules.toml"
    file.write_text(f'[[rule]]\nname = "a"\n{rule}\n')
    error = ecluse("rules", "check", str(file), "--json", expect=2).json["error"]
    assert (error["key"], error["value"]) == (key, value)
    assert error["right"]
    assert error["message"] in ecluse("rules", "check", str(file), expect=2).err


def test_no_rules_and_no_file(ecluse: Any, short_path: Any) -> None:
    (short_path / "week.toml").write_text("[schedule]\n")
    assert "rule is missing" in ecluse("rules", "check", str(short_path / "week.toml"), expect=2).err
    (short_path / "empty.toml").write_text("# none\n")
    assert "is good: 0 rules." in ecluse("rules", "check", str(short_path / "empty.toml")).out
    assert "cannot be read" in ecluse("rules", "check", str(short_path / "none.toml"), expect=2).err
    assert ecluse("rules", "check").out.endswith("is good: 1 rule.\n")


def test_one_key_lets_a_person_through_and_is_taken_back(ecluse: Any) -> None:
    ecluse.with_mails("Budget")
    (item,) = ecluse("queue", "--json").json
    made = ecluse("rules", "always", str(item["id"]))
    assert "address anna@example.org passes from now on" in made.out
    assert "nobody vouches" in made.err
    assert [one["name"] for one in ecluse("rules", "list", "--json").json] == ["always: anna@example.org", "codes"]
    assert "No rule let this message through" in ecluse("rules", "not-urgent", str(item["id"]), expect=1).err
    ecluse("rules", "remove", "always: anna@example.org")
    assert ecluse("rules", "list", "--json").json == [CODES]
    assert "no rule named" in ecluse("rules", "remove", "none", expect=1).err


def test_an_item_says_which_rule_decided_and_what_it_waits_for(ecluse: Any) -> None:
    ecluse.with_mails("Budget")
    ecluse.paths.settings_file.write_text(
        ecluse.paths.settings_file.read_text()
        + '[[schedule.span]]\nkind = "check_in"\ndays = ["fri"]\nstart = "16:00"\nend = "16:30"\nname = "digest"\n'
        + '[[rule]]\nname = "figures"\nmatch = { words = ["FIGURES"] }\nact = "hold"\n'
        + 'until = "digest"\nlabel = "sums"\n'
    )
    ecluse.mails("Later")
    ecluse("pull")
    found = {one["subject"]: one for one in ecluse("queue", "--json").json}
    assert (found["Later"]["held_because"], found["Later"]["held_for"]) == ("rule", "digest")
    assert found["Budget"]["held_because"] == "focus"
    shown = ecluse("show", str(found["Later"]["id"]), "--json").json
    assert (shown["rule"], shown["rule_because"], shown["waits_for"], shown["label"]) == (
        "figures", "rule", "digest", "sums"
    )  # fmt: skip
    plain = ecluse("show", str(found["Later"]["id"])).out
    assert 'a rule has it wait for that check-in, "digest" (rule "figures")' in plain
    assert 'held by a rule for the check-in "digest" (figures)' in plain


def test_a_rule_is_switched_moved_and_tried(ecluse: Any) -> None:
    ecluse.with_mails("Budget", "Lunch")
    (item, _) = ecluse("queue", "--json").json
    name = "always: anna@example.org"
    ecluse("rules", "always", str(item["id"]))
    assert f'Rule "{name}" is off' in ecluse("rules", "off", name).out
    assert "is off" in ecluse("rules", "list").out
    tried = ecluse("rules", "try", name, "--json").json
    assert (tried["days"], tried["items"], tried["unverified"], tried["through"]) == (30, 2, 2, 0)
    plain = ecluse("rules", "try", name).out
    assert "Budget" in plain
    assert "Of 2 messages in 30 days: held, unverified 2." in plain
    assert [one["off"] for one in ecluse("rules", "on", name, "--json").json["rules"]] == [False, False]
    assert f'Rule "{name}" is number 2 now.' in ecluse("rules", "move", name, "2").out
    moved = ecluse("rules", "move", name, "9", "--json").json["rules"]
    assert [one["name"] for one in moved] == ["codes", name]
    for deed in (("on", "none"), ("move", "none", "1"), ("try", "none")):
        assert "no rule named" in ecluse("rules", *deed, expect=1).err
    shown = ecluse("show", str(item["id"])).out
    assert "its sender comes through at once from then on: a rule was written (always: anna@example.org)" in shown
