"""The running app on a scripted server that may be written to: real engine, real thread, real socket, real clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core.desk import Desk
from desktop.core.events import Event, Problem
from desktop.core.heartbeat import EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from inbox.item import State
from tests.servers.imap_script import PASSWORD
from tests.servers.imap_writing import WritingImap

SETTINGS = """
provider = []
[schedule]
between = "flow"
[[account]]
name = "work"
kind = "imap"
host = "localhost"
port = {port}
user = "me"
ca_file = "{ca_file}"
poll_seconds = 3600
{more}
"""


class MailProgram:
    def __init__(
        self, folder: Path, server: WritingImap, *switches: str, more: str = "", password: str = PASSWORD
    ) -> None:
        self.password = password
        self.ca_file = server.ca_file
        self.paths = Paths.of(folder / "p")
        self.paths.prepare()
        self.server = server
        self.switch(*switches, more=more)
        self.events: list[Event] = []
        self._engine: EngineThread | None = None

    def switch(self, *switches: str, more: str = "") -> None:
        lines = [f"{name} = true" for name in switches]
        self.paths.settings_file.write_text(
            SETTINGS.format(port=self.server.port, ca_file=self.ca_file, more="\n".join([*lines, more]))
        )

    def start(self, *, live: bool = True) -> None:
        secrets = Secrets("test")
        secrets.put("work", "password", self.password)
        self._engine = engine_thread(self.paths, self.events.append, live=live, secrets=secrets)
        self._engine.start().result(60)

    def stop(self) -> None:
        if self._engine is not None:
            assert self._engine.stop(60)
            self._engine = None

    def ask(self, fn: Callable[[Desk], Any]) -> Any:
        assert self._engine is not None
        return self._engine.call(fn).result(60)

    def items(self, state: State) -> dict[str, int]:
        """By subject."""
        return {row.item.subject: row.item.id for row in self.ask(lambda desk: desk.rows(state))}

    def pull(self) -> None:
        self.ask(lambda desk: desk.pull())

    def done(self, *subjects: str) -> None:
        there = {**self.items(State.HELD), **self.items(State.RELEASED)}
        assert self.ask(lambda desk: desk.done([there[subject] for subject in subjects])) == len(subjects)

    def history(self, subject: str) -> list[str]:
        id = {**self.items(State.DONE), **self.items(State.RELEASED), **self.items(State.HELD)}[subject]
        return [event.what for event in self.ask(lambda desk: desk.details(id)).history]

    @property
    def problems(self) -> list[str]:
        return [event.detail for event in self.events if isinstance(event, Problem) and event.code == "unwritten"]
