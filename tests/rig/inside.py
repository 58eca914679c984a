"""What is asked of the running desktop: the bus, the tray and the notifications. Standard library only."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

Box = tuple[int, int, int, int]
"""x, y, width, height on the screen."""

_SMALLEST_ICON, _LARGEST_ICON = 8, 64

# Run by Debian's Python, which has pyatspi: the package index has not.
_A11Y_TREE = r"""
import json, pyatspi
found = []
def walk(o, depth=0):
    try:
        if o is None or depth > 12: return
        e = o.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        found.append((o.getRoleName(), o.name, e.x, e.y, e.width, e.height, depth))
        for i in range(o.childCount): walk(o.getChildAtIndex(i), depth + 1)
    except Exception: pass
for app in pyatspi.Registry.getDesktop(0):
    if app and app.name in ('xfce4-panel', 'wrapper-2.0'):
        for i in range(app.childCount): walk(app.getChildAtIndex(i))
print(json.dumps(found))
"""


def out(*command: str, timeout: float = 5) -> str:
    """Standard output of a command, or '' when it cannot be run."""
    try:
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=timeout, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def selection_owner(name: str) -> int:
    """The window that owns an X selection, 0 when none does."""
    x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x.XGetSelectionOwner.restype = ctypes.c_ulong
    x.XGetSelectionOwner.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    x.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x.XOpenDisplay(None)
    if not display:
        return 0
    try:
        return int(x.XGetSelectionOwner(display, x.XInternAtom(display, name.encode(), 0)))
    finally:
        x.XCloseDisplay(display)


def bus_call(destination: str, path: str, method: str, *arguments: str) -> str:
    call = ("gdbus", "call", "--session", "--dest", destination, "--object-path", path, "--method", method)
    return out(*call, *arguments)


def has_owner(name: str) -> bool:
    bus = "org.freedesktop.DBus"
    return "true" in bus_call(bus, "/org/freedesktop/DBus", f"{bus}.NameHasOwner", name)


# ------------------------------------------------------------------------------------------------- tray


def _property(destination: str, path: str, interface: str, name: str) -> str:
    return bus_call(destination, path, "org.freedesktop.DBus.Properties.Get", interface, name)


def sni_items() -> list[dict[str, str]]:
    """StatusNotifierItems by what they say of themselves; they do not know where they are drawn."""
    watcher = "org.kde.StatusNotifierWatcher"
    registered = _property(watcher, "/StatusNotifierWatcher", watcher, "RegisteredStatusNotifierItems")
    items = []
    for name in re.findall(r"'([^']+)'", registered):
        service, slash, rest = name.partition("/")
        path = "/" + rest if slash else "/StatusNotifierItem"
        item = {"kind": "sni", "service": service, "path": path}
        for key in ("Id", "Title", "Status", "IconName", "ToolTip"):
            item[key.lower()] = _property(service, path, "org.kde.StatusNotifierItem", key).strip()
        items.append(item)
    return items


def xembed_icons() -> list[dict[str, str | int]]:
    """Windows docked in a tray host, from the host's window tree."""
    found: list[dict[str, str | int]] = []
    pattern = re.compile(r"\s+(0x[0-9a-f]+) (.+?): \((.*)\)\s+(\d+)x(\d+)[+-]\S+\s+\+(-?\d+)\+(-?\d+)")
    for line in out("xwininfo", "-root", "-tree").splitlines():
        match = pattern.match(line)
        if not match:
            continue
        window, title, wm_class = match.group(1, 2, 3)
        width, height, x, y = (int(number) for number in match.group(4, 5, 6, 7))
        if not _is_icon_size(width, height) or "wrapper-2.0" in wm_class:  # the panel's own plug-in process
            continue
        if " = " in out("xprop", "-id", window, "_XEMBED_INFO"):
            box: dict[str, str | int] = {"x": x, "y": y, "w": width, "h": height}
            found.append({"kind": "xembed", "window": window, "title": title, "cls": wm_class} | box)
    return found


def _is_icon_size(width: int, height: int) -> bool:
    return _SMALLEST_ICON <= width <= _LARGEST_ICON and _SMALLEST_ICON <= height <= _LARGEST_ICON


def _panel_tree() -> list[tuple[str, str, int, int, int, int, int]]:
    """What the panel shows: role, name, x, y, width, height, depth; asked from the accessibility bus."""
    rows = json.loads(out("/usr/bin/python3", "-c", _A11Y_TREE, timeout=20) or "[]")
    return [tuple(row) for row in rows]


def sni_boxes() -> list[Box]:
    """Where the StatusNotifierItems are drawn: the only push buttons that xfce4-panel shows."""
    boxes: list[Box] = []
    for role, _name, x, y, width, height, _depth in _panel_tree():
        box = (x, y, width, height)
        if role in ("push button", "button") and _is_icon_size(width, height) and x >= 0 and box not in boxes:
            boxes.append(box)
    return boxes


def _boxes() -> list[Box]:
    boxes = [(int(i["x"]), int(i["y"]), int(i["w"]), int(i["h"])) for i in xembed_icons()]
    return boxes + (sni_boxes() if sni_items() else [])


def tray(arguments: list[str]) -> int:
    """`desktop-tray list | geometry | a11y | click | menu | middle [N]`"""
    what = arguments[0] if arguments else "list"
    if what == "list":
        print(json.dumps([*sni_items(), *xembed_icons()], indent=1))
        return 0
    if what == "a11y":
        for row in _panel_tree():
            print(*row)
        return 0
    boxes = _boxes()
    if what == "geometry":
        for box in boxes:
            print(*box)
        return 0 if boxes else 1
    button = {"click": "1", "middle": "2", "menu": "3"}.get(what)
    if button is None:
        print("desktop-tray list|geometry|a11y|click|menu|middle [N]", file=sys.stderr)
        return 2
    number = int(arguments[1]) if len(arguments) > 1 else 0
    if number >= len(boxes):
        print(f"no such tray icon; found {len(boxes)}", file=sys.stderr)
        return 1
    x, y, width, height = boxes[number]
    move = ("mousemove", str(x + width // 2), str(y + height // 2))
    return subprocess.run(("xdotool", *move, "sleep", "0.2", "click", button), check=False).returncode


# ---------------------------------------------------------------------------------------- notifications


def notes(_arguments: list[str]) -> int:
    """`desktop-notes`: what the notification daemon has shown, as JSON, the newest first."""
    if os.environ.get("RIG_NOTIFY") == "xfce4":
        print(json.dumps({"history": _xfce_log()}, indent=1))
        return 0
    history = json.loads(out("dunstctl", "history") or '{"data": [[]]}')["data"][0]
    flat = [{key: value.get("data") for key, value in note.items()} for note in history]
    counts = re.findall(r"(Waiting|Currently displayed|History):\s*(\d+)", out("dunstctl", "count"))
    print(json.dumps({"counts": {name: int(number) for name, number in counts}, "history": flat}, indent=1))
    return 0


def _xfce_log() -> list[dict[str, str]]:
    log = Path(os.environ["XDG_CACHE_HOME"], "xfce4/notifyd/log")
    rows: list[dict[str, str]] = []
    for line in log.read_text(errors="replace").splitlines() if log.exists() else ():
        if line.startswith("[") and line.endswith("]"):
            rows.append({"time": line[1:-1]})
        elif "=" in line and rows:
            key, _, value = line.partition("=")
            rows[-1][key] = value
    return rows
