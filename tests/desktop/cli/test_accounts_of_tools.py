"""Accounts of tools, from the command line to the queue: what a person types, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.feeds import TOKEN
from tests.desktop.cli.conftest import Ring
from tests.servers.github import GitHub
from tests.servers.web import PAGE, Says


@pytest.fixture
def github() -> Iterator[GitHub]:
    found = GitHub()
    with found.web:
        yield found


def add(ecluse: Any, url: str, *more: str, expect: int = 0, stdin: str = TOKEN + "\n") -> Any:
    return ecluse("account", "add", "github", "--url", url, "--token-stdin", *more, stdin=stdin, expect=expect)


def test_added_tested_listed_and_read(ecluse: Any, ring: Ring, github: GitHub) -> None:
    github.tell(1, 2)
    added = add(ecluse, github.web.url)
    assert added.out.startswith('Account "github" was added: 2 ')
    assert TOKEN not in added.out + added.err
    (line,) = ecluse("account", "list", "--json").json
    assert (line["name"], line["kind"], line["title"], line["health"]) == ("github", "github", "GitHub", "off")
    tested = ecluse("account", "test", "github", "--json").json
    assert (tested["ok"], tested["auth"], tested["messages"]) == (True, "grace", 2)
    ecluse("focus", "start", "50m")
    ecluse("pull")
    rows = ecluse("queue", "--state", "held", "--json").json
    assert sorted(row["subject"] for row in rows) == ["thing 1", "thing 2"]
    assert TOKEN not in ecluse.paths.settings_file.read_text()


def test_its_text_is_shown_and_no_mail_is_asked_for(ecluse: Any, ring: Ring, github: GitHub) -> None:
    github.tell(1)
    add(ecluse, github.web.url)
    ecluse("focus", "start", "50m")
    ecluse("pull")
    (row,) = ecluse("queue", "--state", "held", "--json").json
    id = row["id"]
    shown = ecluse("show", str(id), "--json").json
    assert "@grace look here" in str(shown)
    assert "#issuecomment-" in str(shown)
    refused = ecluse("reply", str(id), "--text-file", "-", stdin="Thanks", expect=1)
    assert "This is no mail" in refused.err
    history = ecluse("backfill", "github", "--since", "2020-01-01", expect=1)
    assert "keeps no history" in history.err


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (Says(401, {"message": "Bad credentials"}), "sign_in_refused"),
        (Says(200, None, {"Content-Type": "text/html"}, PAGE), "wrong_setting"),
        (Says(404, {"message": "Not Found"}), "unsupported"),
    ],
)
def test_what_does_not_work_is_not_kept(ecluse: Any, ring: Ring, github: GitHub, says: Says, code: str) -> None:
    add(ecluse, github.web.url)
    github.web.instead = lambda _: says
    tested = ecluse("account", "test", "github", "--json", expect=1).json
    assert (tested["ok"], tested["problem"]) == (False, code)
    assert tested["advice"]
    refused = add(ecluse, github.web.url, "--name", "other", expect=1)
    assert 'The account "other" was not added.' in refused.err
    assert TOKEN not in refused.err
    assert [line["name"] for line in ecluse("account", "list", "--json").json] == ["github"]


def test_a_new_token(ecluse: Any, ring: Ring, github: GitHub) -> None:
    add(ecluse, github.web.url)
    github.token = "another"
    assert ecluse("account", "test", "github", "--json", expect=1).json["problem"] == "sign_in_refused"
    said = ecluse("account", "password", "github", "--password-stdin", stdin="another\n").out
    assert said == 'Account "github" has a new token.\n'
    assert ecluse("account", "test", "github", "--json").json["ok"]


def test_the_address_has_a_default_and_must_be_one(ecluse: Any, ring: Ring) -> None:
    ecluse("account", "add", "github", "--token-stdin", "--no-test", stdin=TOKEN)
    assert 'url = "https://github.com"' in ecluse.paths.settings_file.read_text()
    for url in ("http://git.example.org", "git.example.org", "https://me@git.example.org"):
        refused = add(ecluse, url, "--name", "other", expect=1)
        assert "was not added" in refused.err
    missing = ecluse("account", "add", "github", "--name", "other", expect=2)
    assert "--token-stdin" in missing.err
