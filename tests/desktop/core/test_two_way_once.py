"""One mention by mail and over its tool's API, in the running app: one item, done and read in both places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from inbox.item import By, Channel, Details, Reason, State
from inbox.sources import Probe, Source, SourceSpec, Terms, Value, discover
from inbox.wakeup import Wakeup
from inbox.web import fields
from inbox.web.feed import FeedSource, Portion, Told
from inbox.writing import Standing
from tests.desktop.core.mail_program import MailProgram
from tests.inbox.mail.letters import SERVER, letter, notified
from tests.servers.imap_writing import Box, WritingImap
from tests.servers.mailbox import mail
from tests.waiting import until

pytestmark = pytest.mark.logs("keyring cannot be used")

MORE = f"""
authserv_id = "{SERVER}"
[[account]]
name = "hub"
kind = "hub"
done_marks_read = true
poll_seconds = 3600
[mentions]
logins = ["grace"]
"""
THREAD = "acme/boat/issues/7"


def notice(number: int, **fields: str) -> bytes:
    """GitHub's mail of a comment."""
    told = {
        "Message_ID": f"<{THREAD}/{number}@github.com>", "In_Reply_To": f"<{THREAD}@github.com>",
        "References": f"<{THREAD}@github.com>", "X_GitHub_Reason": "mention", "X_GitHub_Sender": "ada",
    }  # fmt: skip
    subject = f"Re: [acme/boat] Comment {number}"
    text = f"@grace look at {number}\n"
    return letter("Ada <notifications@github.com>", subject, text=text, signed="github.com", **{**told, **fields})


def event(number: int) -> str:
    found = notified(notice(number))
    assert found is not None
    assert found.verified
    return found.mention.event


class Hub:
    """The tool itself: what it tells of, and what has been read there."""

    push = False

    def __init__(self) -> None:
        self.told: list[int] = []
        self.read: set[str] = set()
        self.asked = 0

    def open(self, values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
        return FeedSource("github", self)

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        done = int(cursor or 0)
        yield Portion(tuple(self._told(number, now) for number in self.told[done:]), str(len(self.told)))

    def _told(self, number: int, now: datetime) -> Told:
        return Told(
            f"thread {number}", Reason.MENTIONED, "ada", "The gate leaks", f"@grace look at {number}", now, "acme/boat",
            f"github.com/{THREAD}", event(number), link=f"https://github.com/{THREAD}#issuecomment-{number}",
        )  # fmt: skip

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        raise NotImplementedError

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        self.asked += 1
        return {key: Standing.READ if key in self.read else Standing.UNREAD for key in keys}

    def mark(self, key: str, *, read: bool) -> bool:
        (self.read.add if read else self.read.discard)(key)
        return True

    def close(self) -> None:
        pass


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    made = Hub()
    spec = SourceSpec(
        "hub", "Hub", (fields.poll_seconds(), fields.DONE_MARKS_READ, fields.READ_ELSEWHERE), made.open, mentions=True
    )
    monkeypatch.setitem(discover(), "hub", spec)
    return made


@pytest.fixture
def server() -> Iterator[WritingImap]:
    made = WritingImap(Archive=Box(role=r"\Archive", validity=9))
    made.boxes["INBOX"].add(mail(1), notice(18))
    with made:
        yield made
    assert made.violations == []


@pytest.fixture
def app(tmp_path: Path, server: WritingImap, hub: Hub) -> Iterator[MailProgram]:
    made = MailProgram(tmp_path, server, "done_marks_read", "read_elsewhere_is_done", more=MORE)
    made.start()
    made.pull()
    yield made
    made.stop()


def mention(app: MailProgram) -> Details:
    there = {id for state in State for subject, id in app.items(state).items() if not subject.startswith("mail")}
    [id] = there
    found: Details = app.ask(lambda desk: desk.details(id))
    return found


def came_by(app: MailProgram) -> list[tuple[str, By]]:
    return [(one.account, one.by) for one in mention(app).origins]


def tell(app: MailProgram, hub: Hub, number: int) -> None:
    hub.told.append(number)
    app.pull()
    until(lambda: len(came_by(app)) == 2)


def test_it_is_one_item_with_what_each_way_tells(app: MailProgram, hub: Hub) -> None:
    until(lambda: came_by(app) == [("work", By.MAIL)])
    tell(app, hub, 18)
    assert came_by(app) == [("work", By.MAIL), ("hub", By.API)]
    assert mention(app).item.link.startswith(f"https://github.com/{THREAD}")
    ledger = app.ask(lambda desk: desk.ledger())
    assert (ledger.received, ledger.adds_up) == (2, True)


def test_done_in_one_is_done_in_all_and_undo_takes_all_back(app: MailProgram, hub: Hub, server: WritingImap) -> None:
    tell(app, hub, 18)
    app.done(mention(app).item.subject)
    until(lambda: server.boxes["INBOX"].seen == {2} and hub.read == {"thread 18"})
    app.ask(lambda desk: desk.undo())
    until(lambda: server.boxes["INBOX"].seen == set() and hub.read == set())


def test_what_is_done_before_the_tool_tells_of_it_is_done_there_too(
    app: MailProgram, hub: Hub, server: WritingImap
) -> None:
    until(lambda: len(came_by(app)) == 1)
    app.done(mention(app).item.subject)
    until(lambda: server.boxes["INBOX"].seen == {2})
    tell(app, hub, 18)
    until(lambda: hub.read == {"thread 18"})
    assert mention(app).item.state is State.DONE


@pytest.mark.parametrize("where", ["mail", "hub"])
def test_read_in_one_place_it_is_handled(app: MailProgram, hub: Hub, server: WritingImap, where: str) -> None:
    tell(app, hub, 18)
    app.pull()
    until(lambda: hub.asked)
    if where == "mail":
        server.boxes["INBOX"].seen.add(2)
    else:
        hub.read.add("thread 18")
    app.pull()
    until(lambda: mention(app).item.state is State.DONE)
    assert mention(app).history[-1].what == "elsewhere:read"
    batch, rows = app.ask(lambda desk: desk.batch())
    assert (batch.elsewhere, [row.item.subject for row in rows]) == (1, ["mail 1"])
    assert (server.boxes["INBOX"].seen, hub.read) in [({2}, set()), (set(), {"thread 18"})]  # nothing of ours


def test_after_a_restart_nothing_comes_twice_and_a_forged_mail_stays_by_itself(
    app: MailProgram, hub: Hub, server: WritingImap
) -> None:
    tell(app, hub, 18)
    of_both = mention(app).item.id
    app.stop()
    server.boxes["INBOX"].add(notice(18).replace(b"header.d=github.com", b"header.d=evil.example"))
    app.start()
    app.pull()
    until(lambda: app.ask(lambda desk: desk.ledger()).received == 3)
    [forged] = [row.item for row in app.ask(lambda desk: desk.rows(State.RELEASED)) if row.item.id > of_both]
    assert (forged.channel, forged.also) == (Channel.MAIL, ())
    assert [one.account for one in app.ask(lambda desk: desk.details(of_both)).origins] == ["work", "hub"]
