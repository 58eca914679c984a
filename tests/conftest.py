"""What every test stands on: no screen, no network, no real profile, no real keyring, and no warning unseen."""

from __future__ import annotations

import ipaddress
import logging
import os
import re
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RIG = os.environ.get("RIG") == "1"
"""True inside `tests/rig/desktop`, which has its own screen, D-Bus, keyring and XDG folders."""

# Before anything imports PySide6 or keyring: both choose their back end once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not RIG:
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    # A session bus that does not exist: no test outside the rig may change the developer's own desktop.
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/ecluse-tests"
os.environ.pop("QT_STYLE_OVERRIDE", None)
os.environ["LANGUAGE"] = "en"
# A new profile's week has focus and check-ins by day: where it is about three at night, none of them is near,
# whatever the hour the tests run at. (POSIX's sign: Etc/GMT-2 is two hours ahead of UTC.)
_AHEAD = (3 - datetime.now(UTC).hour + 11) % 24 - 11
os.environ["TZ"] = f"Etc/GMT{-_AHEAD:+d}" if _AHEAD else "Etc/UTC"
time.tzset()

import hypothesis
import pytest

from tests import ledgers, matrix
from tests.servers.cyrus import MISSING as CYRUS_MISSING
from tests.servers.cyrus import is_there as cyrus_is_there
from tests.servers.fixtures import (
    authority,
    cyrus,
    dovecot,
    oauth_dovecot,
    own_bus,
    prosody,
    radicale,
    scripted,
    synapse,
)

__all__ = ["authority", "cyrus", "dovecot", "oauth_dovecot", "own_bus", "prosody", "radicale", "scripted", "synapse"]

hypothesis.settings.register_profile("dev", deadline=None, max_examples=60)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("desktop") and not RIG:
            item.add_marker(pytest.mark.skip(reason="needs tests/rig/desktop -- pytest -m desktop"))
        # In CI a server that is missing is a fault of CI's: the test runs, and fails.
        if item.get_closest_marker("dovecot") and not DOVECOT and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="needs Debian's dovecot-imapd and dovecot-lmtpd"))
        if item.get_closest_marker("cyrus") and not cyrus_is_there() and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason=CYRUS_MISSING))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """packaging/test runs pytest twice: the second time closes with both results."""
    if os.environ.get(matrix.ASKED):
        terminalreporter.section("providers: every step, every fault")
        terminalreporter.write(matrix.tables())
    name = os.environ.get("ECLUSE_TEST_SUMMARY")
    if not name:
        return
    file = Path(name)
    if file.exists():
        terminalreporter.section("without a screen")
        terminalreporter.write(file.read_text())
        terminalreporter.section("on the headless desktop")
        return
    stats = terminalreporter.stats
    lines = [
        f"{report.outcome.upper()} {report.nodeid}\n" for kind in ("failed", "error") for report in stats.get(kind, ())
    ]
    counts = [f"{len(stats[kind])} {kind}" for kind in ("failed", "error", "passed", "skipped") if kind in stats]
    file.write_text("".join(lines) + ", ".join(counts) + "\n")


# ------------------------------------------------------------------------------------------------- places


@pytest.fixture(scope="session")
def _short_folder() -> Iterator[Path]:
    """A socket's path has at most 107 bytes, and pytest's own folders are longer than that with ease."""
    with tempfile.TemporaryDirectory(prefix="ec") as folder:
        yield Path(folder)


@pytest.fixture
def short_path(_short_folder: Path) -> Iterator[Path]:
    """A private folder whose path is short enough for sockets (`--profile`, XDG_RUNTIME_DIR)."""
    with tempfile.TemporaryDirectory(dir=_short_folder, prefix="") as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def _private_folders(tmp_path: Path, _short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if RIG:  # private already, and its daemons know them by these names
        return
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "xdg" / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(_short_folder))


@pytest.fixture
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For what a test reads as a person would, by the machine's own time."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Etc/UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def with_a_terminal() -> Iterator[None]:
    """As if the tests had not been started by nohup: this process and what it starts are told when a terminal ends."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


# ------------------------------------------------------------------------------------------------ network


class NetworkUse(RuntimeError):
    """Not an OSError: code that treats a lost network kindly must not swallow it."""


def _is_local(host: object) -> bool:
    if not host or not isinstance(host, str | bytes):
        return True
    name = host.decode() if isinstance(host, bytes) else host
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the loopback can be reached. A name that is not local does not resolve, as on a machine with no network."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            sock.close()  # create_connection closes it on an OSError only
            raise NetworkUse(f"a test tried to connect to {address!r}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check(self, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_local(host):
            try:
                ipaddress.ip_address(host)
            except ValueError:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
        return getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)


# ------------------------------------------------------------------------------------------------ language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Qt has one application for all tests: one that made it speak French must not teach the next."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    application = core.QCoreApplication.instance() if core else None
    if core is None or application is None:
        return
    for translator in application.findChildren(core.QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    core.QLocale.setDefault(core.QLocale.system())


# ------------------------------------------------------------------------------------------------- ledger


@pytest.fixture(autouse=True)
def _adds_up() -> Iterator[None]:
    """Whatever a test did: received = held + released + snoozed + done + expired in each store that it closed."""
    with ledgers.watched() as wrong:
        yield
    if wrong:
        pytest.fail("the ledger does not add up:\n" + "\n".join(wrong), pytrace=False)


# ------------------------------------------------------------------------------------------------ warnings


class Logs(logging.Handler):
    """Collects what was logged as a warning or worse; `allow` says what the test expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.allowed: list[re.Pattern[str]] = []
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def allow(self, pattern: str = "") -> None:
        """Lines "LEVEL logger: message" that match are expected; called before or after they are logged."""
        self.allowed.append(re.compile(pattern))

    @property
    def unexpected(self) -> list[str]:
        return [line for line in self.seen if not any(pattern.search(line) for pattern in self.allowed)]


@pytest.fixture(autouse=True)
def logs(request: pytest.FixtureRequest) -> Iterator[Logs]:
    """A test fails on a logged warning that it has not announced, by `logs.allow(...)` or `@pytest.mark.logs(...)`."""
    handler = Logs()
    for marker in request.node.iter_markers("logs"):
        handler.allow(*marker.args)
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    if handler.unexpected:
        pytest.fail("logged unexpectedly:\n" + "\n".join(handler.unexpected), pytrace=False)
