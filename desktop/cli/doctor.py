"""doctor: what Écluse stands on here, and what is wrong with it. It changes nothing."""

from __future__ import annotations

import os
import platform
import sqlite3
import stat
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, say
from desktop.cli.parsing import Commands, command
from desktop.cli.presence import problem_of
from desktop.cli.words import HEALTH, remark_of, signs_out
from desktop.core.clock import SystemClock
from desktop.core.control import ControlError, ask
from desktop.core.desk import RequestError
from desktop.core.paths import Paths
from desktop.core.settings.load import load
from desktop.core.settings.reader import SettingsError
from desktop.core.settings.zones import SYSTEM, system_zone

_OLDEST_SQLITE = (3, 35)
_BOTH_SIDES = "SELECT (SELECT coalesce(sum(received - forgotten), 0) FROM tally), (SELECT count(*) FROM item)"
_FINE = frozenset({"ok", "connecting", "off"})


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is what to do if it is not `good`."""

    what: str
    good: bool
    found: str
    advice: str = ""


def add(commands: Commands) -> None:
    command(
        commands, "doctor", _doctor, "look at everything Écluse needs; exit status 1 if something is wrong", json=True
    )


def _doctor(options: Namespace) -> int:
    findings = list(examine(options.paths))
    wrong = [one for one in findings if not one.good]
    if options.json:
        fields = ("what", "good", "found", "advice")
        as_json([{field: getattr(one, field) for field in fields} for one in findings])
        return 1 if wrong else 0
    for one in findings:
        say(f"{'ok   ' if one.good else 'WRONG'} {one.what:<14} {one.found}")
        if not one.good and one.advice:
            say(f"      {'':<14} {one.advice}")
    say(f"{len(wrong)} of {len(findings)} are wrong." if wrong else "Nothing is wrong.")
    return 1 if wrong else 0


def examine(paths: Paths) -> Iterator[Finding]:
    """One finding after the other; some take seconds."""
    parts: tuple[Callable[[Paths], Iterator[Finding]], ...] = (
        _python, _qt, _sqlite, _zone, _folders, _settings, _keyring, _notifications, _tray, _database, _ledger, _app,
        _accounts,
    )  # fmt: skip
    for part in parts:
        yield from part(paths)


def _python(_: Paths) -> Iterator[Finding]:
    found = f"{platform.python_version()}, {platform.system()} {platform.release()}"
    yield Finding("Python", sys.version_info >= (3, 11), found, "Écluse needs Python 3.11 or newer.")


def _qt(_: Paths) -> Iterator[Finding]:
    """Only the version: loading Qt could end this process where its system libraries are missing."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import, and every command loads this file

    try:
        yield Finding("Qt", True, f"PySide6 {version('PySide6-Essentials')}")
    except PackageNotFoundError:
        yield Finding("Qt", False, "not installed", "Without it there is no window; `ecluse run --headless` works.")
    if sys.platform.startswith("linux"):
        there = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
        yield Finding("Display", True, there or "none: only `ecluse run --headless` and the other commands work here")


def _sqlite(_: Paths) -> Iterator[Finding]:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    connection.close()
    found = f"{sqlite3.sqlite_version}{'' if 'ENABLE_FTS5' in options else ', without FTS5'}"
    good = sqlite3.sqlite_version_info >= _OLDEST_SQLITE and "ENABLE_FTS5" in options
    yield Finding("SQLite", good, found, "Écluse needs SQLite 3.35 or newer, built with FTS5.")


def _zone(paths: Paths) -> Iterator[Finding]:
    try:
        settings, _ = load(paths.settings_file)
    except SettingsError:
        yield Finding("Time zone", True, f"{system_zone()} (the machine's)")
        return
    yield Finding(
        "Time zone", True, f"{settings.schedule.zone}{' (the machine’s)' if settings.zone == SYSTEM else ' (settings)'}"
    )


def _folders(paths: Paths) -> Iterator[Finding]:
    """Nobody else may read what is in there; a profile's own folder was chosen by the person, and is only named."""
    for what, path in zip(("Settings", "Data", "Log", "Socket"), paths.folders, strict=True):
        if not path.exists():
            yield Finding(f"{what} in", True, f"{path}, not made yet")
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        strict = paths.default or path != paths.config
        good = os.name != "posix" or not mode & (0o077 if strict else 0o022)
        yield Finding(f"{what} in", good, f"{path}, mode {mode:04o}", f"Others can look in there: chmod 700 {path}")
    for path in (paths.settings_file, paths.database, paths.log_file, paths.journal, paths.sessions):
        if path.exists() and os.name == "posix" and (mode := stat.S_IMODE(path.stat().st_mode)) & 0o077:
            yield Finding("File", False, f"{path}, mode {mode:04o}", f"Others may read it: chmod 600 {path}")


