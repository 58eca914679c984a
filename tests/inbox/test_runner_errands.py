"""What is done with a source between two fetches."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from inbox.errors import Broken, Gone, Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.sources import Source
from inbox.wakeup import Wakeup
from tests.inbox.running import Engine, Scripted, given_up
from tests.waiting import until


def _message(key: str, source: Source) -> bytes:
    return source.message(key)


def test_an_errand_is_run_between_fetches_and_costs_none(engine: Engine) -> None:
    source = Scripted(push=True)
    runner = engine.run(lambda: source)
    until(lambda: len(source.waits) == 1)
    answers = [runner.errand(partial(_message, str(number))).result(60) for number in range(50)]
    assert answers == [str(number).encode() for number in range(50)]
    assert len(source.cursors) == 1
    assert runner.errand(lambda _: threading.current_thread().name).result(60) == "source:test:work"


def test_what_an_errand_meets_goes_to_its_sender_and_a_lost_connection_is_made_anew(engine: Engine) -> None:
    source = Scripted()
    runner = engine.run(lambda: source)
    until(lambda: len(source.waits) == 1)
    with pytest.raises(Offline, match="went dead"):
        runner.errand(lambda given: given.message("lost")).result(60)
    until(lambda: len(source.cursors) == 2)
    with pytest.raises(ZeroDivisionError):
        runner.errand(lambda _: 1 // 0).result(60)
    assert engine.codes()[-1] == "ok"


def test_an_errand_waits_for_no_back_off_but_never_signs_in_again(engine: Engine) -> None:
    source = Scripted(*[Offline("away")] * 3)
    runner = engine.run(lambda: source)
    until(lambda: engine.codes()[-1] == "offline")
    assert runner.errand(lambda given: given.message("x")).result(60) == b"x"
    refused = Scripted(*[SignInRefused("no") for _ in range(3)])
    stopped = given_up(engine, refused)
    engine.told.clear()
    with pytest.raises(SignInRefused):
        stopped.errand(lambda given: given.message("x")).result(60)


class DiesWhenWoken(Scripted):
    """Its connection has gone while it waited, which shows when it is woken."""

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        super().wait(wakeup, seconds)
        if len(self.waits) == 1:
            raise Offline("the line went dead")


def test_an_errand_that_finds_the_connection_dead_is_run_on_the_next(engine: Engine) -> None:
    source = DiesWhenWoken(push=True)
    runner = engine.run(lambda: source)
    until(lambda: len(source.waits) == 1)
    assert runner.errand(lambda given: given.message("x")).result(60) == b"x"
    until(lambda: len(source.cursors) == 2)


def test_an_errand_after_the_end_is_refused(engine: Engine) -> None:
    runner = engine.run(Scripted)
    assert runner.stop(60)
    with pytest.raises(Offline):
        runner.errand(lambda given: given.message("x")).result(60)


def test_one_refused_sign_in_is_not_repeated_by_every_errand(engine: Engine) -> None:
    """Each try counts against the account, and a person who reads on sends an errand a mail."""
    tried: list[str] = []

    def signs_in(source: Source) -> bytes:
        tried.append("errand")
        raise SignInRefused("no")

    refused = Scripted(SignInRefused("no"))
    runner = engine.run(lambda: refused)
    until(lambda: engine.codes()[-1] == "sign_in_refused")
    for _ in range(5):
        with pytest.raises(SignInRefused):
            runner.errand(signs_in).result(60)
    assert tried == []
    runner.pull()
    until(lambda: engine.codes()[-1] == "ok")
    with pytest.raises(SignInRefused):
        runner.errand(signs_in).result(60)
    until(lambda: len(refused.cursors) == 3)  # and the next fetch says how the account is
    assert tried == ["errand"]
    assert runner.errand(lambda given: given.message("x")).result(60) == b"x"


@pytest.mark.parametrize("error", [Unsupported("full"), WrongSetting("sent_mailbox", "none"), Broken("nonsense")])
def test_after_an_errand_that_cost_the_connection_new_items_are_not_waited_for_in_vain(
    engine: Engine, error: SourceError
) -> None:
    """A source lets go of its connection with any error but Gone: and then nothing tells of new mail."""
    source = Scripted(push=True)
    runner = engine.run(lambda: source)
    until(lambda: len(source.waits) == 1)

    def fails(_: Source) -> None:
        raise error

    with pytest.raises(type(error)):
        runner.errand(fails).result(60)
    until(lambda: len(source.cursors) == 2)


def test_a_mail_that_is_gone_costs_no_connection(engine: Engine) -> None:
    source = Scripted(push=True)
    runner = engine.run(lambda: source)
    until(lambda: len(source.waits) == 1)

    def gone(_: Source) -> None:
        raise Gone("It is not there any more.")

    with pytest.raises(Gone):
        runner.errand(gone).result(60)
    until(lambda: len(source.waits) == 2)
    assert len(source.cursors) == 1
