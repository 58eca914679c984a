"""Providers, levels and words in the settings file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from desktop.core.settings.edit import (
    remove_account,
    replace_schedule,
    save_account,
    save_provider,
    save_wording,
)
from desktop.core.settings.load import load, read
from desktop.core.settings.model import ProviderSettings, Settings
from desktop.core.settings.presence import OWN_KEYS
from desktop.core.settings.reader import SettingsError
from focus.levels import Levels
from focus.presence import Level
from focus.providers import discover
from focus.wording import Wording
from tests.focus.chat import SPEC

FILE = '[[provider]]\nname = "bar"\nkind = "file"\npath = "/tmp/x"\n'
SPAN = '[[schedule.span]]\nkind = "focus"\ndays = ["mon"]\nstart = "09:00"\nend = "11:00"\n'
ACCOUNT = '[[account]]\nname = "work"\nkind = "gitlab"\nurl = "https://git.example.org"\n'
BOTH = ACCOUNT + '[[provider]]\nname = "chat"\nkind = "gitlab"\naccount = "work"\n'


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("dict[str, Any]", discover()), "gitlab", SPEC)


def settings(text: str) -> Settings:
    found, warnings = read(text.encode(), "s.toml")
    assert warnings == ()
    return found


def wrong(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(text.encode(), "s.toml")
    return str(caught.value)


def test_no_kind_has_a_field_that_is_called_as_a_key_of_every_provider() -> None:
    for spec in discover().values():
        assert {field.name for field in spec.fields}.isdisjoint({"name", "kind", *OWN_KEYS}), spec.name


def test_the_level_of_a_provider(chat: None) -> None:
    assert settings(FILE).providers[0].level is None
    assert settings(FILE + 'level = "do_not_disturb"\n').providers[0].level is Level.DO_NOT_DISTURB
    assert settings(FILE + 'level = "nothing"\n').providers[0].level is Level.AVAILABLE
    assert wrong(FILE + 'level = "loud"\n') == (
        's.toml: provider[1].level = "loud" is wrong: it must be one of "nothing", "text", "busy", "do_not_disturb"'
    )
    entry = '[[provider]]\nname = "chat"\nkind = "gitlab"\nlevel = '
    assert settings(entry + '"busy"').providers[0].level is Level.BUSY
    assert wrong(entry + '"do_not_disturb"').endswith('it must be one of "nothing", "text", "busy"')


def test_the_level_of_a_block() -> None:
    assert settings(FILE + SPAN + 'presence = "text"\n').schedule.spans[0].presence == Levels(Level.TEXT)
    each = 'presence = { bar = "nothing", "*" = "busy" }\n'
    assert settings(FILE + SPAN + each).schedule.spans[0].presence == Levels(Level.BUSY, (("bar", Level.AVAILABLE),))
    assert 'schedule.span[1].presence.bar = 3 is wrong: it must be one of "nothing"' in wrong(
        FILE + SPAN + "presence = { bar = 3 }\n"
    )
    assert "or a table with one of these for each provider" in wrong(FILE + SPAN + 'presence = "loud"\n')
    assert "only a focus block" in wrong(SPAN.replace("focus", "check_in") + 'presence = "text"\n')


def test_a_provider_that_was_removed_is_told_of_and_no_error() -> None:
    found, warnings = read((FILE + SPAN + 'presence = { slack = "text" }\n').encode(), "s.toml")
    assert found.schedule.spans[0].presence == Levels(on=(("slack", Level.TEXT),))
    assert warnings == ('s.toml: a focus block says what "slack" shows, which is no provider',)


def test_the_words() -> None:
    assert settings("").wording == Wording()
    table = '[presence]\ntext = "Back at {end}"\nurgent = "call"\nlanguage = "fr"\nname_zone = true\nintention = true\n'
    assert settings(table).wording == Wording("Back at {end}", "call", True, "fr", True)
    assert settings(FILE + 'text = "{end}"\nlanguage = "fr"\n').providers[0] == ProviderSettings(
        "bar", "file", {"path": "/tmp/x"}, text="{end}", language="fr"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            'text = "until {ende}"',
            'presence.text = "until {ende}" is wrong: it must be a text of one line with no other',
        ),
        ('text = "{"', "a brace itself is written twice"),
        ('text = "two\\nlines"', "presence.text"),
        ("intention = 1", "presence.intention = 1 is wrong: it must be true or false"),
        ('language = "de"', 'presence.language = "de" is wrong: it must be one of "system", "en", "fr"'),
    ],
)
def test_wrong_words_are_refused(line: str, said: str) -> None:
    assert said in wrong(f"[presence]\n{line}\n")


def test_a_template_with_a_private_intention_is_told_of() -> None:
    warnings = read(b'[presence]\ntext = "{intention} until {end}"\n', "s.toml")[1]
    assert warnings == (
        "s.toml: presence.text names {intention}, which stays private and is left out: "
        "presence.intention = true would have it read",
    )


def test_an_account_serves_a_provider_too(chat: None) -> None:
    (one,) = settings(BOTH).providers
    assert (one.account, one.values["url"], one.values["emoji"]) == ("work", "https://git.example.org", ":lock:")
    own = settings(BOTH + 'url = "https://other.example.org"\n').providers[0]
    assert own.values["url"] == "https://other.example.org"


def test_an_account_that_cannot_serve_is_refused(chat: None) -> None:
    assert wrong(BOTH.replace('account = "work"', 'account = "home"')).endswith(
        'provider[1].account = "home" is wrong: it must be an account of the kind "gitlab", one of "work"'
    )
    assert wrong(BOTH.removeprefix(ACCOUNT)).endswith('an account of the kind "gitlab", and there is none')
    assert wrong(ACCOUNT + FILE + 'account = "work"\n').endswith(
        "it must be left out: no account signs in to A file, for status bars and scripts"
    )


def test_what_the_account_has_is_not_written_twice_and_changes_with_it(tmp_path: Path, chat: None) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(ACCOUNT)
    values = {"url": "https://git.example.org", "team": "core"}
    save_provider(file, ProviderSettings("chat", "gitlab", values, "work", Level.TEXT, "{end}", "fr"))
    written = file.read_text()
    assert written.count("https://") == 1
    assert 'account = "work"\nlevel = "text"\ntext = "{end}"\nlanguage = "fr"\nteam = "core"\n' in written
    account = load(file)[0].accounts[0]
    moved = save_account(file, replace(account, values={**account.values, "url": "https://new.example.org"}))
    (one,) = moved.signing_in_as("work")
    assert (one.values["url"], one.level) == ("https://new.example.org", Level.TEXT)


def test_what_is_taken_back_is_no_longer_written(tmp_path: Path, chat: None) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(FILE + 'level = "text"\ntext = "{end}"\n')
    (one,) = load(file)[0].providers
    assert save_provider(file, replace(one, level=None, text="")).providers[0].level is None
    assert "level" not in file.read_text()
    assert "{end}" not in file.read_text()


def test_with_an_account_its_provider_goes(tmp_path: Path, chat: None) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(BOTH + FILE)
    left = remove_account(file, "work")
    assert ([one.name for one in left.providers], left.accounts) == (["bar"], ())


def test_words_are_kept_with_comments_and_what_is_as_usual_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[presence]  # what they read\nurgent = "call"\nodd = 1\n')
    assert save_wording(file, Wording(text="{end}", intention=True)).wording == Wording("{end}", intention=True)
    assert file.read_text() == '[presence]  # what they read\nodd = 1\ntext = "{end}"\nintention = true\n'
    save_wording(file, Wording())
    assert file.read_text() == "[presence]  # what they read\nodd = 1\n"
    with pytest.raises(SettingsError, match="braces"):
        save_wording(file, Wording(text="{nobody}"))
    assert file.read_text() == "[presence]  # what they read\nodd = 1\n"


def test_nothing_is_written_for_words_that_are_as_usual(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('language = "fr"\n')
    save_wording(file, Wording())
    assert file.read_text() == 'language = "fr"\n'


@pytest.mark.parametrize("levels", [Levels(Level.TEXT), Levels(on=(("bar", Level.BUSY), ("two words", Level.TEXT)))])
def test_a_week_with_levels_is_written_and_read_again(tmp_path: Path, levels: Levels) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(FILE + SPAN)
    week = load(file)[0].schedule
    changed = replace(week, spans=(replace(week.spans[0], presence=levels),))
    assert replace_schedule(file, changed, "system").schedule == changed
    assert replace_schedule(file, week, "system").schedule == week
    assert "presence" not in file.read_text()
