"""When an account is asked, how soon again after which error, and that none of it can run in circles."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from inbox.errors import Broken, CertificateRefused, Offline, SignInRefused, SourceError, WrongSetting
from inbox.imap.opening import Login
from inbox.imap.source import ImapSource, Settings
from inbox.item import Fetched
from inbox.runner import Runner
from inbox.sources import Source, Start
from tests.inbox.running import Engine, Scripted, given_up
from tests.servers.imap_script import PASSWORD, ScriptedImap
from tests.servers.mailbox import Mailbox, mail
from tests.waiting import until


def _cursor(text: str) -> Fetched:
    return Fetched((), text)


def test_hands_over_reports_and_waits(engine: Engine) -> None:
    source = Scripted(_cursor("1"))
    engine.run(lambda: source, interval=77.0)
    until(lambda: source.waits == [77.0])
    assert engine.accepted == ["1"]
    assert engine.codes() == ["connecting", "ok"]
    assert engine.told[-1].last_fetch is not None


def test_a_source_that_is_told_waits_longer(engine: Engine) -> None:
    source = Scripted(push=True)
    engine.run(lambda: source, interval=15.0)
    until(lambda: source.waits == [540.0])
    assert engine.told[-1].push


def test_pull_is_over_when_a_fetch_begun_after_it_is(engine: Engine) -> None:
    source = Scripted(_cursor("1"), _cursor("2"), Offline("gone"))
    runner = engine.run(lambda: source)
    until(lambda: len(source.waits) == 1)
    assert runner.pull().wait(60)
    assert engine.accepted == ["1", "2"]
    assert runner.pull().wait(60)
    until(lambda: engine.codes()[-1] == "offline")


def test_pull_ends_also_when_nothing_can_be_asked_any_more(engine: Engine) -> None:
    source = Scripted(SignInRefused("one"), SignInRefused("two"), SignInRefused("three"))
    runner = given_up(engine, source)
    assert runner.pull().wait(60)
    assert len(source.cursors) == 2
    runner.stop(60)
    assert runner.pull().wait(0)


def test_a_person_who_insists_is_obeyed_once(engine: Engine) -> None:
    source = Scripted(*[SignInRefused("no") for _ in range(3)])
    runner = given_up(engine, source)
    assert runner.pull(insist=True).wait(60)
    assert len(source.cursors) == 3
    assert runner.pull().wait(60)
    assert len(source.cursors) == 3
    assert runner.pull(insist=True).wait(60)
    until(lambda: engine.codes()[-1] == "ok")


def _pauses(engine: Engine, errors: list[SourceError], monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What is slept after each of these errors in a row."""
    rests: list[float] = []
    done = threading.Event()

    def rest(self: Runner, seconds: float) -> None:
        rests.append(seconds)
        if len(rests) >= len(errors):
            done.set()
            self._stopping = True

    monkeypatch.setattr(Runner, "_rest", rest)
    monkeypatch.setattr(Runner, "_calm", lambda self, pause: pause)
    source = Scripted(*errors)
    engine.run(lambda: source)
    assert done.wait(60)
    return rests


