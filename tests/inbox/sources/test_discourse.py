"""Discourse's notifications, asked from a server that answers as its description says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from inbox.errors import SignInRefused
from inbox.item import Arrival, Reason
from inbox.sources import Start, Terms
from inbox.sources.discourse import SPEC
from inbox.web.feed import FeedSource
from inbox.writing import Standing
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import TOKEN, Double, everything, numbers, opened
from tests.servers.discourse import Discourse

CHAT = {
    "chat_message_id": 174, "chat_channel_id": 9, "chat_channel_title": "thing 1", "chat_channel_slug": "site",
    "mentioned_by_username": "ada", "is_direct_message_channel": False,
}  # fmt: skip


@pytest.fixture
def discourse() -> Iterator[Discourse]:
    found = Discourse()
    with found.web:
        yield found
    assert found.web.violations == []


class TestDiscourse(FeedContract):
    spec = SPEC
    unmarks = False

    @pytest.fixture
    def double(self, discourse: Discourse) -> Double:
        return discourse


def site(discourse: Discourse) -> str:
    return f"{discourse.web.url.partition('//')[2]}/forum"


def told(discourse: Discourse, **more: Any) -> Arrival:
    discourse.tell(1, **more)
    source = discourse.open(Start(), participating=False)
    (one,), _ = everything(source)
    source.close()
    return one


def test_a_mention(discourse: Discourse) -> None:
    one = told(discourse)
    assert (one.tool, one.reason, one.rank) == ("discourse", Reason.MENTIONED, 5)
    assert (one.sender_name, one.subject, one.text) == ("ada", "thing 1", "@grace look here")
    assert (one.thread, one.events) == (f"{site(discourse)}/t/1", (f"{site(discourse)}/t/1/3",))
    assert one.link == f"https://{site(discourse)}/t/mend-paint/1/3"


@pytest.mark.parametrize(
    ("kind", "reason", "rank", "event"),
    [
        (2, Reason.REPLIED, 3, True), (3, Reason.REPLIED, 3, True), (4, Reason.STATE_CHANGE, 2, False),
        (5, Reason.SUBSCRIBED, 2, False), (6, Reason.DIRECT, 4, True), (9, Reason.SUBSCRIBED, 2, True),
        (12, Reason.AUTOMATIC, 1, False), (15, Reason.MENTIONED, 3, True), (34, Reason.ASSIGNED, 4, False),
        (7777, Reason.SUBSCRIBED, 2, False),
    ],
)  # fmt: skip
def test_reasons(discourse: Discourse, kind: int, reason: Reason, rank: int, event: bool) -> None:
    one = told(discourse, notification_type=kind)
    assert (one.reason, one.rank, bool(one.events)) == (reason, rank, event)
    assert one.thread == f"{site(discourse)}/t/1"


@pytest.mark.parametrize(
    ("more", "rank"), [({}, 5), ({"identifier": "designers", "is_group_mention": True}, 3), ({"identifier": "all"}, 0)]
)
def test_a_mention_in_chat(discourse: Discourse, more: dict[str, Any], rank: int) -> None:
    one = told(discourse, notification_type=29, topic_id=None, post_number=None, slug=None, data={**CHAT, **more})
    assert (one.reason, one.rank, one.sender_name, one.project) == (Reason.MENTIONED, rank, "ada", "thing 1")
    assert (one.thread, one.events) == (f"{site(discourse)}/chat/c/9", (f"{site(discourse)}/chat/c/9/174",))
    assert one.link == f"https://{site(discourse)}/chat/c/site/9/174"


def test_a_badge_has_no_place(discourse: Discourse) -> None:
    data = {"badge_name": "Nice Topic, thing 1"}
    one = told(discourse, notification_type=12, topic_id=None, post_number=None, fancy_title=None, data=data)
    assert (one.subject, one.thread, one.link, one.events) == ("Nice Topic, thing 1", "", "", ())


def test_titles_are_text(discourse: Discourse) -> None:
    assert told(discourse, fancy_title="thing 1 &amp; more", data={}).subject == "thing 1 & more"


def test_only_what_concerns_the_person_unless_told(discourse: Discourse) -> None:
    discourse.tell(1)
    discourse.tell(2, notification_type=9)
    for participating, expected in ((True, [1]), (False, [1, 2])):
        source = discourse.open(Start(), participating=participating)
        assert numbers(everything(source)[0]) == expected
        source.close()


def test_a_key_for_notifications_only_is_enough(discourse: Discourse) -> None:
    discourse.may_read = False
    discourse.tell(1, 2, 3)
    with opened(discourse) as source:
        found, _ = everything(source)
        assert [(one.text, one.reason) for one in found] == [("", Reason.MENTIONED)] * 3
        assert len([one for one in discourse.web.asked if "/posts/" in one.path]) == 1
        assert source.probe().auth


def test_of_many_posts_some_are_read(discourse: Discourse) -> None:
    discourse.tell(*range(1, 51))
    with opened(discourse) as source:
        found, _ = everything(source)
    assert len([one for one in found if one.text]) == 15
    assert len(found) == 50


def test_a_key_of_an_administrator_goes_with_a_name(discourse: Discourse) -> None:
    discourse.key = {"api-key": TOKEN, "api-username": "grace"}
    source = discourse.open(Start(), user=" @grace ")
    assert source.probe().auth == "grace"
    source.close()
    with opened(discourse) as nameless, pytest.raises(SignInRefused):
        everything(nameless)


def test_programs_rank_low(discourse: Discourse) -> None:
    assert told(discourse, data={"topic_title": "thing 1", "display_username": "system"}).rank == 1


def test_pages_may_have_gaps(discourse: Discourse) -> None:
    """What the person may not see is left out of a page and still counted."""
    discourse.tell(*range(1, 131))
    answer = discourse.web.answer

    def thinned(asked: Any) -> Any:
        says = answer(asked)
        if says and "notifications" in asked.path and says.data:
            del says.data["notifications"][5:]
        return says

    discourse.web.instead = thinned
    with opened(discourse) as source:
        found, _ = everything(source)
    assert len(found) == 15


def test_of_very_many_the_newest_are_looked_at(discourse: Discourse) -> None:
    discourse.tell(*range(1, 801))
    with opened(discourse, Start(mails=800)) as source:
        found, _ = everything(source)
        discourse.read_there(800)
        discourse.read_there(1)
        discourse.web.asked.clear()
        standing = source.standing([one.key for one in found])
    assert len(discourse.web.asked) == 10
    assert standing[found[-1].key] is Standing.READ
    assert found[0].key not in standing
    assert len(standing) >= 599


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://Forum.example.org/", "forum.example.org"),
        ("https://forum.example.org:443/Sea", "forum.example.org/Sea"),
        ("https://forum.example.org:8443", "forum.example.org:8443"),
    ],
)
def test_a_site_is_called_as_its_mails_call_it(url: str, site: str) -> None:
    source = SPEC.open({"url": url}, {"token": TOKEN}, Terms())
    assert isinstance(source, FeedSource)
    feed: Any = source._feed
    assert feed._site == site
