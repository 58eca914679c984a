"""A real Radicale of our own, in a private folder, over plain HTTP to this machine. Everyone has the password PASSWORD,
and the calendars they are given."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests.servers.ports import free_ports

PASSWORD = "secret"
_PYTHON = "/usr/bin/python3"
"""Debian's own, whose package it is."""

MISSING = "needs Debian's python3-radicale (packaging/test installs it)"

_CONFIGURATION = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/people
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/data
[web]
type = none
[logging]
level = warning
"""
_CALENDAR = """<?xml version="1.0" encoding="utf-8"?>
<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>
<resourcetype><collection/><C:calendar/></resourcetype>
<C:supported-calendar-component-set><C:comp name="{kind}"/></C:supported-calendar-component-set>
<displayname>{name}</displayname>
</prop></set></mkcol>"""


def is_there() -> bool:
    if not Path(_PYTHON).exists():
        return False
    found = subprocess.run([_PYTHON, "-c", "import radicale"], check=False, capture_output=True)
    return found.returncode == 0


class Radicale:
    """`with Radicale() as server:`; `url` is what an account needs. It can be stopped and started in between."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ecluse-radicale-"))
        (self.port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._people = 0

    def __enter__(self) -> Radicale:
        (self.folder / "config").write_text(_CONFIGURATION.format(folder=self.folder, port=self.port))
        (self.folder / "people").touch()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        import httpx

        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [_PYTHON, "-m", "radicale", "--config", str(self.folder / "config")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.folder,
            )
        deadline = time.monotonic() + 30
        while True:
            try:
                httpx.get(self.url, timeout=5)
                return
            except httpx.TransportError as error:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"Radicale did not start:\n{(self.folder / 'log').read_text()}") from error
                time.sleep(0.05)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)

    def new_person(self, *calendars: str, name: str = "person") -> Person:
        self._people += 1
        login = f"{name}{self._people}"
        with (self.folder / "people").open("a") as people:
            people.write(f"{login}:{PASSWORD}\n")
        person = Person(self.url, login, self.folder / "data/collection-root" / login)
        for calendar in calendars or ("Days",):
            person.makes(calendar)
        return person


class Person:
    """Someone there, by the calls their calendar program makes."""

    def __init__(self, url: str, login: str, folder: Path) -> None:
        self.url = url
        self.login = login
        self._folder = folder
        self.home = f"{url}/{login}/"

    def makes(self, name: str, kind: str = "VEVENT") -> str:
        """A calendar; its address."""
        address = self.calendar(name)
        self._ask("MKCOL", address, _CALENDAR.format(name=name, kind=kind))
        return address

    def calendar(self, name: str = "Days") -> str:
        return f"{self.home}{quote(name.lower())}/"

    def events(self, name: str = "Days") -> dict[str, str]:
        """As the server keeps them, by their address."""
        found = (self._folder / name.lower()).glob("*.ics")
        return {f"{self.calendar(name)}{one.name}": one.read_bytes().decode() for one in found}

    def puts(self, url: str, text: str) -> None:
        self._ask("PUT", url, text)

    def deletes(self, url: str) -> None:
        self._ask("DELETE", url)

    def _ask(self, method: str, url: str, body: str = "") -> None:
        import httpx

        login = (self.login, PASSWORD)
        # What authorities there are takes longer to read than all the rest, and is not needed here.
        answer = httpx.request(method, url, content=body.encode(), auth=login, verify=False, timeout=30)
        assert answer.status_code < 300, f"{method} {url}: {answer.status_code} {answer.text}"