def test_back_off_of_an_account_that_is_offline(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = _pauses(engine, [Offline("x") for _ in range(9)], monkeypatch)
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_back_off_asks_no_sooner_than_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _pauses(engine, [Offline("x", wait_seconds=299.9)], monkeypatch) == [299.9]


@pytest.mark.logs("no idea")
def test_pauses_by_kind_of_error(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _pauses(engine, [SignInRefused("a"), SignInRefused("b")], monkeypatch) == [120.0, float("inf")]
    assert _pauses(engine, [CertificateRefused("x"), WrongSetting("port", "y")], monkeypatch) == [3600.0, 3600.0]
    assert _pauses(engine, [Broken("no idea")], monkeypatch) == [3600.0]


def test_jitter_shortens_and_never_lengthens(engine: Engine) -> None:
    runner = Runner(
        "work",
        kind="test",
        open_source=Scripted,
        cursor=str,
        accept=lambda account, fetched: lambda: None,
        report=lambda account, health: None,
        interval=60,
        now=lambda: datetime.now(UTC),
        jitter=lambda: 0.0,
    )
    runner._failures = 1
    assert runner._pause(Offline("x")) == 3.75
    runner._wakeup.close()


def test_waking_resets_the_back_off(engine: Engine) -> None:
    source = Scripted(*[Offline("x") for _ in range(4)])
    runner = engine.run(lambda: source)
    for tries in range(1, 5):
        until(lambda tries=tries: len(source.cursors) == tries)  # type: ignore[misc]
        runner.wake()
    until(lambda: engine.codes()[-1] == "ok")
    assert runner._failures == 0


def test_waking_does_not_ask_again_for_what_a_person_must_mend(engine: Engine) -> None:
    source = Scripted(SignInRefused("one"), SignInRefused("two"))
    runner = given_up(engine, source)
    runner.wake()
    assert runner.pull().wait(60)  # which is over when it has looked
    assert len(source.cursors) == 2
    runner.restart()
    until(lambda: engine.codes()[-1] == "ok")
    assert source.closed == 1


@pytest.mark.parametrize("error", [CertificateRefused("a hotel's"), WrongSetting("port", "no IMAP")])
def test_what_another_network_may_mend_is_tried_again_when_woken(engine: Engine, error: SourceError) -> None:
    source = Scripted(error)
    runner = engine.run(lambda: source)
    until(lambda: engine.codes()[-1] == error.code)
    runner.wake()
    until(lambda: engine.codes()[-1] == "ok")


def test_since_when_it_has_been_so(engine: Engine) -> None:
    source = Scripted(Offline("one"), Offline("two"))
    runner = engine.run(lambda: source)
    until(lambda: engine.codes()[-1] == "offline")
    runner.wake()
    until(lambda: len(engine.told) == 3)
    assert engine.told[1].since == engine.told[2].since
    assert engine.told[2].detail == "two"


@pytest.mark.logs("Account 'work': OSError: disk full")
def test_a_queue_that_refuses_ends_the_fetch_and_not_the_thread(engine: Engine) -> None:
    sources = [Scripted(_cursor("1")), Scripted(_cursor("1"))]
    engine.refuses.append(OSError("disk full\x1b[31m\nforged line"))
    opened: list[Scripted] = []

    def open_source() -> Source:
        opened.append(sources[len(opened)])
        return opened[-1]

    runner = engine.run(open_source)
    until(lambda: engine.codes()[-1] == "broken")
    assert engine.told[-1].detail == "OSError: disk full[31m forged line"
    assert opened[0].closed == 1
    runner.wake()
    until(lambda: engine.accepted == ["1"])


@pytest.mark.logs("ZeroDivisionError")
def test_a_fault_of_ours_is_kept_in_bounds(engine: Engine) -> None:
    engine.run(lambda: Scripted(ZeroDivisionError("oops")))
    until(lambda: engine.codes()[-1] == "broken")


def test_a_connection_that_ends_while_waiting_is_made_again_at_once(engine: Engine) -> None:
    source = Scripted()
    source.wait_error = Offline("bye")
    engine.run(lambda: source)
    until(lambda: len(source.cursors) == 2)
    assert "offline" not in engine.codes()


def test_a_source_that_never_waits_is_held_back(engine: Engine) -> None:
    source = Scripted()
    source.returns_at_once = True
    runner = engine.run(lambda: source)
    until(lambda: len(source.cursors) >= 20)
    threading.Event().wait(0.5)
    assert len(source.cursors) <= 21
    assert runner.pull().wait(60)  # and the person is not


def test_nothing_is_handed_over_after_what_was_not_stored(engine: Engine) -> None:
    read: list[str] = []

    class Two(Scripted):
        def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
            self.cursors.append(cursor)
            for number in ("1", "2"):
                if number > cursor:
                    read.append(number)
                    yield _cursor(number)

    source = Two()
    engine.refuses.append(Offline("the disk is full"))
    runner = engine.run(lambda: source)
    until(lambda: "offline" in engine.codes())
    assert read == ["1", "2"]  # the second was read while the first was being stored
    assert engine.handed_over == 1
    assert runner.pull().wait(60)
    assert source.cursors == ["", ""]
    assert engine.accepted == ["1", "2"]


def test_nothing_is_handed_over_after_stop(engine: Engine) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Scripted):
        def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
            yield _cursor("1")
            begun.set()
            go_on.wait(60)
            yield _cursor("2")

    source = Slow()
    runner = engine.run(lambda: source)
    assert begun.wait(60)
    told = len(engine.told)
    assert not runner.stop(0.0)
    go_on.set()
    assert runner.stop(60)
    assert engine.accepted == ["1"]
    assert len(engine.told) == told
    assert source.closed == 1
    runner.wake()
    runner.restart()


def test_stopped_within_a_moment_twenty_times(engine: Engine) -> None:
    for _ in range(20):
        source = Scripted(push=True)
        runner = engine.run(lambda source=source: source)  # type: ignore[misc]
        assert runner.stop(60)
        assert source.closed <= 1


# ---------------------------------------------------------------------------------------- with a server at the end


def _imap(server: ScriptedImap) -> Source:
    login = Login(server.host, server.port, "me", PASSWORD, str(server.ca_file))
    return ImapSource(Settings(login, ("INBOX",), push=True, start=Start(days=36500, mails=500)))


@pytest.mark.parametrize("state", ["silent", "garbage", "gone"])
def test_the_processor_rests_while_a_server_is_dead(scripted: ScriptedImap, engine: Engine, state: str) -> None:
    if state == "silent":
        scripted.greeting = b""
    elif state == "garbage":
        scripted.greeting = b"\0\xff\r\n" * 10_000
    else:
        scripted.go_away()
    runner = engine.run(lambda: _imap(scripted))
    until(lambda: scripted.accepted if state == "silent" else engine.codes()[-1] == "offline")
    work = time.pthread_getcpuclockid(runner._thread.ident or 0)
    before = time.clock_gettime(work)
    threading.Event().wait(2.0)
    assert time.clock_gettime(work) - before < 0.1 * 2
    assert scripted.accepted <= 1
    scripted.hang_up()


def test_a_server_that_hangs_up_and_comes_back_is_read_again(scripted: ScriptedImap, engine: Engine) -> None:
    scripted.mailbox = Mailbox.of(1)
    runner = engine.run(lambda: _imap(scripted))
    until(lambda: engine.codes()[-1] == "ok")
    scripted.idling.acquire()
    scripted.mailbox.add(mail(2))
    scripted.hang_up()
    threading.Event().wait(0.3)
    assert scripted.accepted == 1  # a second sign-in would come sooner than ten seconds after the first
    runner.wake()
    until(lambda: ":7:2:" in engine.cursor.replace(chr(34), ":").replace(" ", ""))
    assert scripted.accepted == 2
