"""Answers on their way out of the running app: the real engine on its thread, a real server, a clock moved by hand."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.core.desk import Desk, RequestError
from desktop.core.dispatch import TAKEN_BACK_WITHIN
from desktop.core.events import Event, OutboxChanged, Problem
from desktop.core.heartbeat import MOST_ANSWERS, EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from inbox.answering import Answer, Way
from inbox.item import Fetched
from inbox.queue import Queue
from inbox.sending import Outgoing, Progress
from inbox.sending.outbox import TRIES_FIRST
from inbox.store import Store
from tests.clock import HandClock
from tests.inbox.arrivals import arrival
from tests.servers.submission import PASSWORD, USER, Submission

SETTINGS = """
provider = []
[[account]]
name = "work"
kind = "imap"
host = "localhost"
port = 1
user = "{user}"
ca_file = "{ca_file}"
smtp_host = "localhost"
smtp_port = {port}
"""
YES = Answer(Way.REPLY, "Yes.")
MOMENT = timedelta(milliseconds=1)
PATIENCE = 60.0
"""Only a failure waits so long; a machine that is busy with other tests has to be let finish a sign-in over TLS."""

pytestmark = pytest.mark.logs("keyring cannot be used")


class App:
    """The running app with one mail in its queue. `start` and `stop` may be called again and again."""

    def __init__(self, folder: Path, server: Submission) -> None:
        self.paths = Paths.of(folder / "p")
        self.paths.prepare()
        self.settings = SETTINGS.format(user=USER, ca_file=server.ca_file, port=server.port)
        self.write(self.settings)
        self.clock = HandClock()
        self.events: list[Event] = []
        self._engine: EngineThread | None = None
        store = Store(self.paths.database)
        Queue(store).accept("work", Fetched((arrival(),), "c"), self.clock.now())
        store.close()

    def write(self, settings: str) -> None:
        """As an editor does: the engine, which may look at any time, sees the one file or the other."""
        beside = self.paths.settings_file.with_suffix(".new")
        beside.write_text(settings)
        beside.replace(self.paths.settings_file)

    def start(self) -> None:
        self.secrets = secrets = Secrets("test")
        secrets.put("work", "password", PASSWORD)
        self._engine = engine_thread(self.paths, self.events.append, live=True, secrets=secrets, clock=self.clock)
        self._engine.start().result(PATIENCE)

    def stop(self) -> None:
        if self._engine is not None:
            assert self._engine.stop(PATIENCE)
            self._engine = None

    def ask(self, fn: Callable[[Desk], Any]) -> Any:
        assert self._engine is not None
        return self._engine.call(fn).result(PATIENCE)

    def pass_by(self, length: timedelta) -> None:
        self.clock.pass_by(length)
        for _ in range(MOST_ANSWERS):  # after so many the engine ticks
            self.ask(lambda desk: desk.now())

    @property
    def letter(self) -> Outgoing:
        (found,) = self.ask(lambda desk: desk.outbox())
        assert isinstance(found, Outgoing)
        return found

    def until(self, progress: Progress, tries: int = 1) -> Outgoing:
        deadline = time.monotonic() + PATIENCE
        while (found := self.letter).progress is not progress or found.tries < tries:
            assert time.monotonic() < deadline, found
            time.sleep(0.01)
        return found

    @property
    def problems(self) -> list[str]:
        return [event.detail for event in self.events if isinstance(event, Problem) and event.code == "unsent"]


@pytest.fixture
def server() -> Iterator[Submission]:
    with Submission() as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, server: Submission) -> Iterator[App]:
    made = App(tmp_path, server)
    made.start()
    yield made
    made.stop()


def test_it_waits_a_moment_and_is_sent_once(app: App, server: Submission) -> None:
    sent = app.ask(lambda desk: desk.send(1, YES))
    assert (sent.progress, sent.not_before) == (Progress.WAITING, app.clock.now() + TAKEN_BACK_WITHIN)
    app.pass_by(TAKEN_BACK_WITHIN - MOMENT)
    assert (app.letter.progress, server.commands) == (Progress.WAITING, [])
    app.pass_by(MOMENT)
    app.until(Progress.SENT)
    app.pass_by(timedelta(days=1))
    with pytest.raises(RequestError, match="has been sent"):
        app.ask(lambda desk: desk.resend(1))
    assert (len(server.taken), app.problems) == (1, [])


def test_taken_back(app: App, server: Submission) -> None:
    app.ask(lambda desk: desk.send(1, YES))
    app.pass_by(TAKEN_BACK_WITHIN - MOMENT)
    assert app.ask(lambda desk: desk.discard(1)).progress is Progress.WAITING
    app.pass_by(timedelta(hours=1))
    assert (app.ask(lambda desk: desk.outbox()), server.commands) == ((), [])


def test_what_waits_when_the_app_ends_goes_when_it_runs_again(app: App, server: Submission) -> None:
    app.ask(lambda desk: desk.send(1, YES))
    app.stop()
    app.clock.pass_by(TAKEN_BACK_WITHIN)
    assert server.commands == []
    app.start()
    app.until(Progress.SENT)
    assert (len(server.taken), app.problems) == (1, [])


def test_without_a_network_it_is_tried_again(app: App, server: Submission) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        elsewhere = free.getsockname()[1]
    app.write(app.settings.replace(str(server.port), str(elsewhere)))
    app.ask(lambda desk: desk.send(1, YES))
    app.pass_by(TAKEN_BACK_WITHIN)
    waiting = app.until(Progress.WAITING)
    assert (waiting.problem, waiting.not_before) == ("offline", app.clock.now() + TRIES_FIRST)
    app.write(app.settings)
    app.pass_by(TRIES_FIRST - MOMENT)
    assert server.commands == []
    app.pass_by(MOMENT)
    app.until(Progress.SENT)
    assert (len(server.taken), app.problems) == (1, [])


def test_the_window_is_told_whenever_the_outbox_is_another(app: App, server: Submission) -> None:
    def told() -> int:
        found = sum(isinstance(event, OutboxChanged) for event in app.events)
        app.events.clear()
        return found

    app.ask(lambda desk: desk.send(1, YES))
    assert told() == 1
    app.ask(lambda desk: desk.discard(1))
    assert told() == 1
    sent = app.ask(lambda desk: desk.send(1, YES))
    app.ask(lambda desk: desk.resend(sent.id))
    app.until(Progress.SENT)
    assert told() == 4  # put in, to be sent at once, being sent, sent


def test_a_lost_answer_is_told_and_never_tried_again(app: App, server: Submission) -> None:
    server.plan.drops = {"DATA"}
    app.ask(lambda desk: desk.send(1, YES))
    app.pass_by(TAKEN_BACK_WITHIN)
    unsure = app.until(Progress.UNSURE)
    server.plan.drops = set()
    app.stop()
    app.clock.pass_by(timedelta(days=1))
    app.start()
    app.pass_by(timedelta(days=1))
    assert (app.letter.progress, len(server.taken)) == (Progress.UNSURE, 1)
    assert app.problems == [unsure.detail]
    app.ask(lambda desk: desk.resend(1))
    app.until(Progress.SENT, tries=2)
    assert len(server.taken) == 2


@pytest.mark.logs("was still being sent at the end")
@pytest.mark.parametrize("command", ["MAIL", "DATA"])
def test_the_app_ends_while_it_is_being_sent(app: App, server: Submission, command: str) -> None:
    server.plan.hangs = {command}
    app.ask(lambda desk: desk.send(1, YES))
    app.pass_by(TAKEN_BACK_WITHIN)
    app.until(Progress.SENDING)
    with pytest.raises(RequestError, match="is being sent"):
        app.ask(lambda desk: desk.discard(1))
    app.stop()
    server.plan.hangs = set()
    app.start()
    app.pass_by(timedelta(days=1))
    assert (app.letter.progress, len(server.taken)) == (Progress.UNSURE, int(command == "DATA"))
    assert len(app.problems) == 1


def test_an_account_that_is_gone_sends_nothing_and_says_so(app: App, server: Submission) -> None:
    app.ask(lambda desk: desk.send(1, YES))
    app.ask(lambda desk: desk.remove_account("work", forget_items=True))
    app.pass_by(TAKEN_BACK_WITHIN)
    refused = app.until(Progress.REFUSED)
    assert (refused.problem, refused.item, server.commands) == ("wrong_setting", None, [])
    assert "no account" in app.problems[0]


def test_nobody_to_send_as(app: App, server: Submission) -> None:
    app.write(app.settings.replace(USER, "maya"))
    app.pass_by(MOMENT)
    with pytest.raises(RequestError, match="no mail address"):
        app.ask(lambda desk: desk.send(1, YES))
    assert app.ask(lambda desk: desk.outbox()) == ()
