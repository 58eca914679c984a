"""Letters of several accounts, letters for later, drafts given back, and outcomes that could not be written at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError

from desktop.core.desk import RequestError
from desktop.core.dispatch import TAKEN_BACK_WITHIN
from inbox.answering import Answer, Draft, SavedAnswer, Way
from inbox.errors import SourceError
from inbox.item import Fetched
from inbox.sending import Outgoing, Progress
from inbox.sending.outbox import TRIES_FIRST, MailOutbox
from tests.desktop.core.test_dispatch import MOMENT, YES, App, app, server
from tests.inbox.arrivals import arrival
from tests.servers.submission import PASSWORD, Submission
from tests.waiting import until

__all__ = ["app", "server"]  # the fixtures
pytestmark = pytest.mark.logs("keyring cannot be used")


def with_another(app: App, other: Submission) -> None:
    """A second account with a mail of its own, item 2."""
    second = app.settings.replace("provider = []", "").replace('"work"', '"home"')
    app.write(app.settings + second.replace(f"smtp_port = {_port(app)}", f"smtp_port = {other.port}"))
    app.pass_by(MOMENT)
    app.secrets.put("home", "password", PASSWORD)
    arrived = Fetched((arrival(key="h", content_key="h"),), "c")
    app.ask(lambda engine: cast(Any, engine).arrived("home", arrived))


def _port(app: App) -> str:
    return app.settings.rpartition("smtp_port = ")[2].strip()


@pytest.mark.logs("was still being sent at the end")
def test_a_server_that_hangs_holds_up_no_other_account(app: App, server: Submission) -> None:
    server.plan.hangs = {"MAIL"}
    with Submission() as other:
        # A certificate of another authority: each account's own says which is good.
        with_another(app, other)
        text = app.paths.settings_file.read_text()
        before, _, after = text.rpartition(str(server.ca_file))
        app.write(f"{before}{other.ca_file}{after}")
        app.pass_by(MOMENT)
        first = app.ask(lambda desk: desk.send(1, YES))
        app.pass_by(TAKEN_BACK_WITHIN)
        until(lambda: "MAIL" in server.commands)
        second = app.ask(lambda desk: desk.send(2, YES))
        third = app.ask(lambda desk: desk.send(1, YES))
        app.pass_by(TAKEN_BACK_WITHIN)
        until(lambda: _of(app, second.id).progress is Progress.SENT)
        assert len(other.taken) == 1
        assert _of(app, first.id).progress is Progress.SENDING
        assert _of(app, third.id).progress is Progress.WAITING  # one at a time for each account


def _of(app: App, id: int) -> Outgoing:
    found = {one.id: one for one in app.ask(lambda desk: desk.outbox())}
    letter = found[id]
    assert isinstance(letter, Outgoing)
    return letter


def test_a_letter_for_later_goes_then_over_restarts_too(app: App, server: Submission) -> None:
    at = app.clock.now() + timedelta(hours=9)
    sent = app.ask(lambda desk: desk.send(1, Answer(Way.REPLY, "Yes.", send_at=at)))
    assert (sent.progress, sent.send_at, sent.not_before) == (Progress.WAITING, at, at)
    app.stop()
    app.clock.pass_by(timedelta(hours=8))
    app.start()
    app.pass_by(timedelta(hours=1) - MOMENT)
    assert (app.letter.progress, app.letter.send_at, server.commands) == (Progress.WAITING, at, [])
    app.pass_by(MOMENT)
    app.until(Progress.SENT)
    assert len(server.taken) == 1


def test_a_letter_for_later_that_the_app_slept_through_goes_at_once(app: App, server: Submission) -> None:
    app.ask(lambda desk: desk.send(1, Answer(Way.REPLY, "Yes.", send_at=app.clock.now() + timedelta(hours=1))))
    app.stop()
    app.clock.pass_by(timedelta(days=5))  # longer than a server is tried, but it was not tried so long
    server.plan.answers["MAIL"] = "451 later"
    app.start()
    assert app.until(Progress.WAITING).problem == "offline"
    server.plan.answers.clear()
    app.pass_by(TRIES_FIRST)
    app.until(Progress.SENT)
    assert len(server.taken) == 1


def test_what_was_refused_and_is_dropped_is_a_draft_again(app: App, server: Submission) -> None:
    server.plan.answers["MAIL"] = "550 no"
    app.ask(lambda desk: desk.send(1, YES))
    app.pass_by(TAKEN_BACK_WITHIN)
    app.until(Progress.REFUSED)
    app.ask(lambda desk: desk.discard(1))
    assert app.ask(lambda desk: desk.draft(1)).text == "Yes."


def test_a_letter_for_later_is_sent_now_or_taken_back(app: App, server: Submission) -> None:
    later = Answer(Way.REPLY, "Yes.", send_at=app.clock.now() + timedelta(days=3))
    app.ask(lambda desk: desk.send(1, later))
    assert app.ask(lambda desk: desk.discard(1)).progress is Progress.WAITING
    draft = app.ask(lambda desk: desk.draft(1))
    assert draft == Draft.of(1, later, app.clock.now())
    app.ask(lambda desk: desk.send(1, draft.answer))
    assert app.ask(lambda desk: desk.drafts()) == ()
    (letter,) = app.ask(lambda desk: desk.outbox())
    app.ask(lambda desk: desk.resend(letter.id))
    app.until(Progress.SENT)
    far = Answer(Way.REPLY, "Yes.", send_at=app.clock.now() + timedelta(days=400))
    with pytest.raises(RequestError, match="too far away"):
        app.ask(lambda desk: desk.send(1, far))


def test_what_was_taken_back_within_ten_seconds_is_a_draft_again(app: App, server: Submission, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    answer = Answer(Way.REPLY_ALL, "Yes.", attachments=(str(tmp_path / "a.txt"),))
    app.ask(lambda desk: desk.save_draft(Draft.of(1, answer)))
    sent = app.ask(lambda desk: desk.send(1, answer))
    assert app.ask(lambda desk: desk.draft(1)) is None
    app.ask(lambda desk: desk.discard(sent.id))
    assert app.ask(lambda desk: desk.draft(1)).answer == answer
    assert server.commands == []


def test_a_draft_that_says_nothing_is_none(app: App) -> None:
    app.ask(lambda desk: desk.save_draft(Draft(1, Way.REPLY, (), "x")))
    app.ask(lambda desk: desk.save_draft(Draft(1, Way.REPLY, (), " \n")))
    assert app.ask(lambda desk: desk.drafts()) == ()
    with pytest.raises(RequestError, match="no item 9"):
        app.ask(lambda desk: desk.save_draft(Draft(9, Way.REPLY, (), "x")))


def test_drafts_are_there_after_a_restart(app: App) -> None:
    app.ask(lambda desk: desk.save_draft(Draft(1, Way.REPLY, (), "half a sen")))
    app.stop()
    app.start()
    assert app.ask(lambda desk: desk.draft(1)).text == "half a sen"


def test_a_use_counts_once_it_is_sent(app: App, server: Submission) -> None:
    id = app.ask(lambda desk: desk.keep_answer(SavedAnswer(0, "Thanks", "Thank you, {first name}.")))
    filled = app.ask(lambda desk: desk.fill_answer(id, 1))
    assert filled.text == "Thank you, Claire."
    app.ask(lambda desk: desk.send(1, Answer(Way.REPLY, filled.text, used=(id,))))
    assert app.ask(lambda desk: desk.answers())[0].uses == 0
    app.pass_by(TAKEN_BACK_WITHIN)
    app.until(Progress.SENT)
    (found,) = app.ask(lambda desk: desk.answers("than"))
    assert (found.uses, found.used_at) == (1, app.clock.now())


@pytest.mark.logs("the outbox could not be read or written|A request failed")
def test_an_outcome_that_cannot_be_written_is_written_later_and_nothing_is_sent_twice(
    app: App, server: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: the letter has gone, and nothing says so yet."""
    landed, full = MailOutbox.landed, [True]

    def failing(outbox: MailOutbox, id: int, error: SourceError | None, now: datetime) -> Any:
        if full[0]:
            raise OperationalError("UPDATE", {}, Exception("database or disk is full"))
        return landed(outbox, id, error, now)

    monkeypatch.setattr(MailOutbox, "landed", failing)
    app.ask(lambda desk: desk.send(1, YES))
    app.pass_by(TAKEN_BACK_WITHIN)
    until(lambda: len(server.taken) == 1)
    app.pass_by(timedelta(minutes=5))
    assert app.letter.progress is Progress.SENDING
    full[0] = False
    app.pass_by(timedelta(minutes=5))
    app.until(Progress.SENT)
    assert (len(server.taken), app.problems) == (1, [])
