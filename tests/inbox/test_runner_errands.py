"""What is done with a source between two fetches."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from inbox.errors import Offline, SignInRefused
from inbox.sources import Source
from tests.inbox.running import Engine, Scripted, given_up, until


def _message(key: str, source: Source) -> bytes:
    return source.message(key)


def test_an_errand_is_run_between_fetches_and_costs_none(engine: Engine) -> None:
    source = Scripted(push=True)
    runner = engine.run(lambda: source)
    until(lambda: len(source.waits) == 1)
    answers = [runner.errand(partial(_message, str(number))).result(5) for number in range(50)]
    assert answers == [str(number).encode() for number in range(50)]
    assert len(source.cursors) == 1
    assert runner.errand(lambda _: threading.current_thread().name).result(5) == "source:test:work"


def test_what_an_errand_meets_goes_to_its_sender_and_a_lost_connection_is_made_anew(engine: Engine) -> None:
    source = Scripted()
    runner = engine.run(lambda: source)
    until(lambda: len(source.waits) == 1)
    with pytest.raises(Offline, match="went dead"):
        runner.errand(lambda given: given.message("lost")).result(5)
    until(lambda: len(source.cursors) == 2)
    with pytest.raises(ZeroDivisionError):
        runner.errand(lambda _: 1 // 0).result(5)
    assert engine.codes()[-1] == "ok"


def test_an_errand_waits_for_no_back_off_but_never_signs_in_again(engine: Engine) -> None:
    source = Scripted(*[Offline("away")] * 3)
    runner = engine.run(lambda: source)
    until(lambda: engine.codes()[-1] == "offline")
    assert runner.errand(lambda given: given.message("x")).result(5) == b"x"
    refused = Scripted(*[SignInRefused("no") for _ in range(3)])
    stopped = given_up(engine, refused)
    engine.told.clear()
    with pytest.raises(SignInRefused):
        stopped.errand(lambda given: given.message("x")).result(5)


def test_an_errand_after_the_end_is_refused(engine: Engine) -> None:
    runner = engine.run(Scripted)
    assert runner.stop(5)
    with pytest.raises(Offline):
        runner.errand(lambda given: given.message("x")).result(5)
