"""A service that there is not, added in one new file to a copy of the packages: everything else finds it by itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.servers.web import Asked, Says, Web
from tests.test_architecture import PACKAGES, ROOT, lint_imports
from tests.test_new_tool import run, surroundings
from tests.waiting import until

PROVIDER = '''
"""The person's status on Tern, a service for tests."""

from __future__ import annotations

from collections.abc import Mapping

from focus.fields import CA_FILE, emoji, token, url
from focus.presence import Level, Presence
from focus.providers import Means, Part, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, instant, text, whole, written


class Status:
    name = "status"
    lasting = True

    def __init__(self, web: Web, emoji: str) -> None:
        self._web = web
        self._emoji = emoji

    def shown(self, presence: Presence) -> Presence:
        if presence.blank:
            return Presence()
        level = min(presence.level, Level.BUSY)
        return Presence(level, fitting(presence.text, 50), presence.emoji or self._emoji, presence.until)

    def read(self) -> Presence:
        said = self._web.ask("GET", "status").data
        if not text(said, "words"):
            return Presence()
        return Presence(Level(whole(said, "level")), text(said, "words"), text(said, "sign"), instant(said, "until"))

    def write(self, presence: Presence) -> None:
        sent = {
            "level": int(presence.level), "words": presence.text, "sign": presence.emoji,
            "until": presence.until and written(presence.until),
        }
        self._web.ask("PUT", "status", body=sent)


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    web = means.web(str(values["url"]), {"Authorization": f"Bearer {secrets.get('token', '')}"})
    part: Part = Status(web, str(values.get("emoji", "")))
    return Provider((part,), web.close)


SPEC = ProviderSpec(
    name="tern", title="Tern", fields=(url("https://tern.example"), token(), emoji("T"), CA_FILE), level=Level.BUSY,
    expires=True, open=_open, most_text=50,
)
'''
CONTRACT = '''
"""Its test, as CONTRIBUTING has it."""

import os

import pytest

from focus.providers.tern import SPEC
from tests.contract.provider_contract import MEANS, ProviderContract


class TestTern(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self):
        made = SPEC.open({"url": os.environ["TERN"], "emoji": "T"}, {"token": "secret"}, MEANS)
        yield made
        made.close()
'''
WINDOW = """
import json
from PySide6.QtWidgets import QApplication
from desktop.bridge import Bridge
from desktop.window.forms.field_words import words_of_kinds
from desktop.window.forms.provider_form import ProviderForm
app = QApplication([])
form = ProviderForm(Bridge())
form.begin(None)
at = form.kind.findData("tern")
form.kind.setCurrentIndex(at)
form.fields.editor("token").put("secret")
levels = [form.level.itemText(each) for each in range(form.level.count())]
titles = [form.kind.itemText(at), *levels]
print(json.dumps([titles, form.fields.values(), list(form.fields.secrets()), sorted(set(words_of_kinds()))]))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages, and of the tests' own, with one file more and its test."""
    folder = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "focus/providers/tern.py").write_text(PROVIDER)
    (folder / "test_tern.py").write_text(CONTRACT)
    return folder


class Tern:
    """The service: one status, which it ends by itself."""

    def __init__(self) -> None:
        self.status: dict[str, Any] = {}

    def answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != "Bearer secret":
            return Says(401, {})
        if asked.method == "PUT":
            self.status = asked.data
        return Says(200, self.status)


@contextmanager
def running(tree: Path, folder: Path) -> Iterator[None]:
    """The app of the copy, without a window."""
    command = [sys.executable, "-P", "-m", "desktop.cli", "--profile", str(folder / "p"), "run", "--headless"]
    with subprocess.Popen(command, cwd=tree, env=surroundings(tree, folder / "keys"), stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert b"ready" in run.stdout.readline()
        yield
        run.terminate()
        assert run.wait(30) == 0


@pytest.fixture
def tern() -> Iterator[tuple[Tern, str]]:
    service = Tern()
    with Web(service.answer) as web:
        yield service, web.url


def test_it_is_added_shows_one_as_busy_and_is_put_back(tree: Path, short_path: Path, tern: tuple[Tern, str]) -> None:
    service, url = tern

    def ecluse(*words: str, stdin: str = "") -> str:
        profile = ("-m", "desktop.cli", "--profile", str(short_path / "p"))
        return run(tree, *profile, *words, stdin=stdin, keys=short_path / "keys")

    ecluse("provider", "add", "tern", "--url", url, "--token-stdin", stdin="secret\n")
    sent = json.loads(ecluse("focus", "start", "50m", "--dry-run", "--json"))
    (put,) = [one for one in sent if one["provider"] == "tern" and one["method"] == "PUT"]
    assert put["headers"]["Authorization"] == "Bearer ***"
    assert service.status == {}
    ecluse("focus", "start", "50m")
    with running(tree, short_path):
        until(lambda: bool(service.status))
        assert (service.status["level"], service.status["sign"]) == (2, "T")
        assert service.status["words"].startswith("In focus until ")
        assert service.status["until"]
        ecluse("focus", "stop")
        until(lambda: not service.status["words"])


def test_its_form_is_made_and_needs_no_word_translated(tree: Path) -> None:
    titles, values, secrets, words = json.loads(run(tree, "-c", WINDOW))
    assert titles == ["Tern", "as usual: busy", "nothing", "text only", "busy"]
    assert values == {"url": "https://tern.example", "emoji": "T"}
    assert secrets == ["token"]
    ours = json.loads(run(ROOT, "-c", WINDOW.replace('"tern"', '"gitlab"')))[3]
    assert [word for word in words if word not in ours] == ["Tern"]  # its name, which is none


def test_it_keeps_the_contract(tree: Path, tern: tuple[Tern, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERN", tern[1])
    said = run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "test_tern.py")
    assert "10 passed" in said


def test_the_contracts_hold(tree: Path) -> None:
    result = lint_imports(tree)
    assert result.returncode == 0, result.stdout + result.stderr
