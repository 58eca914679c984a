"""run, demo, and `ecluse` without a command."""

from __future__ import annotations

import gc
import os
import signal
import sys
from argparse import Namespace
from concurrent.futures import Future
from typing import TYPE_CHECKING

from desktop.cli.output import Failed, note, say
from desktop.cli.parsing import Commands, command
from desktop.core.control import ControlError, ask
from desktop.core.instance import AlreadyRunning, ending_signals, only_one
from desktop.core.paths import Paths

if TYPE_CHECKING:
    from desktop.core.heartbeat import EngineThread

_ANSWER_SECONDS = 10.0
_TRIES = 20
_COMMAND_SECONDS = 330.0
"""How long another command may take, and a little more."""


def add(commands: Commands) -> None:
    run = command(commands, "run", open_window, "start Écluse, or raise the window of the one that runs")
    run.add_argument("--minimized", action="store_true", help="start in the tray")
    run.add_argument("--headless", action="store_true", help="the same engine with no window")
    demo = command(commands, "demo", _demo, "a sample mailbox: a whole day, in the terminal")
    demo.add_argument("--fast", action="store_true", help="the day in about 20 seconds")


def open_window(options: Namespace) -> int:
    """Start the app in this process; where one runs already it is asked to show itself, and this one ends."""
    for _ in range(_TRIES):
        try:
            if _raised(options.paths):
                return 0
            return _start(options)
        except AlreadyRunning:
            continue  # it is just starting or ending, or a command works alone
    raise Failed(
        f"Another Écluse works on {options.paths.data} and does not answer. This one ends.", "End it and start again."
    )


def _raised(paths: Paths) -> bool:
    try:
        found = ask(paths.socket, {"request": "raise"}, _ANSWER_SECONDS)
    except ControlError as error:
        raise Failed(f"The running Écluse cannot be asked: {error}.", "End it and start again.") from error
    if found is None or "error" in found:
        return False
    if found.get("alone"):
        note("Another command of Écluse, such as `ecluse pull`, is still at work. This one starts when that has ended.")
        with only_one(paths, _COMMAND_SECONDS):
            return False
    if found.get("ok", {}).get("window"):
        say("Écluse runs already: its window was raised.")
    else:
        say("Écluse runs already, without a window.")
    return True


def _start(options: Namespace) -> int:
    _no_core_dumps()
    if getattr(options, "headless", False):
        return _headless(options.paths)
    gc.disable()  # until the window is there: while modules load there is nothing to collect, but a lot to look at
    try:
        from desktop.app import main
    except ImportError as error:
        gc.enable()
        raise Failed(
            f"The window cannot be shown: {error}.",
            "`ecluse run --headless` works without Qt and its system libraries.",
        ) from error
    return main(options.paths, minimized=getattr(options, "minimized", False))


def _headless(paths: Paths) -> int:
    """Waits for what the signals and the engine's end set: it costs nothing while nothing happens."""
    from desktop.core.events import Ended, Event, NoticeDue
    from desktop.core.running import running
    from desktop.notify import Notifications
    from inbox.wakeup import Wakeup

    # Not a threading.Event: its lock is the main thread's while that waits, and a signal's handler runs right there.
    over = Wakeup()
    for number in ending_signals():
        signal.signal(number, lambda *_: over.wake())
    started: Future[EngineThread] = Future()  # the first notice may come before the engine says that it runs
    notifications = Notifications(
        about=lambda: started.result().call(lambda desk: (desk.preferences(), desk.now().at)).result(),
        shown=lambda notice: started.result().call(lambda desk: desk.noticed(notice)),
    )

    def listen(event: Event) -> None:
        if isinstance(event, NoticeDue):
            notifications.show(event.notice)
        if isinstance(event, Ended):
            over.wake()

    with running(paths, listen, lambda: False) as engine:
        started.set_result(engine)
        engine.ended.add_done_callback(lambda _: over.wake())
        say(f"Écluse is ready, without a window (process {os.getpid()}). Ctrl+C or SIGTERM ends it.")
        sys.stdout.flush()
        over.wait(None)
        notifications.close()
        if engine.ended.done():
            raise Failed(
                "The engine ended by itself, and nothing is released any more.", "The log says why; start it again."
            )
    return 0


def _no_core_dumps() -> None:
    """A core file would hold passwords and mail."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (OSError, ValueError) as error:
        note(f"core dumps stay on: {error}")


def _demo(options: Namespace) -> int:
    try:
        from desktop.demo import main
    except ImportError as error:
        raise Failed(
            f"The demo cannot be played: {error}.", "It needs the extra `demo`: pip install 'ecluse[demo]'."
        ) from error
    return int(main(fast=options.fast))
