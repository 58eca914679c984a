from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.cli.words import HEALTH
from focus.journal import Journal
from focus.presence import Entry, Level, Presence

NOW = datetime(2126, 11, 23, 9, tzinfo=UTC)

FIELDS = {"provider", "account", "wanted", "found", "ours", "until", "previous", "problem"}


def test_what_is_shown(ecluse: Any) -> None:
    (line,) = ecluse("presence", "--json").json
    assert set(line) == FIELDS
    assert (line["provider"], line["account"], line["ours"]) == ("desktop", "desktop", False)
    assert "desktop" in ecluse("presence").out


def test_a_file_that_the_provider_writes_need_not_be_there(ecluse: Any, tmp_path: Path) -> None:
    target = tmp_path / "presence.json"
    ecluse("provider", "add", "file", "--path", str(target))
    assert "and is a folder" in ecluse("provider", "add", "file", "--path", str(tmp_path), expect=2).err
    (line,) = [line for line in ecluse("presence", "--json").json if line["account"] == "file"]
    assert (line["provider"], line["problem"]) == ("file", None)


def test_what_a_provider_answered_is_not_said_to_wait_for_an_hour() -> None:
    assert HEALTH["broken"].endswith("tried again by itself")


def test_providers(ecluse: Any) -> None:
    assert len(ecluse("provider", "list", "--json").json) == 1
    added = ecluse("provider", "add", "desktop", "--name", "second")
    assert 'Provider "second" was added' in added.out
    assert len(ecluse("provider", "list", "--json").json) == 2
    assert "already" in ecluse("provider", "add", "desktop", "--name", "second", expect=1).err
    ecluse("provider", "remove", "second")
    ecluse("provider", "remove", "desktop")
    assert ecluse("presence", "--json").json == []
    assert "No provider is set up" in ecluse("provider", "list").out
    assert "no provider named" in ecluse("provider", "test", "desktop", expect=1).err
    assert ecluse("heal", "--json").json == []


def test_a_command_is_shown_back_as_it_was_understood(ecluse: Any) -> None:
    added = ecluse("provider", "add", "command", "--command", 'echo "the red one" $HOME')
    assert "[echo] [the red one] [$HOME]" in added.out
    refused = ecluse("provider", "add", "command", "--name", "other", "--command", 'echo "the red', expect=1)
    assert "--command: It cannot be split" in refused.err
    assert len(ecluse("provider", "list", "--json").json) == 2


def test_a_secret_that_is_not_needed_need_not_be_given(ecluse: Any) -> None:
    ecluse("provider", "add", "webhook", "--url", "http://127.0.0.1:9/hook")
    assert "webhook" in ecluse("provider", "list").out


def test_the_words(ecluse: Any) -> None:
    usual = ecluse("presence", "words", "--json").json
    assert usual == {"text": "", "urgent": "", "intention": False, "language": "system", "name_zone": False}
    said = ecluse("presence", "words", "--text", "At {end}", "--urgent", "call", "--intention", "--language", "fr").out
    assert said == (
        "Text: At {end}\nIn urgent cases: call\nWhat you focus on: may be read\n"
        "Language: French. Times do not name their zone.\n"
    )
    ecluse("presence", "words", "--no-intention", "--name-zone", "--text", "")
    changed = ecluse("presence", "words", "--json").json
    assert changed == {"text": "", "urgent": "call", "intention": False, "language": "fr", "name_zone": True}
    assert "no other names in braces" in ecluse("presence", "words", "--text", "{when}", expect=1).err


def left_behind(ecluse: Any) -> None:
    """Noted of a provider that the settings do not have any more."""
    blank = Presence()
    asked = Presence(Level.BUSY, "In focus", "", NOW + timedelta(hours=2))
    Journal(ecluse.paths.journal).put("status", "file", Entry(blank, asked, asked))


def test_what_could_not_be_put_back_is_added_again_under_its_name(ecluse: Any, tmp_path: Path) -> None:
    left_behind(ecluse)
    assert ecluse("presence", "--json").json[-1]["problem"] == "gone"
    ecluse("provider", "add", "file", "--name", "status", "--path", str(tmp_path / "presence.json"))
    assert ecluse("presence", "--json").json[-1]["provider"] == "file"


def test_no_token_is_given_to_what_the_settings_do_not_have(ecluse: Any) -> None:
    left_behind(ecluse)
    refused = ecluse("provider", "token", "status", "--token-stdin", stdin="t", expect=1)
    assert 'There is no provider named "status"' in refused.err


def test_nobody_is_sent_to_a_browser_for_a_service_that_takes_a_token(ecluse: Any) -> None:
    ecluse("provider", "add", "webhook", "--url", "http://127.0.0.1:9/hook")
    refused = ecluse("provider", "sign-in", "webhook", expect=1)
    assert "Nobody signs in to Webhook" in refused.err
    assert "`ecluse provider token webhook`" in refused.err
