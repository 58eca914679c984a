from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.settings.choices import Language, Privacy, Theme
from desktop.core.settings.load import load, load_schedule, read
from desktop.core.settings.reader import SettingsError
from desktop.core.settings.week import DEFAULT_SPANS
from inbox.item import Channel
from inbox.rules import CODES, HOLD, Match, Rule

ACCOUNT = '[[account]]\nname = "work"\nkind = "imap"\nhost = "imap.example.org"\nuser = "me"\n'


def found(text: str) -> tuple[object, ...]:
    settings, warnings = read(text.encode(), "s.toml")
    return settings, *warnings


def wrong(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(text.encode(), "s.toml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    settings, warnings = load(tmp_path / "none.toml")
    assert (settings.language, settings.theme, settings.privacy) == (Language.SYSTEM, Theme.SYSTEM, Privacy.SENDERS)
    assert (settings.start.days, settings.start.mails) == (14, 500)
    assert settings.schedule.spans == DEFAULT_SPANS
    assert settings.accounts == ()
    assert [one.kind for one in settings.providers] == ["desktop"]
    assert settings.rules == (CODES,)
    assert warnings == ()


def test_a_whole_file() -> None:
    settings, warnings = read(
        b'\xef\xbb\xbflanguage = "fr"\ntheme = "dark"\nprovider = []\n'
        b'[notifications]\nprivacy = "full"\n[start]\ndays = 3\n' + ACCOUNT.encode() + b"[schedule]\nspan = []\n"
        b'[[rule]]\nname = "boss"\nmatch = { address = ["a@example.org"], code = false }\nact = "hold"\n',
        "s.toml",
    )
    assert (settings.language, settings.theme, settings.privacy) == (Language.FRENCH, Theme.DARK, Privacy.FULL)
    assert settings.start.days == 3
    work = settings.account("work")
    assert work is not None
    assert (work.values["host"], work.values["port"]) == ("imap.example.org", 993)
    assert settings.providers == ()
    assert settings.schedule.spans == ()
    assert settings.rules == (Rule("boss", Match(address=("a@example.org",), code=False), HOLD),)
    assert warnings == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('language = "de"', 's.toml: language = "de" is wrong: it must be one of "system", "en", "fr"'),
        ("start = 3", "s.toml: start = 3 is wrong: it must be a table: [start]"),
        ("[start]\nmails = -1", "s.toml: start.mails = -1 is wrong: it must be a whole number from 0"),
        (ACCOUNT + ACCOUNT.replace("work", "Work"), 's.toml: account[2].name = "Work" is wrong: it must be a name'),
        (ACCOUNT.replace("work", "mail"), 's.toml: account[1].name = "mail" is wrong'),
        (ACCOUNT.replace("work", "x" * 41), "s.toml: account[1].name"),
        (ACCOUNT.replace("work", "a\\u0007"), 's.toml: account[1].name = "a\\x07" is wrong'),
        (ACCOUNT.replace("imap", "imapp", 1), 's.toml: account[1].kind = "imapp" is wrong: it must be one of'),
        (ACCOUNT.replace('user = "me"', ""), "s.toml: account[1].user is missing"),
        (
            ACCOUNT + "port = 70000",
            "s.toml: account[1].port = 70000 is wrong: it must be a whole number from 1 to 65535",
        ),
        ('[[rule]]\nname = "a"', "s.toml: rule[1].match is missing"),
        ('[[rule]]\nname = "a"\nmatch = {}', "s.toml: rule[1].match = a table is wrong"),
        (
            '[[rule]]\nname = "a"\nmatch = { verfied = true }',
            "s.toml: rule[1].match.verfied = true is not a known key",
        ),
        ('[[rule]]\nname = "a"\nmatch = { channel = ["fax"] }', 's.toml: rule[1].match.channel = ["fax"] is wrong'),
        ('[[rule]]\nname = "a"\nmatch = { code = true }\nact = "shout"', 's.toml: rule[1].act = "shout" is wrong'),
        ("a = [", "s.toml: not TOML: "),
        ("a = 1\na = 2", "s.toml: not TOML: "),
    ],
)
def test_a_wrong_value_says_where_and_what_would_be_right(text: str, line: str) -> None:
    assert wrong(text).startswith(line)


