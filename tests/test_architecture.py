"""The rules of the house, as tests: who may import whom, how large and where a file may be, and what it may not say."""

from __future__ import annotations

import ast
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import focus.providers
import inbox.mail.tools
import inbox.sources
from desktop.cli import parser

ROOT = Path(__file__).parents[1]
PACKAGES = ("desktop", "inbox", "focus", "resources")
CODE = (*PACKAGES, "tests", "packaging", ".ci")
TOP_LEVEL = {"pyproject.toml", "README.md", "LICENSE", "desktop", "inbox", "focus", "resources", "tests", "packaging"}
MOST_LINES = 400
TESTED_AS_ONE = {"inbox/imap", "inbox/mail"}
"""Packages whose tests are named after what a server or a sender does, for that takes several of their modules."""


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def text_files() -> Iterator[Path]:
    names = (ROOT / name for name in (*CODE, ".github", "README.md", "pyproject.toml"))
    files = (file for path in names for file in ([path] if path.is_file() else sorted(path.rglob("*"))))
    binary = {".pyc", ".png", ".svg", ".qm", ".wav", ".ico", ".lock", ".eml"}
    yield from (file for file in files if file.is_file() and file.suffix not in binary)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


# ----------------------------------------------------------------------------------------------- contracts


def lint_imports(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    command = (str(program), "--no-logo", "--no-cache", *options)
    # Its console script puts the current folder first on the path: the copy is what it reads.
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)


