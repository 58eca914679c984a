"""A private desktop session without a screen: its daemons started in order, one command run, all ended by pid."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.rig import files, wayland
from tests.rig.inside import bus_call, has_owner, out, selection_owner

_NOT_INHERITED = (
    "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "DBUS_SESSION_BUS_PID", "NO_AT_BRIDGE",
    "AT_SPI_BUS_ADDRESS", "QT_QPA_PLATFORMTHEME", "SESSION_MANAGER", "GNOME_KEYRING_CONTROL",
    "DESKTOP_STARTUP_ID", "GTK_MODULES",
)  # fmt: skip
_START_SECONDS = 60.0


class StartFailed(Exception):
    """A part of the session did not come up; the text says which."""


class Session:
    """`start`, then `run`, then `stop`, whatever happened in between. Changes os.environ: helpers ask its bus."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.env = dict(os.environ)
        self._began = time.monotonic()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._folder = Path(tempfile.mkdtemp(prefix="rig"))  # mode 0700, and short: sockets live below
        self.log = Path(options.log or self._folder / "log")
        self._state = Path(options.state or self._folder / "xdg")
        self._others: list[Path] = []

    # ------------------------------------------------------------------------------------------ starting

    def start(self) -> None:
        self._make_environment()
        self._start_screen()
        self._start_bus()
        self._start_keyring()
        self._start_accessibility()
        self._start_window_manager()
        self._start_notifications()
        self._start_tray()
        self._start_portal()
        self._finish_environment()
        self._say("session ready")

    def _make_environment(self) -> None:
        options, env = self.options, self.env
        self.log.mkdir(parents=True, exist_ok=True)
        for name in ("config", "data", "cache", "state"):
            folder = self._state / name
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            env[f"XDG_{name.upper()}_HOME"] = str(folder)
        runtime = self._folder / "run"
        runtime.mkdir(mode=0o700)
        env["XDG_RUNTIME_DIR"] = str(runtime)
        for name in _NOT_INHERITED:
            env.pop(name, None)
        env |= {
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": options.desktop,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "GSETTINGS_BACKEND": "keyfile",
            "GDK_BACKEND": "x11",
            "RIG": "1",
            "RIG_LOG": str(self.log),
            "RIG_NOTIFY": options.notify,
            "RIG_KEYRING": options.keyring,
        }
        env.setdefault("LANG", "C.UTF-8")
        if options.dark or options.light:  # before the accessibility launcher writes to the same file
            scheme = "dark" if options.dark else "light"
            text = f"[org/gnome/desktop/interface]\ncolor-scheme='prefer-{scheme}'\n"
            self._write("config/glib-2.0/settings/keyfile", text)

    def _start_screen(self) -> None:
        """Xvfb picks a free display number by itself and tells it; services started by D-Bus inherit it."""
        read, write = os.pipe()
        extensions = ("+extension", "GLX", "+extension", "RANDR", "+extension", "RENDER")
        screen = (
            "-screen",
            "0",
            f"{self.options.size}x24",
            "-dpi",
            str(self.options.dpi),
            "-nolisten",
            "tcp",
            "-noreset",
        )
        process = self._spawn("Xvfb", "-displayfd", str(write), *screen, *extensions, pass_fds=(write,))
        os.close(write)
        self._put("DISPLAY", ":" + self._read_line(read, "Xvfb", process))

    def _start_bus(self) -> None:
        read, write = os.pipe()
        config = ["--session"]
        if self.options.no_activation:
            text = files.BUS_CONFIG.format(folder=self.env["XDG_RUNTIME_DIR"])
            config = ["--config-file", self._write("config/rig-bus.conf", text)]
        address = f"--print-address={write}"
        process = self._spawn("dbus-daemon", *config, "--nofork", "--nopidfile", address, pass_fds=(write,))
        os.close(write)
        self._put("DBUS_SESSION_BUS_ADDRESS", self._read_line(read, "dbus-daemon", process))
        for name in ("XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[name] = self.env[name]

    def _start_keyring(self) -> None:
        if self.options.keyring == "none":
            return
        daemon = ("gnome-keyring-daemon", "--foreground", "--components=secrets")
        if self.options.keyring == "gnome":
            # The blank password is one empty line: an empty stdin starts a daemon that prompts for ever.
            process = self._spawn(*daemon, "--unlock", stdin=subprocess.PIPE)
            _say_line(process)
        else:
            process = self._spawn(*daemon)
        self._wait("Secret Service", lambda: has_owner("org.freedesktop.secrets"), process)

    def _start_accessibility(self) -> None:
        if self.options.no_a11y:
            self.env["NO_AT_BRIDGE"] = "1"
            return
        process = self._spawn("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        self._wait("accessibility bus", lambda: has_owner("org.a11y.Bus"), process)
        setter = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status")
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            bus_call(*setter, name, "<true>")
        self.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"

    def _start_window_manager(self) -> None:
        if self.options.wm == "openbox":
            process = self._spawn(
                "openbox", "--sm-disable", "--config-file", self._write("config/openbox/rc.xml", files.OPENBOX_RC)
            )
            name = "_NET_SUPPORTING_WM_CHECK"
            self._wait("window manager", lambda: "window id" in out("xprop", "-root", name), process)
        out("hsetroot", "-solid", "#5b6b7d")

    def _start_notifications(self) -> None:
        if self.options.notify == "none":
            return
        match self.options.notify:
            case "dunst":
                process = self._spawn("dunst", "-conf", self._write("config/dunst/dunstrc", files.DUNSTRC))
            case "plasma":
                process = self._spawn(_python(), str(Path(__file__).with_name("plasma.py")))
            case "xfce4":
                self._write("config/xfce4/xfconf/xfce-perchannel-xml/xfce4-notifyd.xml", files.XFCE_NOTIFYD)
                process = self._spawn(_library("xfce4/notifyd/xfce4-notifyd"))
            case daemon:
                self._write("config/mako/config", files.MAKO)
                compositor = {"WAYLAND_DISPLAY": str(self._start_compositor()), "GDK_BACKEND": "wayland"}
                process = self._spawn(daemon, env=self.env | compositor)
        self._wait("notification daemon", lambda: has_owner("org.freedesktop.Notifications"), process)

    def _start_compositor(self) -> Path:
        """A screen of Wayland's that nobody sees, and only the notification daemon is told of. Its socket."""
        folder = wayland.folder()
        self._others.append(folder)
        process = self._spawn(*wayland.command(folder), env=wayland.environment(self.env, folder))
        self._wait("compositor", lambda: wayland.socket(folder) is not None, process)
        return wayland.socket(folder) or folder

    def _start_tray(self) -> None:
        kind = self.options.tray
        if kind == "none":
            return
        if kind == "xfce4":
            self._write("config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml", files.XFCE_PANEL)
            if self.options.no_activation:
                xfconf = self._spawn(_library("xfce4/xfconf/xfconfd"))
                self._wait("xfconf", lambda: has_owner("org.xfce.Xfconf"), xfconf)
            process = self._spawn("xfce4-panel", "--disable-wm-check", "--sm-client-disable")
            self._wait("tray host (SNI)", lambda: has_owner("org.kde.StatusNotifierWatcher"), process)
        elif kind == "tint2":
            process = self._spawn("tint2", "-c", self._write("config/tint2/tint2rc", files.TINT2RC))
        else:
            size = ("--height", "30", "--width", "300", "--widthtype", "pixel")
            process = self._spawn("trayer", "--edge", "top", "--align", "right", *size)
        self._wait("tray host (XEmbed)", lambda: selection_owner("_NET_SYSTEM_TRAY_S0") != 0, process)

    def _start_portal(self) -> None:
        """Light and dark for Qt, and the file chooser."""
        if not (self.options.portal or self.options.dark or self.options.light):
            return
        self._start_service("xdg-desktop-portal-gtk", "org.freedesktop.impl.portal.desktop.gtk")
        self._start_service("xdg-desktop-portal", "org.freedesktop.portal.Desktop")

    def _start_service(self, program: str, name: str) -> None:
        process = self._spawn(f"/usr/libexec/{program}")
        self._wait(program, lambda: has_owner(name), process)

    def _finish_environment(self) -> None:
        options, env = self.options, self.env
        env["QT_QPA_PLATFORM"] = options.platform
        if options.dark:
            env["GTK_THEME"] = "Adwaita:dark"
        if options.scale:
            env["QT_SCALE_FACTOR"] = str(options.scale)
        if options.keyring == "none":
            env.pop("PYTHON_KEYRING_BACKEND", None)
        else:
            env["PYTHON_KEYRING_BACKEND"] = "keyring.backends.SecretService.Keyring"
        programs = self._folder / "bin"
        programs.mkdir()
        this = f"/usr/bin/python3 {Path(__file__).with_name('desktop')}"
        for name, text in files.HELPERS.items():
            (programs / name).write_text(text.replace("{self}", this))
            (programs / name).chmod(0o755)
        env["PATH"] = f"{programs}{os.pathsep}{env.get('PATH', '/usr/bin:/bin')}"

    # ----------------------------------------------------------------------------------------- processes

    def _say(self, text: str) -> None:
        if self.options.verbose:
            print(f"[rig {time.monotonic() - self._began:5.2f}s] {text}", file=sys.stderr, flush=True)

    def _put(self, name: str, value: str) -> None:
        self.env[name] = os.environ[name] = value

    def _spawn(
        self,
        *command: str,
        stdin: int = subprocess.DEVNULL,
        pass_fds: tuple[int, ...] = (),
        env: dict[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        if not shutil.which(command[0], path=self.env.get("PATH")):
            raise StartFailed(f"{command[0]} is not installed (see desktop --packages)")
        with (self.log / f"{Path(command[0]).name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                stdin=stdin,
                stdout=log,
                stderr=log,
                env=env or self.env,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def _wait(self, what: str, ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if ready():
                self._say(f"{what} ready")
                return
            if process.poll() is not None:
                raise StartFailed(f"{what} ended with status {process.returncode}")
            time.sleep(0.05)
        raise StartFailed(f"{what} was not ready in {_START_SECONDS:.0f} s")

    def _read_line(self, descriptor: int, what: str, process: subprocess.Popen[bytes]) -> str:
        text = b""
        os.set_blocking(descriptor, False)

        def complete() -> bool:
            nonlocal text
            with contextlib.suppress(BlockingIOError):
                text += os.read(descriptor, 4096)
            return b"\n" in text

        self._wait(what, complete, process)
        os.close(descriptor)
        return text.split(b"\n")[0].decode()

    def _write(self, path: str, text: str) -> str:
        """A configuration file, unless one is there already (`--state`)."""
        file = self._state / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_text(text)
        return str(file)

    # ------------------------------------------------------------------------------------------- running

    def run(self, command: list[str]) -> int:
        """The command's exit status: 128+N if signal N ended it, 124 if it took too long, 127 if there is no such."""
        try:
            child = subprocess.Popen(command, env=self.env)
        except FileNotFoundError:
            print(f"desktop: {command[0]}: not found", file=sys.stderr)
            return 127
        ended = threading.Event()
        if self.options.shot_every:
            threading.Thread(target=self._shoot_often, args=(ended,), daemon=True).start()
        try:
            status = child.wait(self.options.timeout)
        except subprocess.TimeoutExpired:
            print(f"desktop: {self.options.timeout} s are over, ending the command", file=sys.stderr)
            status = 124
        finally:
            ended.set()
        if self.options.screenshot:
            self._shoot(Path(self.options.screenshot))
        _end(child, 5)
        return status if status >= 0 else 128 - status

    def _shoot_often(self, ended: threading.Event) -> None:
        seconds, folder = self.options.shot_every
        number = 0
        while not ended.wait(float(seconds)):
            number += 1
            self._shoot(Path(folder, f"{number:04}.png"))

    def _shoot(self, file: Path) -> None:
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
        command = ("maim", "--hidecursor", str(file))
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, env=self.env, timeout=20, capture_output=True, check=False)

    # ------------------------------------------------------------------------------------------- stopping

    def stop(self) -> None:
        for process in reversed(self._processes):
            _end(process, 2)
        _reap_strays()
        for folder in (self._folder, *self._others):
            shutil.rmtree(folder, ignore_errors=True)
        self._say("session ended")


def _say_line(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.write(b"\n")
    process.stdin.close()


def _python() -> str:
    """One that has the project's libraries."""
    own = Path(__file__).parents[2] / ".venv/bin/python"
    return str(own) if own.exists() else sys.executable


def _library(path: str) -> str:
    """A program below Debian's /usr/lib/ARCHITECTURE/."""
    found = sorted(Path("/usr/lib").glob(f"*/{path}"))
    return str(found[0]) if found else f"/usr/lib/{path}"


def _end(process: subprocess.Popen[bytes], seconds: float) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _descendants() -> list[int]:
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
    found: list[int] = []
    waiting = [os.getpid()]
    while waiting:
        parent = waiting.pop()
        children = [pid for pid, of in parents.items() if of == parent]
        found += children
        waiting += children
    return found


def _reap_strays() -> None:
    """What the command left running has become our child (we are a subreaper): end exactly those."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + 2
        told: set[int] = set()
        while time.monotonic() < deadline:
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            left = _descendants()
            if not left:
                return
            for pid in set(left) - told:
                told.add(pid)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, sign)
            time.sleep(0.05)
