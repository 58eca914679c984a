"""The whole engine on real chat servers: what another types there is held, comes out once, and is marked as read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.core.desk import Desk
from desktop.core.heartbeat import EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from inbox.item import State
from tests.clock import HandClock
from tests.e2e.app import App
from tests.servers.prosody import PASSWORD, ROOMS, Prosody, Talker
from tests.servers.synapse import Person, Synapse
from tests.waiting import until

pytestmark = pytest.mark.logs("keyring cannot be used")


class Program:
    """The app with one account, restarted at will; its clock is moved by hand."""

    def __init__(self, folder: Path, settings: str, **secrets: str) -> None:
        self.paths = Paths.of(folder / "p")
        self.paths.prepare()
        self.paths.settings_file.write_text(
            f'provider = []\n[schedule]\nbetween = "flow"\n[[account]]\nname = "chat"\n{settings}'
        )
        self.clock = HandClock()
        self._secrets = Secrets("test")
        self._given = secrets
        self._engine: EngineThread | None = None

    def start(self) -> None:
        for name, value in self._given.items():
            self._secrets.put("chat", name, value)
        self._engine = engine_thread(self.paths, lambda _: None, live=True, secrets=self._secrets, clock=self.clock)
        self._engine.start().result(60)

    def stop(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            assert engine.stop(60)

    def ask(self, fn: Callable[[Desk], Any]) -> Any:
        assert self._engine is not None
        return self._engine.call(fn).result(40)

    def pull(self) -> None:
        self.ask(lambda desk: desk.pull())

    def texts(self, state: State) -> list[str]:
        return [row.item.preview for row in self.ask(lambda desk: desk.rows(state))]

    def done(self, text: str) -> None:
        rows = self.ask(lambda desk: desk.rows(State.RELEASED))
        (id,) = [row.item.id for row in rows if row.item.preview == text]
        assert self.ask(lambda desk: desk.done([id])) == 1

    @property
    def received(self) -> int:
        ledger = self.ask(lambda desk: desk.ledger())
        assert ledger.adds_up
        return int(ledger.received)

    @property
    def health(self) -> str:
        (line,) = self.ask(lambda desk: desk.accounts())
        return str(line.health)


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    started: list[Program] = []
    yield started
    for one in started:
        one.stop()


@pytest.fixture
def ada(synapse: Synapse) -> Person:
    return synapse.new_person("ada")


@pytest.fixture
def grace(synapse: Synapse) -> Person:
    return synapse.new_person("grace")


@pytest.fixture
def matrix(tmp_path: Path, ada: Person, programs: list[Program]) -> Program:
    settings = f'kind = "matrix"\nurl = "{ada.url}"\npoll_seconds = 3600\ndone_marks_read = true\n'
    program = Program(tmp_path, settings, token=ada.renews_token())
    programs.append(program)
    program.start()
    program.pull()
    return program


def test_a_mention_on_matrix_is_held_released_and_marked_as_read(matrix: Program, ada: Person, grace: Person) -> None:
    room = grace.opens_room("The lock", ada)
    matrix.ask(lambda desk: desk.focus(length=timedelta(minutes=50)))
    grace.says(room, "the gate leaks", ada)
    matrix.pull()
    assert matrix.texts(State.HELD) == ["the gate leaks"]
    assert matrix.texts(State.RELEASED) == []
    matrix.ask(lambda desk: desk.open_check_in())
    assert matrix.texts(State.RELEASED) == ["the gate leaks"]
    assert [one["read"] for one in ada.notifications()] == [False]
    matrix.done("the gate leaks")
    until(lambda: [one["read"] for one in ada.notifications()] == [True])
    assert grace.presence_of(ada) == "offline"
    matrix.pull()
    matrix.stop()
    matrix.start()
    matrix.pull()
    assert matrix.received == 1
    assert matrix.texts(State.DONE) == ["the gate leaks"]


def test_what_is_read_in_another_program_is_done(matrix: Program, ada: Person, grace: Person) -> None:
    room = grace.opens_room("Elsewhere", ada)
    event = grace.says(room, "look", ada)
    matrix.pull()
    ada.ask("POST", f"rooms/{room}/receipt/m.read/{event}", {})
    matrix.pull()
    until(lambda: matrix.texts(State.DONE) == ["look"])


def test_nothing_is_lost_or_doubled_by_a_restart_of_either(
    matrix: Program, synapse: Synapse, ada: Person, grace: Person
) -> None:
    room = grace.opens_room("Restarts", ada)
    grace.says(room, "one", ada)
    matrix.pull()
    matrix.stop()
    grace.says(room, "two", ada)
    matrix.start()
    matrix.pull()
    synapse.stop()
    try:
        matrix.pull()
        assert matrix.health == "offline"
    finally:
        synapse.start()
    grace.says(room, "three", ada)
    matrix.pull()
    assert matrix.health == "ok"
    assert matrix.received == 3


def test_a_token_that_was_taken_back_wants_another(matrix: Program, ada: Person, grace: Person) -> None:
    room = grace.opens_room("Token", ada)
    grace.says(room, "one", ada)
    matrix.pull()
    ada.ask("POST", "logout/all", {})
    matrix.pull()
    assert matrix.health == "sign_in_refused"
    ada.signs_in()
    grace.says(room, "two", ada)
    values = matrix.ask(lambda desk: desk.account("chat")).values
    matrix.ask(lambda desk: desk.change_account("chat", values, {"token": ada.token}))
    matrix.pull()
    assert matrix.health == "ok"
    assert matrix.received == 2


@pytest.mark.parametrize("jump", [timedelta(hours=5), timedelta(days=-3), timedelta(days=400)])
def test_a_clock_that_jumps_loses_nothing(matrix: Program, ada: Person, grace: Person, jump: timedelta) -> None:
    room = grace.opens_room("Clock", ada)
    grace.says(room, "one", ada)
    matrix.pull()
    matrix.clock.set_to(matrix.clock.now() + jump)
    grace.says(room, "two", ada)
    matrix.pull()
    matrix.clock.set_to(matrix.clock.now() - jump)
    grace.says(room, "three", ada)
    matrix.pull()
    matrix.pull()
    assert matrix.received == 3


# ------------------------------------------------------------------------------------------------- XMPP


@pytest.fixture
def talker(prosody: Prosody) -> Iterator[Talker]:
    with Talker(prosody, prosody.new_person("grace")) as talker:
        yield talker


@pytest.fixture
def jid(prosody: Prosody) -> str:
    return prosody.new_person("ada")


@pytest.fixture
def room(talker: Talker, request: pytest.FixtureRequest) -> str:
    room = f"{abs(hash(request.node.nodeid))}@{ROOMS}"
    talker.enters(room, "Grace")
    return room


@pytest.fixture
def xmpp(tmp_path: Path, prosody: Prosody, jid: str, room: str, programs: list[Program]) -> Program:
    settings = (
        f'kind = "xmpp"\njid = "{jid}"\nrooms = ["{room}"]\nnick = "Ada"\nhost = "localhost"\nport = {prosody.port}\n'
        f'ca_file = "{prosody.ca_file}"\ndone_marks_read = true\n'
    )
    program = Program(tmp_path, settings, password=PASSWORD)
    programs.append(program)
    program.start()
    program.pull()
    return program


def test_a_mention_in_a_room_is_held_released_and_marked_as_read(
    xmpp: Program, prosody: Prosody, talker: Talker, jid: str, room: str
) -> None:
    xmpp.ask(lambda desk: desk.focus(length=timedelta(minutes=50)))
    talker.says(room, "nothing")
    talker.says(room, "ada, the gate leaks")
    until(lambda: xmpp.texts(State.HELD) == ["ada, the gate leaks"], 40)  # nobody asked: it was heard
    xmpp.ask(lambda desk: desk.open_check_in())
    assert xmpp.texts(State.RELEASED) == ["ada, the gate leaks"]
    with Talker(prosody, jid) as own:
        assert own.displayed() == {}
        xmpp.done("ada, the gate leaks")
        until(lambda: room in own.displayed())
    xmpp.pull()
    xmpp.stop()
    talker.says(room, "ada, again")
    xmpp.start()
    xmpp.pull()
    assert xmpp.received == 2
    assert xmpp.texts(State.DONE) == ["ada, the gate leaks"]


def test_a_password_that_was_changed_wants_the_new_one(
    xmpp: Program, prosody: Prosody, talker: Talker, jid: str, room: str
) -> None:
    xmpp.stop()
    prosody.has(jid.partition("@")[0], "another")
    talker.says(room, "ada, hello")
    xmpp.start()
    xmpp.pull()
    assert xmpp.health == "sign_in_refused"
    values = xmpp.ask(lambda desk: desk.account("chat")).values
    xmpp.ask(lambda desk: desk.change_account("chat", values, {"password": "another"}))
    xmpp.pull()
    assert xmpp.health == "ok"
    assert xmpp.received == 1


# -------------------------------------------------------------------------------------- as a process, by command


@pytest.fixture
def app(short_path: Path) -> Iterator[App]:
    made = App(short_path / "p")
    yield made
    made.kill()


def test_accounts_of_both_are_added_by_command_and_survive_a_power_cut(
    app: App, ada: Person, grace: Person, prosody: Prosody, talker: Talker, jid: str, room: str
) -> None:
    app.ask("account", "add", "matrix", "--url", ada.url, "--token-stdin", say=f"{ada.token}\n")
    where = ("--host", "localhost", "--port", str(prosody.port), "--ca-file", str(prosody.ca_file))
    words = ("account", "add", "xmpp", "--jid", jid, "--rooms", room, "--nick", "Ada", *where, "--password-stdin")
    app.ask(*words, say=f"{PASSWORD}\n")
    app.start()
    until(lambda: [one["health"] for one in app.json("account", "list")] == ["ok", "ok"])
    app.ask("focus", "start", "50m")
    grace.says(grace.opens_room("Both", ada), "by Matrix", ada)
    talker.says(room, "ada, by XMPP")
    app.ask("pull")
    held = until(lambda: len(found := app.json("queue", "--state", "held")) == 2 and found)
    assert {one["account"] for one in held} == {"matrix", "xmpp"}
    app.kill()
    talker.says(room, "ada, meanwhile")
    app.start()
    app.ask("pull")
    until(lambda: len(app.json("queue", "--state", "held")) == 3)
    app.ask("checkin", "open")
    assert len(app.json("queue", "--state", "released")) == 3
    assert app.json("ledger")["received"] == 3
    assert app.stop() == 0
