"""10,000 mails from a real server over TLS: held, parsed and searchable. A process of its own for each run."""

from __future__ import annotations

import argparse
import imaplib
import json
import os
import re
import shutil
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

from inbox.item import Fetched, State
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.runner import Runner
from inbox.sources import Source, Start, Terms, Value, discover
from inbox.store import Store
from tests.bench.databases import Databases
from tests.bench.mails import RARE, mails
from tests.bench.timing import RUNS, Line
from tests.servers.dovecot import PASSWORD, Dovecot

MAILS = 10_000
_MBSYNC = """\
IMAPAccount bench
Host {host}
Port {port}
User {user}
Pass {password}
SSLType IMAPS
CertificateFile {ca_file}

IMAPStore far
Account bench

MaildirStore near
Path {folder}/
Inbox {folder}/INBOX

Channel bench
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds from the first byte of the connection to the last commit, and MiB above the process before it."""

    seconds: float
    memory: float


def measure(databases: Databases) -> list[Line]:
    with Dovecot() as server:
        user = server.new_user()
        server.put(user, list(mails(MAILS)))
        _discard(server, user)  # the server makes its index once
        ours: list[Took] = []
        floor: list[float] = []
        copied: list[float] = []
        for _ in range(RUNS):
            floor.append(_discard(server, user))
            ours.append(_in_a_process(server, user, databases.fresh("fetching")))
            copied += _mbsync(server, user, databases.folder / "maildir")
    took = statistics.median(one.seconds for one in ours)
    what = f"{MAILS:,} mails by IMAP over TLS, held, parsed, searchable"
    lines = [Line(what, took, "s", "one ranged FETCH, discarded", statistics.median(floor), 5.0)]
    if copied:
        lines.append(Line(what, took, "s", "mbsync, copied only", statistics.median(copied), 0.5))
    memory = statistics.median(one.memory for one in ours)
    return [*lines, Line("  its peak memory above the idle process", memory, "MiB", most=60.0)]


def _discard(server: Dovecot, user: str) -> float:
    """The least that brings the mails here: one command, its answers thrown away one by one."""
    began = time.perf_counter()
    context = ssl.create_default_context(cafile=str(server.ca_file))
    with imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context) as imap:
        imap.login(user, PASSWORD)
        imap.select("INBOX", readonly=True)
        wire = imap.file
        imap.send(b"bench1 UID FETCH 1:* BODY.PEEK[]\r\n")
        found = 0
        while not (line := wire.readline()).startswith(b"bench1 "):
            if literal := re.search(rb"\{(\d+)\}\r\n$", line):
                wire.read(int(literal[1]))
                found += 1
        assert found == MAILS
    return time.perf_counter() - began


def _mbsync(server: Dovecot, user: str, folder: Path) -> list[float]:
    """Seconds, or nothing where it is not installed (Debian's isync)."""
    if shutil.which("mbsync") is None:
        return []
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    settings = folder / "mbsyncrc"
    settings.write_text(
        _MBSYNC.format(
            host=server.host, port=server.port, user=user, password=PASSWORD, ca_file=server.ca_file, folder=folder
        )
    )
    began = time.perf_counter()
    subprocess.run(["mbsync", "-q", "-c", settings, "bench"], check=True)
    took = time.perf_counter() - began
    assert sum(1 for _ in (folder / "INBOX" / "new").iterdir()) == MAILS
    return [took]


def _in_a_process(server: Dovecot, user: str, database: Path) -> Took:
    command = [sys.executable, "-m", "tests.bench.fetching", str(server.port), user, str(server.ca_file), str(database)]
    # Compiled, as it is installed: the first run compiles.
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(database.parent / "compiled")}
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | compiled).stdout
    return Took(**json.loads(said))


def imap_source(port: int, user: str, ca_file: str) -> Source:
    values: dict[str, Value] = {"host": Dovecot.host, "port": port, "user": user, "ca_file": ca_file}
    return discover()["imap"].open(values, {"password": PASSWORD}, Terms(Start(mails=2 * MAILS)))


def _fetch(port: int, user: str, ca_file: str, database: Path) -> Took:
    """As the app does it: one thread reads the account, another owns the database."""
    with ThreadPoolExecutor(1) as engine:
        store = engine.submit(Store, database).result()
        queue, reading = Queue(store), Reading(store)
        health: SimpleQueue[str] = SimpleQueue()

        def accept(account: str, fetched: Fetched) -> Callable[[], None]:
            storing = engine.submit(queue.accept, account, fetched, datetime.now(UTC))

            def stored() -> None:
                storing.result()

            return stored

        runner = Runner(
            "work",
            kind="imap",
            open_source=lambda: imap_source(port, user, ca_file),
            cursor=lambda: engine.submit(reading.cursor, "work").result(),
            accept=accept,
            report=lambda _, found: health.put(found.code),
            interval=3600.0,
            now=lambda: datetime.now(UTC),
        )
        assert engine.submit(reading.count, State.HELD).result() == 0
        idle = _memory("VmRSS")
        began = time.perf_counter()
        runner.start()
        assert health.get() == "connecting"
        assert health.get() == "ok"
        took = time.perf_counter() - began
        peak = _memory("VmHWM")
        runner.stop(5.0)
        assert engine.submit(reading.count, State.HELD).result() == MAILS
        assert len(engine.submit(reading.search, f"{RARE} ").result()) == MAILS // 1000
        engine.submit(store.close).result()
    return Took(took, peak - idle)


def _memory(name: str) -> float:
    """A line of this process's status, in MiB."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name, kind in (("port", int), ("user", str), ("ca_file", str), ("database", Path)):
        parser.add_argument(name, type=kind)
    took = _fetch(**vars(parser.parse_args()))
    print(json.dumps({"seconds": took.seconds, "memory": took.memory}))
