"""Each letter is taken once; what became of it is kept, over a crash too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.answering import Answer, Way
from inbox.errors import Offline, SignInRefused, SourceError
from inbox.item import Fetched
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.reply import Composed, Writer, compose
from inbox.sending import MailRefused, Progress, Unsure
from inbox.sending.outbox import GIVES_UP, TRIES_FIRST, TRIES_MOST, MailOutbox
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival

SOON = NOON + timedelta(seconds=10)
YES = Answer(Way.REPLY, "é\n.\n")


@pytest.fixture
def outbox(store: Store) -> MailOutbox:
    return MailOutbox(store)


@pytest.fixture
def composed(queue: Queue, reading: Reading) -> Composed:
    queue.accept("work", Fetched((arrival(),), "c"), NOON)
    details = reading.details(1)
    assert details is not None
    me = Writer("me@example.org")
    return compose(details, YES, me, message_id="<1@example.org>", now=NOON)


@pytest.fixture
def id(outbox: MailOutbox, composed: Composed) -> int:
    return outbox.put("work", 1, YES, composed, NOON, SOON).id


def progress(outbox: MailOutbox) -> list[Progress]:
    return [one.progress for one in outbox.rows()]


def test_a_letter_waits_until_it_may_go_and_goes_once(outbox: MailOutbox, composed: Composed, id: int) -> None:
    (waiting,) = outbox.rows()
    assert (waiting.account, waiting.item, waiting.recipients) == ("work", 1, ("claire@client.example",))
    assert (waiting.progress, waiting.not_before, waiting.message_id) == (Progress.WAITING, SOON, "<1@example.org>")
    assert outbox.next_at() == SOON
    assert outbox.take(NOON) is None
    letter = outbox.take(SOON)
    assert letter is not None
    assert (letter.sender, letter.recipients) == ("me@example.org", ("claire@client.example",))
    assert letter.message == bytes(composed)
    assert outbox.take(SOON + timedelta(days=1)) is None
    assert outbox.take(SOON, id) is None
    assert progress(outbox) == [Progress.SENDING]
    sent = outbox.landed(id, None, SOON)
    assert (sent.progress, sent.tries, sent.problem) == (Progress.SENT, 1, "")
    assert outbox.next_at() is None
    assert not outbox.retry(id, SOON)


def test_what_was_being_sent_when_the_app_ended_is_unsure(outbox: MailOutbox, store: Store, id: int) -> None:
    assert outbox.recover(NOON) == 0
    outbox.take(SOON)
    again = MailOutbox(store)
    assert again.recover(SOON) == 1
    (unsure,) = again.rows()
    assert (unsure.progress, unsure.problem) == (Progress.UNSURE, "unsure")
    assert again.take(SOON + timedelta(days=9)) is None
    assert again.retry(id, SOON)
    assert [(one.progress, one.problem) for one in again.rows()] == [(Progress.WAITING, "")]
    assert again.take(SOON) is not None


@pytest.mark.parametrize(
    ("error", "expected"),
    [(Unsure("?"), Progress.UNSURE), (MailRefused("no"), Progress.REFUSED), (SignInRefused("no"), Progress.REFUSED)],
)
def test_what_is_not_tried_again_by_itself(outbox: MailOutbox, id: int, error: SourceError, expected: Progress) -> None:
    outbox.take(SOON)
    found = outbox.landed(id, error, SOON)
    assert (found.progress, found.problem, found.detail) == (expected, error.code, error.detail)
    assert outbox.next_at() is None
    assert outbox.retry(id, SOON)
    assert progress(outbox) == [Progress.WAITING]


def test_what_surely_was_not_sent_is_tried_again_ever_more_seldom_and_not_for_ever(outbox: MailOutbox, id: int) -> None:
    now, pauses = SOON, []
    while outbox.take(now) is not None:
        found = outbox.landed(id, Offline("no answer"), now)
        if found.not_before is None:
            break
        pauses.append(found.not_before - now)
        now = found.not_before
    assert pauses[:3] == [TRIES_FIRST, 2 * TRIES_FIRST, 4 * TRIES_FIRST]
    assert pauses == sorted(pauses)
    assert pauses[-1] == TRIES_MOST
    assert GIVES_UP < now - NOON < GIVES_UP + 2 * TRIES_MOST
    assert progress(outbox) == [Progress.REFUSED]
    assert outbox.retry(id, now)
    outbox.take(now)
    assert outbox.landed(id, Offline(wait_seconds=7200), now).not_before == now + timedelta(hours=2)


def test_taken_back_before_it_went(outbox: MailOutbox, id: int) -> None:
    assert outbox.drop(id, SOON)
    assert not outbox.drop(id, SOON)
    assert outbox.take(SOON) is None
    assert not outbox.retry(id, SOON)


def test_a_number_is_never_used_again(outbox: MailOutbox, composed: Composed, id: int) -> None:
    assert outbox.drop(id, SOON)
    assert outbox.put("work", 1, YES, composed, NOON, SOON).id > id


def test_what_is_being_sent_cannot_be_taken_back(outbox: MailOutbox, id: int) -> None:
    outbox.take(SOON)
    assert not outbox.drop(id, SOON)
    assert not outbox.retry(id, SOON)


def test_an_account_that_is_forgotten(outbox: MailOutbox, queue: Queue, composed: Composed, id: int) -> None:
    queue.forget("work")
    outbox.forget("work")
    (left,) = outbox.rows()
    assert (left.item, left.progress) == (None, Progress.WAITING)
    outbox.take(SOON)
    outbox.landed(id, None, SOON)
    outbox.forget("work")
    assert outbox.rows() == ()
