"""Window, keys, tray and accessibility tree on a real desktop: `tests/rig/desktop -- python -m pytest -m desktop`."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

from desktop.core.control import ask
from desktop.core.paths import Paths
from inbox.item import Fetched, State
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.store import Store
from tests.inbox.arrivals import NOON, some
from tests.waiting import until

pytestmark = pytest.mark.desktop

# Run by Debian's Python, which has pyatspi: the package index has not.
TREE = r"""
import json, pyatspi
found = []
def walk(o, depth=0):
    if o is None or depth > 25: return
    try:
        found.append([o.getRoleName(), o.name, o.description])
        for i in range(min(o.childCount, 200)): walk(o.getChildAtIndex(i), depth + 1)
    except Exception: pass
for app in pyatspi.Registry.getDesktop(0):
    if app and app.name in ('ecluse', 'Écluse'): walk(app)
print(json.dumps(found))
"""


def tool(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout.strip()


class Running:
    """The app as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.paths = Paths.of(folder)
        program = "import sys; from desktop.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", program, "--profile", str(folder), "run"]
        self.process = subprocess.Popen(command)
        try:
            self.window = until(self._window)
            until(lambda: ask(self.paths.socket, {"request": "now"}))
        except BaseException:  # nobody else would end it
            self.end()
            raise

    def _window(self) -> str:
        return tool("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "^Écluse$")

    def keys(self, *keys: str) -> None:
        tool("xdotool", "windowactivate", "--sync", self.window.split()[-1], "key", *keys)

    def counts(self) -> dict[str, Any]:
        answer = ask(self.paths.socket, {"request": "ledger"})
        assert answer is not None
        found = answer["ok"]
        assert isinstance(found, dict)
        return found

    def mode(self) -> str:
        answer = ask(self.paths.socket, {"request": "now"})
        assert answer is not None
        return str(answer["ok"]["mode"])

    def tree(self) -> list[list[str]]:
        found: list[list[str]] = json.loads(tool("/usr/bin/python3", "-c", TREE) or "[]")
        return found

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.fixture
def running(short_path: Path) -> Iterator[Running]:
    paths = Paths.of(short_path)
    paths.prepare()
    paths.settings_file.write_text('language = "en"\ntheme = "light"\n', encoding="utf-8")
    store = Store(paths.database)
    queue = Queue(store)
    queue.accept("work", Fetched(some(5, sender_name="Claire <b>Lemoine</b>"), "1"), NOON)
    queue.settle(NOON, [Release("check_in", NOON)], wakes_snoozed=True)
    assert Reading(store).count(State.RELEASED) == 5
    store.close()
    app = Running(short_path)
    yield app
    assert app.end() == 0


def tray_item() -> dict[str, str]:
    found: list[dict[str, str]] = json.loads(tool("desktop-tray", "list") or "[]")
    return next((item for item in found if "cluse" in item.get("id", "")), {})


def test_keys_tray_and_screen_reader(running: Running) -> None:
    running.keys("F9")
    until(lambda: running.mode() == "focus")
    assert "In focus until" in until(tray_item)["tooltip"]
    running.keys("F9")
    until(lambda: running.mode() != "focus")
    running.keys("g", "c")
    running.keys("e")
    until(lambda: running.counts()["done"] == 1)
    running.keys("u")
    until(lambda: running.counts()["done"] == 0)
    running.keys("question")
    said = until(lambda: [name for _, name, _ in running.tree() if name == "Focus now: F9"])
    assert said
    running.keys("Escape")
    tree = running.tree()
    assert {"frame", "list", "list item", "label"} <= {role for role, _, _ in tree}
    rows = [name for role, name, _ in tree if role == "list item"]
    assert any(name.startswith("Claire <b>Lemoine</b>: Contract") and name.endswith(".") for name in rows)
    assert any(name == "Today" and "It is" in description for _, name, description in tree)


def test_the_close_button_hides_into_the_tray_and_a_second_start_brings_it_back(running: Running) -> None:
    until(tray_item)
    tool("xdotool", "windowactivate", "--sync", running.window.split()[-1])
    tool("wmctrl", "-c", "Écluse")
    until(lambda: not running._window())
    assert running.process.poll() is None
    program = "import sys; from desktop.cli import main; sys.exit(main())"
    second = [sys.executable, "-c", program, "--profile", str(running.paths.config), "run"]
    assert subprocess.run(second, capture_output=True, timeout=20, check=False).returncode == 0
    until(running._window)


def menu_entries(service: str) -> dict[str, int]:
    """The tray's menu as a panel reads it (com.canonical.dbusmenu): each text and its number."""
    found: dict[str, int] = {}

    def walk(node: tuple[int, dict[str, Any], list[Any]]) -> None:
        number, properties, children = node
        if "label" in properties and properties.get("enabled", ("b", True))[1]:
            found[properties["label"][1].replace("_", "")] = number
        for _, child in children:
            walk(child)

    _, layout = on_bus(service, "GetLayout", "iias", (0, -1, []))
    walk(layout)
    return found


def on_bus(service: str, method: str, signature: str, body: tuple[Any, ...]) -> tuple[Any, ...]:
    address = DBusAddress("/MenuBar", bus_name=service, interface="com.canonical.dbusmenu")
    with open_dbus_connection("SESSION") as bus:
        reply: tuple[Any, ...] = unwrap_msg(
            bus.send_and_get_reply(new_method_call(address, method, signature, body), timeout=10)
        )
    return reply


def test_the_tray_menu_is_there_to_be_used_without_a_window(running: Running) -> None:
    service = until(tray_item)["service"]
    tool("wmctrl", "-c", "Écluse")
    until(lambda: not running._window())
    entries = menu_entries(service)
    for wanted in ("Open Écluse", "Focus now", "Focus for 50 minutes", "Open a check-in now", "Quit Écluse"):
        assert wanted in entries
    on_bus(service, "Event", "isvu", (entries["Focus for 25 minutes"], "clicked", ("i", 0), 0))
    until(lambda: running.mode() == "focus")
    assert "End focus" in menu_entries(service)
    on_bus(service, "Event", "isvu", (entries["Open Écluse"], "clicked", ("i", 0), 0))
    until(running._window)