def test_the_contracts_are_kept() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages, to be broken."""
    folder = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


FORBIDDEN = [
    ("layers", "inbox/queue.py", "import focus.schedule"),
    ("layers", "focus/gate.py", "import inbox.item"),
    ("layers", "focus/keeper.py", "import desktop.core.clock"),
    ("qt", "desktop/core/engine.py", "import PySide6.QtCore"),
    ("qt", "desktop/core/settings/load.py", "import desktop.bridge"),
    ("qt", "desktop/cli/items.py", "import desktop.bridge"),
    ("pure", "inbox/rules.py", "import time"),
    ("pure", "inbox/batch.py", "import sqlalchemy"),
    ("pure", "focus/plan.py", "import threading"),
    ("keyring", "desktop/core/engine.py", "import keyring"),
    ("plyer", "desktop/bridge.py", "import plyer"),
    ("imap", "inbox/imap/source.py", "import imapclient"),
    ("xmpp", "inbox/sources/xmpp.py", "from slixmpp import ClientXMPP"),
    ("tables", "desktop/core/engine.py", "import inbox.store.tables"),
    ("sources", "inbox/sources/second.py", "import inbox.sources.imap"),
    ("providers", "focus/providers/file.py", "import focus.providers.desktop"),
    ("acyclic", "focus/schedule.py", "import focus.plan"),
]


@pytest.mark.parametrize(("contract", "file", "line"), FORBIDDEN, ids=lambda value: str(value).replace("import ", ""))
def test_a_contract_bites(tree: Path, contract: str, file: str, line: str) -> None:
    path = tree / file
    before = path.read_text() if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n")
    try:
        result = lint_imports(tree, "--contract", contract)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "0 kept, 1 broken" in result.stdout


def test_every_contract_is_shown_to_bite() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {contract["id"] for contract in config["tool"]["importlinter"]["contracts"]}
    assert contracts == {contract for contract, _, _ in FORBIDDEN}


def test_the_command_line_starts_without_qt() -> None:
    code = (
        "import sys, desktop.cli; desktop.cli.parser(['--help'])  # loads every command\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    )
    result = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------ registries


REGISTRIES = pytest.mark.parametrize(
    "package", [inbox.sources, inbox.mail.tools, focus.providers], ids=lambda module: module.__name__
)


@REGISTRIES
def test_the_scan_finds_every_module(package: ModuleType) -> None:
    folder = Path(package.__path__[0])
    entries = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert set(package.discover()) == entries - {"__init__"}


@REGISTRIES
def test_a_module_without_its_spec_raises(package: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nameless.py").write_text("")
    monkeypatch.setattr(package, "__path__", [str(tmp_path)])
    with pytest.raises(RuntimeError, match=r"nameless\.py needs a SPEC"):
        dict(package.discover.__wrapped__())
    sys.modules.pop(f"{package.__name__}.nameless")


# ---------------------------------------------------------------------------------------------------- layout


def test_the_top_level_is_fixed() -> None:
    ours = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__"))}
    assert ours == TOP_LEVEL


def test_packaging_does_not_shadow_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_file_is_longer_than_fits_a_head() -> None:
    lengths = {
        name_of(path): len(path.read_text().splitlines()) for path in text_files() if path.suffix in {".py", ".sh", ""}
    }
    assert {name: length for name, length in lengths.items() if length >= MOST_LINES} == {}


def test_tests_mirror_the_packages() -> None:
    """`tests/inbox/test_queue.py` or `test_queue_ASPECT.py` is about `inbox/queue.py` or the package `inbox/queue/`."""
    orphans = []
    for package in PACKAGES:
        for test in (ROOT / "tests" / package).rglob("test_*.py"):
            folder = ROOT / test.parent.relative_to(ROOT / "tests")
            words = test.stem.removeprefix("test_").split("_")
            stems = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
            here = folder.name in stems or name_of(folder) in TESTED_AS_ONE
            if not here and not any((folder / f"{stem}.py").exists() or (folder / stem).is_dir() for stem in stems):
                orphans.append(name_of(test))
    assert orphans == []


def named_in(document: Path) -> set[str]:
    """The dotted names of ours that a document gives in backticks."""
    names = re.findall(r"`([a-z_]+(?:\.\w+)+)(?:\(\))?`", document.read_text())
    return {name for name in names if name.partition(".")[0] in PACKAGES and not name.endswith((".py", ".md"))}


@pytest.mark.parametrize("document", ["README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"])
def test_documents_name_what_exists(document: str) -> None:
    for name in named_in(ROOT / document):
        pkgutil.resolve_name(name)
    text = (ROOT / document).read_text()
    paths = set(re.findall(rf"`((?:{'|'.join(CODE)}|\.github)/[\w./-]+)`", text))
    assert {path for path in paths if "NAME" not in path and not (ROOT / path).exists()} == set()


def test_the_readme_gives_commands_that_are_understood() -> None:
    """A command stands on a line of its own; what explains it follows after two blanks."""
    lines = re.findall(r"^    \.venv/bin/ecluse (.+?)(?:  .*)?$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert lines
    for line in lines:
        parser(line.split()).parse_args(line.split())  # SystemExit if it is not


# ----------------------------------------------------------------------------------------------------- words


def test_nothing_says_where_it_was_written() -> None:
    """No path of one machine, no host of a package registry, no note to oneself."""
    hosts = "|".join(("py" + "pi.org", "python" + "hosted"))
    said = re.compile(rf"/(?:wo" rf"rk|ro" rf"ot|ho" rf"me)/|{hosts}|\b(?:TO" rf"DO|FIX" rf"ME)\b")
    found = {}
    for path in [*text_files(), *sorted((ROOT / "packaging").glob("*.lock"))]:
        lines = path.read_text(errors="replace").splitlines()
        if hits := [f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if said.search(line)]:
            found[name_of(path)] = hits
    assert found == {}


def test_no_class_has_a_name_that_says_nothing() -> None:
    empty = re.compile(r"(?:Manager|Helper|Utils?|Handler|Base|Impl)$")
    named = {
        f"{name_of(path)}: {node.name}"
        for path in python_files(*PACKAGES)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and empty.search(node.name)
    }
    assert named == set()


def test_no_event_loop_is_nested() -> None:
    """ruff cannot see of what type `dialog` is in `dialog.exec()`: only the application's own loop is run."""
    calls = {
        f"{name_of(path)}:{node.lineno}"
        for path in python_files(*PACKAGES)
        if path != ROOT / "desktop" / "app.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"exec", "exec_"}
    }
    assert calls == set()


# ------------------------------------------------------------------------------------------- libraries


QT_WORKS = """
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Signal
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate

class Speaker(QObject):
    said = Signal(object)

class Rows(QAbstractListModel):
    def rowCount(self, parent=QModelIndex()):
        return 40

    def data(self, index, role=0):
        return None

class Painter(QStyledItemDelegate):
    def paint(self, painter, option, index):
        painter.save()
        painter.drawText(option.rect, 0, "x")
        painter.restore()

application = QApplication([])
speaker = Speaker()
heard = []
speaker.said.connect(heard.append)
for number in range(2_000):
    speaker.said.emit(number)
view = QListView()
view.setModel(Rows())
view.setItemDelegate(Painter())
view.resize(200, 800)
for _ in range(500):
    view.grab()
print(len(heard))
"""


def test_this_qt_survives_many_signals_and_paints() -> None:
    """PySide6 6.12 on Python 3.11 loses a reference to True or None each time, and the interpreter aborts."""
    result = subprocess.run((sys.executable, "-c", QT_WORKS), capture_output=True, text=True, timeout=100, check=False)
    assert (result.returncode, result.stdout.strip()) == (0, "2000"), result.stderr