def test_a_file_in_another_encoding_and_one_nested_too_deep() -> None:
    with pytest.raises(SettingsError, match="byte 6 is not UTF-8"):
        read(b"# abc\xe9", "s.toml")
    with pytest.raises(SettingsError, match="not TOML"):
        read(b"a = " + b"[" * 100_000, "s.toml")


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load(tmp_path)
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        load_schedule(tmp_path / "none.toml")


def test_unknown_keys_and_a_secret_are_warned_about_but_the_secret_is_not_shown() -> None:
    _, *warnings = found("colour = 1\n[notifications]\nsound = true\n" + ACCOUNT + 'password = "hunter2"\nfoo = 1\n')
    text = "\n".join(map(str, warnings))
    assert "colour is not a known key" in text
    assert "notifications.sound is not a known key" in text
    assert "account[1].foo is not a known key" in text
    assert "account[1].password is a secret in a plain file" in text
    assert "hunter2" not in text


def test_a_check_in_that_admits_an_account_nobody_has() -> None:
    span = '[[schedule.span]]\nkind = "check_in"\ndays = ["mon"]\nstart = "08:30"\nend = "11:00"\nadmits = ["{}"]\n'
    assert found(span.format("hobby"))[1:] == ('s.toml: a check-in admits "hobby", which is no channel and no account',)
    assert found(span.format("work") + ACCOUNT)[1:] == ()
    assert found(span.format(Channel.MENTION))[1:] == ()


def test_a_schedule_file_is_read_strictly(tmp_path: Path) -> None:
    file = tmp_path / "week.toml"
    file.write_text('language = "fr"\n[schedule]\nzone = "Europe/Paris"\n' + ACCOUNT)
    assert load_schedule(file).spans == ()
    file.write_text("[shedule]\n")
    with pytest.raises(SettingsError, match=r"schedule is missing: it must be a table"):
        load_schedule(file)
    file.write_text("[schedule]\n[colours]\n")
    with pytest.raises(SettingsError, match=r"colours = a table is not a known key"):
        load_schedule(file)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_in_the_file_the_error_is_one_line(content: bytes) -> None:
    line = "s.toml: "
    try:
        read(content, "s.toml")
    except SettingsError as error:
        line = str(error)
    assert line.startswith("s.toml: ")
    assert len(line.splitlines()) == 1


def test_whom_rules_let_pass_and_whether_signatures_are_looked_at() -> None:
    text = (
        "[senders]\ncheck_signatures = false\n"
        '[[rule]]\nname = "her"\nmatch = { address = ["Claire@Client.example"], unverified = true }\n'
        '[[rule]]\nname = "them"\nmatch = { tool = ["GitHub"], project = ["acme"], reason = ["state_change"] }\n'
    )
    settings, warnings = read(text.encode(), "s.toml")
    assert warnings == ()
    assert [rule.match for rule in settings.rules] == [
        Match(address=("Claire@Client.example",), unverified=True),
        Match(tool=("GitHub",), project=("acme",), reason=("state_change",)),
    ]
    assert settings.known.passed == {"claire@client.example"}
    assert not settings.known.checks_signatures
    assert read(b"", "s.toml")[0].known.checks_signatures
    with pytest.raises(SettingsError, match="match"):
        read(b'[[rule]]\nname = "a"\nmatch = { unverified = true }\n', "s.toml")


def test_a_project_is_let_pass_with_its_tool_alone() -> None:
    """Anyone can make a board of that name in another tool, and name the person there."""
    alone = '[[rule]]\nname = "them"\nmatch = { project = ["acme"] }\n'
    with pytest.raises(SettingsError, match="tool"):
        read(alone.encode(), "s.toml")
    held = read(f'{alone}act = "hold"\n'.encode(), "s.toml")[0]
    assert [rule.match for rule in held.rules] == [Match(project=("acme",))]
