"""A tool that there is not, added in two new files to a copy of the packages: everything else finds it by itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.inbox.mail.letters import letter
from tests.servers.web import Asked, Says, Web
from tests.test_architecture import PACKAGES, ROOT, lint_imports

READER = '''
"""Tern, a tool for tests."""

from inbox.item import Reason
from inbox.mail.letter import Letter
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool


def _read(letter: Letter) -> Mention | None:
    thread = letter.field("x-tern-thread")
    return Mention(Reason.MENTIONED, actor=letter.sender_name, thread=thread, event=thread) if thread else None


SPEC = Tool(
    name="tern", title="Tern", read=_read, senders=("bird@tern.example",), signers=("tern.example",),
    hosts=("tern.example",), fields=("x-tern-thread",),
)
'''
SOURCE = '''
"""Tern, a tool for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from inbox.item import Reason
from inbox.sources import Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields
from inbox.writing import Standing

if TYPE_CHECKING:
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client
    from inbox.web.feed import Portion


class _Feed:
    push = False

    def __init__(self, client: Client, terms: Terms) -> None:
        self._client, self._terms = client, terms

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.feed import Told
        from inbox.web.listing import Listed, Mark
        from inbox.web.paging import pages
        from inbox.web.values import instant, name, objects, text

        def listed() -> Iterator[Listed]:
            for answer in pages(self._client, "cries"):
                for one in objects(answer.data):
                    key, at = name(one, "id"), instant(one, "at")
                    if key and at is not None:
                        told = Told(key, Reason.MENTIONED, text(one, "by"), text(one, "words"), text(one, "words"), at)
                        yield Listed(key, at, lambda told=told: told)

        yield from Mark(cursor, now, self._terms.start).news(listed())

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        return Probe(self._client.host, (), self._client.tls, len(self._client.get("cries").data), auth="me")

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        return {}

    def mark(self, key: str, *, read: bool) -> bool:
        return False

    def close(self) -> None:
        self._client.close()


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    token = {"Authorization": f"Bearer {secrets.get('token', '')}"}
    return FeedSource("tern", _Feed(Client(str(values.get("url") or ""), token), terms))


SPEC = SourceSpec(
    name="tern", title="Tern", open=_open, mentions=True,
    fields=(fields.url("https://tern.example"), fields.token(), fields.poll_seconds(), fields.DONE_MARKS_READ,
            fields.READ_ELSEWHERE, fields.CA_FILE),
)
'''
WINDOW = """
import json
from PySide6.QtWidgets import QApplication
from desktop.window.forms.field_form import FieldForm
from desktop.window.forms.field_words import words_of_kinds
from inbox.sources import discover
app = QApplication([])
form = FieldForm(discover()["tern"].fields)
form.editor("token").put("secret")
print(json.dumps([form.values(), list(form.secrets()), sorted(set(words_of_kinds()))]))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages with two files more."""
    folder = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "inbox/mail/tools/tern.py").write_text(READER)
    (folder / "inbox/sources/tern.py").write_text(SOURCE)
    return folder


def surroundings(tree: Path, keys: Path | None) -> dict[str, str]:
    """The copy comes before the checkout it was made of."""
    made = {**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    if keys is not None:
        keys.mkdir(exist_ok=True)
        made |= {"PYTHON_KEYRING_BACKEND": "tests.e2e.file_keyring.Keyring", "ECLUSE_TEST_KEYRING": str(keys)}
    return made


def run(tree: Path, *words: str, stdin: str = "", keys: Path | None = None) -> str:
    """Python in the copy."""
    ran = subprocess.run(
        [sys.executable, "-P", *words],
        cwd=tree, env=surroundings(tree, keys), input=stdin, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def cried(asked: Asked) -> Says | None:
    if asked.headers.get("authorization") != "Bearer secret":
        return Says(401, {})
    at = datetime.now(UTC) - timedelta(minutes=5)
    return Says(200, [{"id": 7, "at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "by": "Ada", "words": "@grace look"}])


def test_its_account_is_added_tested_and_read(tree: Path, short_path: Path) -> None:
    def ecluse(*words: str, stdin: str = "") -> str:
        profile = ("-m", "desktop.cli", "--profile", str(short_path / "p"))
        return run(tree, *profile, *words, stdin=stdin, keys=short_path / "keys")

    with Web(cried) as web:
        added = ecluse("account", "add", "tern", "--url", web.url, "--token-stdin", stdin="secret\n")
        assert added.startswith('Account "tern" was added: 1 message on ')
        assert json.loads(ecluse("account", "test", "tern", "--json"))["ok"]
        ecluse("focus", "start", "50m")
        ecluse("pull")
    (row,) = json.loads(ecluse("queue", "--state", "held", "--json"))
    assert (row["subject"], row["account"]) == ("@grace look", "tern")


def test_its_mails_are_understood(tree: Path, tmp_path: Path) -> None:
    raw = letter("Ada <bird@tern.example>", "Look", signed="tern.example", X_Tern_Thread="tern.example/cries/7")
    (tmp_path / "tern.eml").write_bytes(raw)
    ecluse = ("-m", "desktop.cli", "--profile", str(tmp_path / "p"))
    found: dict[str, Any] = json.loads(
        run(tree, *ecluse, "read-mention", str(tmp_path / "tern.eml"), "--authserv", "mx.example.org", "--json")
    )
    assert (found["tool"], found["reason"], found["verified"]) == ("tern", "mentioned", True)
    assert found["thread"] == "tern.example/cries/7"


def test_its_form_is_made_and_needs_no_word_translated(tree: Path) -> None:
    values, secrets, words = json.loads(run(tree, "-c", WINDOW))
    assert values["url"] == "https://tern.example"
    assert secrets == ["token"]
    ours = json.loads(run(ROOT, "-c", WINDOW.replace('"tern"', '"gitlab"')))[2]
    assert words == ours


def test_the_contracts_hold(tree: Path) -> None:
    result = lint_imports(tree)
    assert result.returncode == 0, result.stdout + result.stderr
