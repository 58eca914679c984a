"""From a delivery to the row in the window, through IDLE, beside a bare IDLE on the same mailbox that only wakes up.

Both are told by the same server of the same mails, so what the server itself takes (Dovecot: half a second) is in both.
"""

from __future__ import annotations

import imaplib
import json
import os
import random
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.databases import Databases
from tests.bench.starting import ROOT, on_the_desktop
from tests.bench.timing import Line, percentile
from tests.servers.dovecot import PASSWORD, Dovecot

if TYPE_CHECKING:
    from desktop.window.list_page import ListPage

MAILS = 100
PATIENCE = 10.0
"""A mail that is not there after so many seconds is lost."""

_SETTINGS = """\
[[account]]
name = "work"
kind = "imap"
host = "{host}"
port = {port}
user = "{user}"
ca_file = "{ca_file}"
push = true
"""


def measure(databases: Databases) -> list[Line]:
    found = on_the_desktop("delivering")
    ours, floor = ([seconds * 1e3 for seconds in found[name]] for name in ("app", "idle"))
    what = f"{MAILS} mails, delivery to the painted row"
    return [
        Line(f"{what}: lost", MAILS - len(ours), "", most=0),
        *_above(f"{what}: median", statistics.median(ours), statistics.median(floor), 15.0),
        *_above(f"{what}: 99th percentile", percentile(ours, 0.99), percentile(floor, 0.99), 50.0),
    ]


def _above(what: str, ours: float, floor: float, most: float) -> list[Line]:
    return [
        Line(what, ours, "ms", "the wake-up alone", floor),
        Line("  after the wake-up", ours - floor, "ms", most=most),
    ]


# ------------------------------------------------------------------------------------------ the bare IDLE


def _idle(port: int, user: str, ca_file: str) -> None:
    """Prints the time (CLOCK_MONOTONIC, which all processes share) of each EXISTS."""
    context = ssl.create_default_context(cafile=ca_file)
    with imaplib.IMAP4_SSL(Dovecot.host, port, ssl_context=context) as imap:
        imap.login(user, PASSWORD)
        imap.select("INBOX", readonly=True)
        imap.send(b"bench1 IDLE\r\n")
        while line := imap.readline():
            if line.startswith(b"+"):
                print("ready", flush=True)
            elif line.rstrip().endswith(b"EXISTS"):
                print(time.monotonic(), flush=True)


# -------------------------------------------------------------------------------------------- the app


class Rows(QObject):
    """Prints the time at which a row had been painted for the first time, and the subject in it."""

    def __init__(self, page: ListPage) -> None:
        super().__init__()
        self._page = page
        self._told: set[str] = set()
        page.list.viewport().installEventFilter(self)  # on that alone: a filter for everything would slow everything

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._painted)  # filters come before the paint, timers after what it flushes
        return False

    def _painted(self) -> None:
        at = time.monotonic()
        for row in self._page.list.items.rows:
            if row.item.subject not in self._told:
                self._told.add(row.item.subject)
                print(at, row.item.subject, flush=True)


def _app(profile: str) -> int:
    from desktop.cli import main as ecluse
    from desktop.window.main_window import MainWindow

    run = QApplication.exec

    def exec_() -> int:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        page = window.list_page()
        assert page is not None
        rows = Rows(page)
        status = run()
        del rows
        return status

    QApplication.exec = staticmethod(exec_)  # type: ignore[method-assign]
    return ecluse(["--profile", profile, "run"])


# ------------------------------------------------------------------------------------------ the deliveries


class Told:
    """The lines of a process, as they come."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.delivering", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        self.lines: list[str] = []
        self._came = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Told:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(15)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._came:
                self.lines.append(line)
                self._came.notify_all()

    def wait(self, found: Callable[[list[str]], bool], seconds: float) -> bool:
        with self._came:
            return self._came.wait_for(lambda: found(self.lines), seconds)


def _mail(number: int) -> bytes:
    return (
        f"From: Person {number % 9} <person{number % 9}@example.org>\r\nTo: me@example.org\r\n"
        f"Subject: Delivery {number:03d}\r\nMessage-ID: <{number}.delivery@example.org>\r\n\r\nHello {number}.\r\n"
    ).encode()


def _ecluse(profile: Path, *args: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "desktop.cli", "--profile", profile, *args],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def account(folder: Path, server: Dovecot, user: str) -> Path:
    """A profile with one account that is told by IDLE; its password is in the keyring of this and later processes."""
    profile = folder / "profile"
    profile.mkdir(mode=0o700)
    (profile / "settings.toml").write_text(
        _SETTINGS.format(host=server.host, port=server.port, user=user, ca_file=server.ca_file)
    )
    (folder / "secrets.json").write_text(json.dumps({"work:password": PASSWORD}))
    os.environ["PYTHON_KEYRING_BACKEND"] = "tests.e2e.file_keyring.Keyring"
    os.environ["ECLUSE_TEST_KEYRING"] = str(folder)
    return profile


def _deliver(server: Dovecot, folder: Path) -> dict[str, list[float]]:
    user = server.new_user()
    profile = account(folder, server, user)
    found: dict[str, list[float]] = {"app": [], "idle": []}
    with ExitStack() as running:
        app = running.enter_context(Told("app", str(profile)))
        idle = running.enter_context(Told("idle", str(server.port), user, str(server.ca_file)))
        assert idle.wait(lambda lines: "ready\n" in lines, 30.0)
        _wait_for(lambda: any((profile / "data").glob("queue.db")))
        _ecluse(profile, "pull", "--once")
        _ecluse(profile, "checkin", "open")
        server.deliver(user, _mail(MAILS))  # the first batch, and the first of everything, is not counted
        assert app.wait(bool, 60.0)
        chance = random.Random(7)
        for number in range(MAILS):
            time.sleep(chance.uniform(0.1, 0.4))
            known = len(idle.lines)
            began = time.monotonic()
            server.deliver(user, _mail(number))
            subject = f"Delivery {number:03d}"
            if app.wait(lambda lines: any(subject in line for line in lines), PATIENCE):  # noqa: B023
                found["app"].append(_when(next(line for line in app.lines if subject in line)) - began)
            assert idle.wait(lambda lines: len(lines) > known, PATIENCE)  # noqa: B023
            found["idle"].append(_when(idle.lines[known]) - began)
    return found


def _when(line: str) -> float:
    return float(line.split(maxsplit=1)[0])


def _wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def main() -> int:
    match sys.argv[1:]:
        case ["idle", port, user, ca_file]:
            _idle(int(port), user, ca_file)
        case ["app", profile]:
            return _app(profile)
        case _:
            with tempfile.TemporaryDirectory(prefix="ecb") as name, Dovecot() as server:
                print(json.dumps(_deliver(server, Path(name))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
