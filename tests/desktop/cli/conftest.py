"""Commands run in this process against a profile of their own; nothing is faked."""

from __future__ import annotations

import io
import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import pytest
import requests
from keyring.backend import KeyringBackend

from desktop.cli import main, sign_in
from desktop.core.paths import Paths
from tests.servers.authority import Authority

ME = "me@example.org"
MAIL = """From: Anna Lind <anna@example.org>
To: me@example.org
Subject: {subject}
Message-ID: <{number}@example.org>
Date: Mon, 23 Nov 2026 09:00:00 +0100

The figures are below.
"""


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Command:
    def __init__(self, profile: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.profile, self._capture, self._patch = profile, capture, patch
        self.paths = Paths.of(profile)

    def __call__(self, *words: str, stdin: str = "", expect: int = 0) -> Ran:
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        self._capture.readouterr()
        status = main(["--profile", str(self.profile), *words])
        found = self._capture.readouterr()
        ran = Ran(status, found.out, found.err)
        assert status == expect, ran
        assert "Traceback" not in ran.err
        return ran

    def mails(self, *subjects: str) -> Path:
        folder = self.profile.parent / "mails"
        folder.mkdir(exist_ok=True)
        start = len(list(folder.iterdir()))
        for number, subject in enumerate(subjects, start):
            (folder / f"{number}.eml").write_text(MAIL.format(number=number, subject=subject))
        return folder

    def with_mails(self, *subjects: str) -> None:
        """Held in the queue, in a focus block."""
        self("account", "add", "folder", "--name", "work", "--path", str(self.mails(*subjects)))
        self("focus", "start", "50m")
        self("pull")


@pytest.fixture
def ecluse(short_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, logs: Any) -> Command:
    logs.allow("The keyring cannot be used")
    return Command(short_path / "p", capsys, monkeypatch)


class Ring(KeyringBackend):
    """One that keeps what it is given, for as long as a test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username))


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    keyring.set_keyring(found := Ring())
    yield found
    keyring.set_keyring(before)


@pytest.fixture
def browser(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Signs in as whoever `authority.user` says, as soon as an address is opened; gives the answers it was shown."""
    shown: list[int] = []
    threads: list[threading.Thread] = []
    authority.user = ME

    def visit(url: str) -> None:
        shown.append(requests.get(authority.browse(url, authority.user, deny=authority.denies), timeout=10).status_code)

    def opened(url: str) -> None:
        threads.append(threading.Thread(target=visit, args=(url,)))
        threads[-1].start()

    monkeypatch.setattr(sign_in, "_open", opened)
    yield shown
    for thread in threads:
        thread.join(60)
