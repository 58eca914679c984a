from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from desktop.core.settings.load import read
from desktop.core.settings.reader import SettingsError
from desktop.core.settings.rule_edit import add_rule, change_rules, remove_rule, replace_rules
from desktop.core.settings.rule_order import placed
from inbox.rules import CODES, DONE, HOLD, Match, Rule

FILE = """# Settings of mine

language = "en"

# codes cannot wait
[[rule]]
name = "codes" # never
match = { code = true }
mine = "kept"

# all the news
# on Friday
[[rule]]
name = "news"
act = "hold"
[rule.match]
list = true  # any

[[rule]]
name = "robots"
match = {reason = ["automatic"]}
act = "done"

# where it comes from
[[account]]
name = "work"
kind = "folder"
path = "mails"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "settings.toml"
    made.write_text(FILE)
    return made


def rules(file: Path) -> tuple[Rule, ...]:
    return read(file.read_bytes(), "settings.toml")[0].rules


def test_every_order_keeps_each_comment_with_what_it_is_about(file: Path) -> None:
    before = rules(file)
    for order in permutations(before):
        replace_rules(file, rules=order)
        text = file.read_text()
        assert rules(file) == order
        assert '# codes cannot wait\n[[rule]]\nname = "codes" # never' in text
        assert '# all the news\n# on Friday\n[[rule]]\nname = "news"' in text
        assert text.startswith('# Settings of mine\n\nlanguage = "en"\n\n')
        assert text.count("\n\n[[rule]]") + text.count("\n\n# ") == 4
        assert "# where it comes from\n[[account]]" in text
    replace_rules(file, rules=before)
    assert file.read_text() == FILE


def test_a_change_touches_only_what_differs(file: Path) -> None:
    codes, news, robots = rules(file)
    changed = replace(news, name="newsletters", off=True)
    replace_rules(file, rules=(codes, changed, robots))
    was, now = FILE.splitlines(), file.read_text().splitlines()
    assert [line for line in was if line not in now] == ['name = "news"']
    assert [line for line in now if line not in was] == ['name = "newsletters"', "off = true"]
    replace_rules(file, rules=(replace(codes, match=Match(code=True, words=("now",))), changed, robots))
    assert 'mine = "kept"' in file.read_text()
    assert tomllib.loads(file.read_text())["rule"][0]["match"] == {"code": True, "words": ["now"]}


def test_a_condition_that_is_no_more_goes(file: Path) -> None:
    codes, news, robots = rules(file)
    replace_rules(file, rules=(codes, replace(news, match=Match(domain=("a.example",))), robots))
    assert tomllib.loads(file.read_text())["rule"][1]["match"] == {"domain": ["a.example"]}


def test_all_gone_is_a_choice_and_new_ones_come_after_it(file: Path) -> None:
    for name in ("codes", "robots", "news"):
        remove_rule(file, name=name)
    assert tomllib.loads(file.read_text())["rule"] == []
    assert rules(file) == ()
    new = Rule("all of a list", Match(list=("dev",)), DONE, label="été")
    assert add_rule(file, rule=new, place=0).rules == (new,)
    assert "# where it comes from\n[[account]]" in file.read_text()


@pytest.mark.parametrize("text", ["", "# mine\n", 'language = "fr"\n[notifications]\nprivacy = "full"\n'])
def test_the_one_that_is_on_while_none_is_written_stays_on(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    new = Rule("list", Match(list=True), HOLD, until="friday")
    add_rule(file, rule=new, place=0)
    assert rules(file) == (new, CODES)
    replace_rules(file, rules=())
    assert rules(file) == ()


def test_rules_in_one_list_become_tables(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        'rule = [{ name = "a", match = { list = true }, mine = 1 }, { name = "b", match = {code = true} }]\n'
    )
    replace_rules(file, rules=tuple(reversed(rules(file))))
    assert [one.name for one in rules(file)] == ["b", "a"]
    assert tomllib.loads(file.read_text())["rule"][1]["mine"] == 1


def test_rules_that_other_tables_stand_between(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    one = '[[rule]]\nname = "{0}"\nmatch = {{ words = ["{0}"] }}\n'
    file.write_text(f'{one.format("a")}[notifications]\nprivacy = "full"\n{one.format("b")}')
    replace_rules(file, rules=tuple(reversed(rules(file))))
    assert [each.name for each in rules(file)] == ["b", "a"]
    assert tomllib.loads(file.read_text())["notifications"] == {"privacy": "full"}


def test_what_only_looks_like_a_rule_is_not_torn_apart(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    text = '[[rule]]\nname = """\n[[rule]]\n"""\nmatch = { code = true }\n'
    file.write_text(text)
    with pytest.raises(SettingsError):
        change_rules(file, lambda before: [(None, Rule("b", Match(list=True))), *enumerate(before)])
    assert file.read_text() == text


@pytest.mark.parametrize("end", ["\n", "", "\n\n\n"])
def test_lines_that_end_otherwise(tmp_path: Path, end: str) -> None:
    file = tmp_path / "settings.toml"
    one = '[[rule]]\r\nname = "{0}"\r\nmatch = {{ words = ["{0}"] }}'
    file.write_bytes(f"{one.format('a')}\r\n\r\n{one.format('b')}{end}".encode())
    replace_rules(file, rules=tuple(reversed(rules(file))))
    assert [one.name for one in rules(file)] == ["b", "a"]


@pytest.mark.parametrize(
    ("names", "before", "expected"),
    [("ab", "ab", [0, 1]), ("ba", "ab", [1, 0]), ("ac", "ab", [0, 1]), ("acb", "ab", [0, None, 1]), ("b", "ab", [1])],
)
def test_which_of_those_before_it_is(names: str, before: str, expected: Sequence[int | None]) -> None:
    def made(names: str) -> list[Rule]:
        return [Rule(name, Match(words=(name,))) for name in names]

    assert [was for was, _ in placed(made(names), made(before))] == expected
