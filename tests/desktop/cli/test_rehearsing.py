"""focus start --presence and --dry-run, provider preview and change, one sign-in for account and provider."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from focus.providers import discover
from tests.desktop.cli.conftest import Ring
from tests.focus.chat import SPEC
from tests.servers.gitlab import GitLab

SETTINGS = """
[schedule]
zone = "Europe/Paris"
span = []

[[provider]]
name = "bar"
kind = "file"
path = "{path}"

[[provider]]
name = "chat"
kind = "gitlab"
url = "https://git.example.org"
"""


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("dict[str, Any]", discover()), "gitlab", SPEC)


@pytest.fixture
def two(ecluse: Any, tmp_path: Path, chat: None) -> Path:
    file: Path = ecluse.paths.settings_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SETTINGS.format(path=tmp_path / "bar.json"))
    return file


def test_a_dry_run_says_all_that_would_be_sent_and_does_nothing(ecluse: Any, two: Path, tmp_path: Path) -> None:
    lines = ecluse("focus", "start", "50m", "--on", "a secret", "--dry-run", "--json").json
    assert all(set(line) == {"provider", "account", "method", "url", "headers", "body"} for line in lines)
    assert [(line["account"], line["method"]) for line in lines] == [
        ("bar", "file"),
        *(("chat", method) for method in ("GET", "GET", "PUT", "GET")),
    ]
    assert lines[0]["provider"] == "file"
    assert lines[0]["body"]["level"] == "do_not_disturb"
    assert lines[0]["body"]["text"].startswith("In focus until ")
    assert lines[3]["url"] == "https://git.example.org/users/{id}/status?private_token=***"
    assert "a secret" not in json.dumps(lines)
    assert ecluse("focus", "status", "--json").json["mode"] != "focus"
    assert not (tmp_path / "bar.json").exists()


def test_a_dry_run_for_people(ecluse: Any, two: Path) -> None:
    said = ecluse("focus", "start", "50m", "--dry-run").out
    assert "chat: PUT https://git.example.org/users/{id}/status?private_token=*** {" in said
    assert said.endswith("Nothing was sent, and no focus block was started.\n")


def test_a_block_may_show_less(ecluse: Any, two: Path) -> None:
    start = ("focus", "start", "50m", "--dry-run", "--json")
    lines = ecluse(*start, "--presence", "text", "--presence", "bar=nothing").json
    assert {line["account"] for line in lines} == {"chat"}
    assert lines[2]["body"]["busy"] is False
    assert ecluse(*start, "--presence", "nothing").json == []
    assert "must be one of nothing, text, busy, do_not_disturb" in ecluse(*start, "--presence", "loud", expect=2).err
    assert 'no provider named "slack"' in ecluse(*start, "--presence", "slack=text", expect=1).err
    assert 'no provider named "slack"' in ecluse("focus", "start", "--presence", "slack=text", expect=1).err
    assert "one of them" in ecluse("focus", "start", "50m", "--until", "11:00", "--dry-run", expect=2).err
    assert "at most 24 hours" in ecluse("focus", "start", "30h", "--dry-run", expect=1).err


def test_what_was_asked_for_is_kept_and_previewed(ecluse: Any, two: Path) -> None:
    ecluse("focus", "start", "50m", "--presence", "do-not-disturb", "--presence", "bar=text")
    bar, chat = ecluse("provider", "preview", "--json").json
    assert (bar["account"], bar["level"], bar["notes"]) == ("bar", "text", ["no_end"])
    assert (chat["level"], chat["called"], chat["emoji"]) == ("busy", "Busy", ":lock:")
    assert chat["notes"] == ["no_do_not_disturb", "shows_end"]
    assert chat["until"] == bar["until"]
    shown = ecluse("provider", "preview").out
    assert "it has no do-not-disturb; it tells the end itself, in each reader's own time zone" in shown


def test_a_preview_of_another_block(ecluse: Any, two: Path) -> None:
    two.write_text(two.read_text() + '\n[presence]\nurgent = "+33 6 12 34 56 78, or call the office"\n')
    bar, chat = ecluse("provider", "preview", "50m", "--json").json
    assert "Urgent: +33" in bar["text"]
    assert (len(chat["text"]) <= SPEC.most_text, chat["notes"]) == (True, ["shorter", "shows_end"])
    nothing = ecluse("provider", "preview", "50m", "--presence", "nothing", "--json").json
    assert [(line["level"], line["notes"], line["until"]) for line in nothing] == [("nothing", ["nothing"], None)] * 2


def test_a_provider_that_cannot_be_opened_says_why(ecluse: Any, two: Path) -> None:
    two.write_text(two.read_text() + '\n[[provider]]\nname = "d"\nkind = "discord"\nclient_id = "x"\n')
    line = ecluse("provider", "preview", "50m", "--json").json[2]
    assert (line["problem"], line["level"]) == ("wrong_setting", "nothing")
    ran = ecluse("focus", "start", "50m", "--dry-run", "--json")
    assert "cannot be opened with its settings: An application's id is a long number." in ran.err
    assert len(ran.json) == 5


def test_a_provider_shows_more_or_less_and_other_words(ecluse: Any, two: Path) -> None:
    ecluse("provider", "change", "chat", "--level", "text", "--text", "Back at {end}", "--language", "fr")
    line = ecluse("provider", "preview", "50m", "--json").json[1]
    assert (line["level"], line["text"][:8]) == ("text", "Back at ")
    ecluse("provider", "change", "chat", "--level", "usual", "--text", "")
    line = ecluse("provider", "preview", "50m", "--json").json[1]
    assert (line["level"], line["text"][:16]) == ("busy", "En concentration")
    assert (
        "must be a text of one line with no other names"
        in ecluse("provider", "change", "chat", "--text", "{nobody}", expect=1).err
    )
    ecluse("provider", "change", "chat", "--level", "do-not-disturb", expect=1)
    ecluse("provider", "change", "chat", expect=2)
    assert "no provider named" in ecluse("provider", "change", "nobody", "--level", "text", expect=1).err


def test_a_focus_block_that_starts_may_be_told_as_json(ecluse: Any) -> None:
    assert ecluse("focus", "start", "50m", "--json").json["mode"] == "focus"


class TestOneSignIn:
    @pytest.fixture
    def server(self) -> Any:
        server = GitLab()
        with server.web:
            yield server

    def add(self, ecluse: Any, server: GitLab, *more: str) -> Any:
        add = ("account", "add", "gitlab", "--name", "work", "--url", server.web.url, "--token-stdin")
        return ecluse(*add, *more, stdin=server.token)

    def test_an_account_may_show_busy_too(self, ecluse: Any, ring: Ring, server: GitLab) -> None:
        said = self.add(ecluse, server, "--show-busy").out
        assert 'Provider "work" was added' in said
        assert [(line["name"], line["provider"]) for line in ecluse("account", "list", "--json").json] == [
            ("work", "work")
        ]
        assert [user.partition(":")[0] for _, user in ring.kept] == ["work"]
        line = ecluse("focus", "start", "50m", "--dry-run", "--json").json[-1]
        assert line["url"].startswith(server.web.url)
        said = ecluse("account", "remove", "work").out
        assert 'Provider "work", which signed in with it, was removed too' in said
        assert ecluse("presence", "--json").json == [] or all(
            one["account"] != "work" for one in ecluse("presence", "--json").json
        )
        assert ring.kept == {}

    def test_a_provider_may_sign_in_as_an_account_that_is_there(self, ecluse: Any, ring: Ring, server: GitLab) -> None:
        self.add(ecluse, server)
        assert ecluse("account", "list", "--json").json[0]["provider"] is None
        ecluse("provider", "add", "gitlab", "--account", "work", "--name", "chat", "--level", "text")
        assert ecluse("account", "list", "--json").json[0]["provider"] == "chat"
        assert len(ring.kept) == 1
        ecluse("provider", "remove", "chat")
        assert len(ring.kept) == 1
        wrong = ecluse("provider", "add", "gitlab", "--account", "nobody", "--name", "chat", expect=1)
        assert 'no account named "nobody"' in wrong.err