def _settings(paths: Paths) -> Iterator[Finding]:
    try:
        _, warnings = load(paths.settings_file)
    except SettingsError as error:
        yield Finding("Settings", False, str(error), "Correct the file; until then Écluse does not start.")
        return
    yield Finding("Settings", True, "; ".join(warnings) or "good")


def _keyring(paths: Paths) -> Iterator[Finding]:
    from desktop.core.secrets import Secrets

    state = Secrets(paths.mark).state()
    found = f"{state.name}, {state.problem}" if state.problem else state.name
    advice = "Unlock or install one; until then passwords last only until Écluse ends."
    yield Finding("Keyring", not state.problem, found, advice)


def _notifications(_: Paths) -> Iterator[Finding]:
    if not sys.platform.startswith("linux"):
        yield Finding("Notifications", True, "by plyer")
        return
    from desktop.notify import CannotShow, Freedesktop

    service = Freedesktop()
    try:
        name, release = service.server()
    except CannotShow as error:
        advice = "Start the desktop's notification service; until then a check-in opens without one."
        yield Finding("Notifications", False, str(error), advice)
    else:
        yield Finding("Notifications", True, f"{name} {release}")
    finally:
        service.close()


def _tray(_: Paths) -> Iterator[Finding]:
    """What shows tray icons says so on the session bus; without it the window minimises instead of hiding."""
    if not sys.platform.startswith("linux"):
        return
    from jeepney import message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    try:
        with open_dbus_connection("SESSION") as connection:
            (there,) = Proxy(message_bus, connection, timeout=5.0).NameHasOwner("org.kde.StatusNotifierWatcher")
    except (OSError, KeyError, RuntimeError, ValueError):
        there = False
    yield Finding("Tray", True, "there" if there else "none: closing the window minimises it")


def _database(paths: Paths) -> Iterator[Finding]:
    """Read only, beside the running app."""
    if not paths.database.exists():
        yield Finding("Database", True, f"{paths.database}, not made yet")
        return
    connection: sqlite3.Connection | None = None
    try:
        connection = _reading(paths.database)
        found = "; ".join(str(row[0]) for row in connection.execute("PRAGMA quick_check(3)"))
    except sqlite3.Error as error:
        found = str(error)
    finally:
        if connection is not None:
            connection.close()
    yield Finding(
        "Database", found == "ok", f"{found}, {_size(paths.database)}", "Make a copy of it before anything else."
    )


def _reading(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=5.0)


def _ledger(paths: Paths) -> Iterator[Finding]:
    """What was received, counted as it came, is what is there now."""
    if not paths.database.exists():
        return
    try:
        with closing(_reading(paths.database)) as connection:
            received, there = connection.execute(_BOTH_SIDES).fetchone()
    except sqlite3.Error:
        return  # damaged, which was said, or not opened since Écluse counts
    said = f"{received} received" + (", and that many there" if received == there else f", and {there} there")
    yield Finding("Ledger", received == there, said, "A fault of Écluse: make a copy of the database, and report it.")


def _app(paths: Paths) -> Iterator[Finding]:
    try:
        answer = ask(paths.socket, {"request": "ledger"})
    except ControlError as error:
        yield Finding("App", False, str(error), "End it and start it again.")
        return
    yield Finding("App", True, "does not run" if answer is None or answer.get("alone") else "runs")


def _accounts(paths: Paths) -> Iterator[Finding]:
    if not paths.settings_file.exists():
        yield Finding("Accounts", True, "none yet: `ecluse account add`")
        return
    try:
        with Asking(paths) as asking:
            lines, providers = asking("accounts"), asking("presence")
    except (Failed, RequestError, SettingsError) as error:
        yield Finding("Accounts", False, str(error), "Put this right first.")
        return
    for line in lines:
        words = HEALTH.get(line["health"], line["health"])
        found = f"{line['name']}: {words}" + (f" ({line['detail']})" if line["detail"] else "")
        found += "".join(f"; {remark_of(one)}" for one in line["remarks"])
        found += signs_out(line["signs_out"], SystemClock().now())
        yield Finding("Account", line["health"] in _FINE, found, f"`ecluse account test {line['name']}` says more.")
    for line in providers:
        if words := problem_of(line):
            found = f"{line['account']}: {words}"
            yield Finding("Busy", not line["problem"], found, f"`ecluse provider test {line['account']}` says more.")


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f} MB"
