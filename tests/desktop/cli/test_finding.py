from __future__ import annotations

import io
import os
import sys
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from inbox.discovery import internet
from inbox.discovery.internet import Https
from tests.desktop.cli.conftest import Ring
from tests.inbox.discovery.test_autoconfig import configuration, outlet, server
from tests.inbox.discovery.test_search import FIRST, SRV
from tests.servers.pages import Pages, Records, page

PASSWORD = "CANARY-9f3-password"
ADD = ("account", "add", "imap", "--name", "work", "--no-test", "--password-stdin")


@pytest.fixture
def pages() -> Iterator[Pages]:
    with Pages("example.org", "autoconfig.example.org") as server:
        yield server


@pytest.fixture
def records() -> Iterator[Records]:
    with Records() as server:
        yield server


@pytest.fixture(autouse=True)
def _local_internet(pages: Pages, records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Https(connect=pages.connect, context=pages.trusting, resolver=records.resolver, seconds=30.0)
    monkeypatch.setattr(internet, "Https", lambda: made)


def _kept(ecluse: Any) -> dict[str, Any]:
    (account,) = tomllib.loads(ecluse.paths.settings_file.read_text())["account"]
    found: dict[str, Any] = account
    return found


def test_what_is_known_beforehand(ecluse: Any, ring: Ring, pages: Pages) -> None:
    added = ecluse(*ADD, "--address", "me@gmail.com", stdin=PASSWORD)
    assert "Known beforehand (Gmail): imap.gmail.com, port 993, TLS; user name me@gmail.com" in added.out
    assert "app password" in added.out
    kept = _kept(ecluse)
    assert (kept["host"], kept["user"]) == ("imap.gmail.com", "me@gmail.com")
    assert "Sending: smtp.gmail.com, port 465, TLS; user name me@gmail.com" in added.out
    assert (kept["smtp_host"], kept["smtp_port"]) == ("smtp.gmail.com", 465)
    assert PASSWORD in ring.kept.values()
    assert pages.connected == []


def test_what_the_domain_publishes_is_shown_with_where_it_is_from(ecluse: Any, ring: Ring, pages: Pages) -> None:
    pages.pages[FIRST] = page(configuration(server(port="994", user="%EMAILLOCALPART%")))
    asked, found, *_ = ecluse(*ADD, "--address", "me@example.org", stdin=PASSWORD).out.splitlines()
    assert asked.endswith("autoconfig.example.org and example.org over https, and DNS, are asked.")
    assert found == f"Found at https://{FIRST}: imap.example.org, port 994, TLS; user name me"
    kept = _kept(ecluse)
    assert (kept["host"], kept["port"], kept["user"]) == ("imap.example.org", 994, "me")


def test_it_is_shown_before_the_password_is_read(
    ecluse: Any, ring: Ring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []

    class Watching(io.BytesIO):
        def readinto(self, buffer: Any) -> int:
            shown.append(capsys.readouterr().out)
            return super().readinto(buffer)

        def read(self, size: int | None = -1) -> bytes:
            shown.append(capsys.readouterr().out)
            return super().read(size)

    class Input:
        buffer = Watching(PASSWORD.encode())

        def isatty(self) -> bool:
            return False

    from desktop.cli import main

    monkeypatch.setattr(sys, "stdin", Input())
    assert main(["--profile", str(ecluse.profile), *ADD, "--address", "me@orange.fr"]) == 0
    assert "imap.orange.fr" in shown[0]


def test_a_server_that_is_named_wins(ecluse: Any, ring: Ring, pages: Pages, records: Records) -> None:
    ecluse(*ADD, "--address", "me@example.org", "--host", "mine.example.org", stdin=PASSWORD)
    kept = _kept(ecluse)
    assert (kept["host"], kept["user"]) == ("mine.example.org", "me@example.org")
    assert (pages.connected, records.asked) == ([], [])


def test_what_is_given_wins_over_what_is_found(ecluse: Any, ring: Ring) -> None:
    ecluse(*ADD, "--address", "me@orange.fr", "--user", "other", "--port", "1993", stdin=PASSWORD)
    kept = _kept(ecluse)
    assert (kept["host"], kept["user"], kept["port"]) == ("imap.orange.fr", "other", 1993)


def test_oauth_only_is_said_and_nothing_is_asked(ecluse: Any, ring: Ring, pages: Pages) -> None:
    refused = ecluse(*ADD, "--address", "me@outlook.fr", stdin=PASSWORD, expect=1)
    assert "Nothing was added. Then: the same command with --oauth --client-id ID." in refused.err
    pages.pages[FIRST] = page(configuration(server(way="OAuth2")))
    assert "--oauth --client-id ID" in ecluse(*ADD, "--address", "me@example.org", stdin=PASSWORD, expect=1).err
    assert ring.kept == {}
    assert ecluse("account", "list", "--json").json == []


def test_where_one_sends_from_is_the_address_also_where_that_is_no_user_name(ecluse: Any, ring: Ring) -> None:
    ecluse(*ADD, "--address", "me@icloud.com", stdin=PASSWORD)
    kept = _kept(ecluse)
    assert (kept["user"], kept["from_address"], kept["smtp_user"]) == ("me", "me@icloud.com", "me@icloud.com")
    assert (kept["smtp_port"], kept["smtp_security"]) == (587, "starttls")


def test_a_server_for_sending_that_lies_elsewhere_is_only_named(ecluse: Any, ring: Ring, pages: Pages) -> None:
    pages.pages[FIRST] = page(configuration(server(), outlet(host="smtp.hoster.example")))
    said = ecluse(*ADD, "--address", "me@example.org", stdin=PASSWORD).out
    assert "--smtp-host smtp.hoster.example --smtp-port 465" in said
    assert "smtp_host" not in _kept(ecluse)
    named = ecluse(*ADD, "--address", "me@gmail.com", "--name", "other", "--smtp-host", "mine.example", stdin=PASSWORD)
    assert "Sending" not in named.out


def test_nothing_is_found(ecluse: Any, ring: Ring, pages: Pages) -> None:
    pages.pages[FIRST] = page(configuration(server(port="143", socket="plain")))
    refused = ecluse(*ADD, "--address", "me@example.org", stdin=PASSWORD, expect=1)
    assert "No settings were found for example.org" in refused.err
    assert "none was taken" in refused.err
    assert "--host" in refused.err
    assert ring.kept == {}


def test_starttls_is_kept_as_such(ecluse: Any, ring: Ring, pages: Pages) -> None:
    pages.pages[FIRST] = page(configuration(server(port="143", socket="STARTTLS")))
    added = ecluse(*ADD, "--address", "me@example.org", stdin=PASSWORD)
    assert "imap.example.org, port 143, STARTTLS; user name me@example.org" in added.out
    assert (_kept(ecluse)["port"], _kept(ecluse)["security"]) == (143, "starttls")


def test_a_host_elsewhere_gets_no_password_unseen(ecluse: Any, ring: Ring, records: Records) -> None:
    records.records[SRV] = ["0 1 993 imap.hoster.example."]
    refused = ecluse(*ADD, "--address", "me@example.org", stdin=PASSWORD, expect=1)
    assert "Found in DNS (_imaps._tcp.example.org): imap.hoster.example, port 993" in refused.out
    assert "outside of the domain" in refused.err
    assert "--host imap.hoster.example" in refused.err
    assert ring.kept == {}


@pytest.mark.parametrize(("typed", "asks_on"), [(b"\n", False), (b"n\n", False), (b"y\n", True)])
def test_at_a_terminal_one_is_asked(
    ecluse: Any, ring: Ring, records: Records, monkeypatch: pytest.MonkeyPatch, typed: bytes, asks_on: bool
) -> None:
    from desktop.cli import main

    records.records[SRV] = ["0 1 993 imap.hoster.example."]
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return PASSWORD

    monkeypatch.setattr("getpass.getpass", ask)
    ours, theirs = os.openpty()
    os.write(ours, typed)
    with os.fdopen(theirs) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        words = [word for word in ADD if word != "--password-stdin"]
        status = main(["--profile", str(ecluse.profile), *words, "--address", "me@example.org"])
    os.close(ours)
    assert (status == 0) is asks_on
    assert bool(asked) is asks_on
    assert (PASSWORD in ring.kept.values()) is asks_on


@pytest.mark.parametrize("typed", ["me", "me@localhost", "me@example.org\n"[:-1] + "/x"])
def test_what_is_no_address(ecluse: Any, typed: str) -> None:
    assert "argument --address: " in ecluse(*ADD, "--address", typed, expect=2).err
