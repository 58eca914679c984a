from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs

import httpx
import pytest

from inbox.item import Reason
from inbox.sources import Start
from inbox.sources.zulip import SPEC, _Feed
from inbox.web.client import Client
from inbox.writing import Standing
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import everything, now, opened
from tests.servers.web import Asked, Says
from tests.servers.zulip import ADA, AUTHORIZATION, ME, ROBOT, Zulip


@pytest.fixture
def double() -> Iterator[Zulip]:
    zulip = Zulip()
    with zulip.web:
        yield zulip
    assert zulip.web.violations == []


class TestZulip(FeedContract):
    spec = SPEC

    @pytest.fixture
    def double(self) -> Iterator[Zulip]:
        zulip = Zulip()
        with zulip.web:
            yield zulip

    def refused(self, status: int) -> Says:
        said = {"result": "error", "msg": "Rien ne va plus", "code": "RATE_LIMIT_HIT" if status == 429 else "BAD"}
        return Says(status, said, {"Retry-After": "77"} if status == 429 else {})


def test_each_kind_is_told_as_what_it_is(double: Zulip) -> None:
    with opened(double) as source:
        _, cursor = everything(source)
        double.put("@**Grace Hopper|8** and @_**Ada Lovelace**: the build", flags=["mentioned"], topic="greet all.")
        double.put("@**all** cake", flags=["stream_wildcard_mentioned"])
        double.put("@**topic** more cake", flags=["topic_wildcard_mentioned"])
        double.put("red again @**Grace Hopper**", sender=ROBOT, flags=["mentioned"])
        double.put("lunch?", direct=[ADA, ME])
        double.put("lunch, @**Grace Hopper**?", direct=[ADA, ME], flags=["mentioned"])
        double.put("@**all** lunch", direct=[ADA, ME], flags=["wildcard_mentioned"])
        double.put("yes", sender=ME, direct=[ADA, ME])
        double.put("nothing for anyone")
        found, _ = everything(source, cursor)
    told = {one.text: one for one in found}
    assert [(one.text, one.reason, one.rank) for one in found] == [
        ("@Grace Hopper and @Ada Lovelace: the build", Reason.MENTIONED, 5),
        ("@all cake", Reason.MENTIONED, 0),
        ("@topic more cake", Reason.MENTIONED, 0),
        ("red again @Grace Hopper", Reason.MENTIONED, 1),
        ("lunch, @Grace Hopper?", Reason.MENTIONED, 5),
        ("lunch?", Reason.DIRECT, 4),
        ("@all lunch", Reason.DIRECT, 4),
    ]
    host = double.web.url.removeprefix("http://")
    first, direct = told["@Grace Hopper and @Ada Lovelace: the build"], told["lunch?"]
    assert (first.sender_name, first.project, first.subject) == ("Ada Lovelace", "general", "greet all.")
    assert (first.thread, first.events) == (f"{host}/channel/9/topic/greet%20all.", (f"{host}/near/1",))
    assert (direct.thread, direct.subject, direct.events) == (f"{host}/dm/8,12", "lunch?", (f"{host}/near/5",))


def test_one_that_shows_after_a_later_one_is_told_too(double: Zulip) -> None:
    with opened(double) as source:
        double.put("before us @**Grace Hopper**", flags=["mentioned", "read"])
        _, cursor = everything(source)
        double.put("late @**Grace Hopper**", flags=["mentioned"])
        double.put("soon @**Grace Hopper**", flags=["mentioned"])
        late = double.messages.pop(1)  # written, but its transaction is not over
        first, cursor = everything(source, cursor)
        double.messages.insert(1, late)
    with opened(double) as source:
        then, cursor = everything(source, cursor)
        again, _ = everything(source, cursor)
    assert [[one.text for one in found] for found in (first, then, again)] == [
        ["soon @Grace Hopper"],
        ["late @Grace Hopper"],
        [],
    ]


def test_a_link_leads_to_the_message(double: Zulip) -> None:
    """As the web app writes addresses: a dot for each %."""
    double.put("hello @**Grace Hopper**", flags=["mentioned"], topic="v1.0 (α)?")
    asked = httpx.MockTransport(lambda request: as_httpx(double, request))
    client = Client("https://chat.example.org", {"Authorization": AUTHORIZATION}, transport=asked)
    (portion,) = _Feed(client, Start()).news("", now())
    client.close()
    (told,) = portion.told
    assert told.link == "https://chat.example.org/#narrow/channel/9/topic/v1.2E0.20.28.CE.B1.29.3F/near/1"
    assert told.event == "chat.example.org/near/1"


def as_httpx(double: Zulip, request: httpx.Request) -> httpx.Response:
    asked = Asked(request.method, request.url.path, parse_qs(request.url.query.decode()), dict(request.headers), b"")
    says = double.answer(asked)
    assert says is not None
    return httpx.Response(says.status, json=says.data)


def test_what_comes_between_two_questions_is_not_lost(double: Zulip) -> None:
    """A mention that comes after the mentions were read, and a direct message right after it."""
    with opened(double) as source:
        _, cursor = everything(source)

        def meanwhile(asked: Asked) -> None:
            if "dm" in asked.one("narrow"):
                double.web.instead = None
                double.put("@**Grace Hopper** late", flags=["mentioned"])
                double.put("lunch?", direct=[ADA, ME])

        double.web.instead = meanwhile
        first, cursor = everything(source, cursor)
        second, _ = everything(source, cursor)
    assert [one.text for one in first + second] == ["lunch?", "@Grace Hopper late"]


def test_a_server_that_was_set_back_counts_from_there(double: Zulip) -> None:
    double.tell(*range(1, 50))
    with opened(double) as source:
        _, cursor = everything(source)
        del double.messages[5:]
        for one in double.messages:
            one["flags"] = ["mentioned", "read"]
            one["timestamp"] += 5000
        double.tell(60)
        found, cursor = everything(source, cursor)
        assert [one.preview for one in found] == ["@Grace Hopper look here thing 60"]
        assert everything(source, cursor)[0] == []


def test_a_message_that_was_deleted_is_gone_and_an_old_server_is_asked_one_by_one() -> None:
    for level in (180, 400):
        double = Zulip(level)
        with double.web, opened(double) as source:
            double.tell(1, 2, 3)
            found, _ = everything(source)
            double.read_there(2)
            del double.messages[2]
            standing = source.standing([one.key for one in found])
            assert list(standing.values()) == [Standing.UNREAD, Standing.READ, Standing.GONE], level
