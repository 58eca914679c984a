"""What Basecamp has unread, asked from a server that answers as its description says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from inbox.errors import Gone, WrongSetting
from inbox.item import Arrival, Reason
from inbox.sources import Start, Terms
from inbox.sources.basecamp import SPEC
from inbox.web.feed import FeedSource
from inbox.writing import Outcome, Standing, Stands
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import (
    TOKEN,
    Double,
    after_a_clock_that_was_ahead,
    carried_out,
    change,
    everything,
    numbers,
    opened,
)
from tests.servers.basecamp import CONTACT, Basecamp

THREAD = "basecamp.com/195539477/buckets/2/messages/1001"


@pytest.fixture
def basecamp() -> Iterator[Basecamp]:
    found = Basecamp()
    with found.web:
        yield found
    assert found.web.violations == []


class TestBasecamp(FeedContract):
    spec = SPEC
    unmarks = False
    pages = False

    @pytest.fixture
    def double(self, basecamp: Basecamp) -> Double:
        return basecamp

    def test_five_thousand_at_once(self, double: Double) -> None:
        """No more than a hundred are ever listed: the others come as the person reads."""
        double.tell(*range(1, 501))
        with opened(double) as source:
            found, cursor = everything(source)
            assert numbers(found) == list(range(401, 501))
            assert everything(source, cursor)[0] == []
            while len(found) < 500:
                for number in numbers(found)[-100:]:
                    double.read_there(number)
                more, cursor = everything(source, cursor)
                assert more
                found += more
        assert sorted(numbers(found)) == list(range(1, 501))
        assert len({one.key for one in found}) == 500


def told(basecamp: Basecamp, **more: Any) -> Arrival:
    basecamp.tell(1, **more)
    source = basecamp.open(Start(), participating=False)
    (one,), _ = everything(source)
    source.close()
    return one


def test_a_mention(basecamp: Basecamp) -> None:
    one = told(basecamp, app_url=f"https://3.{THREAD}#__recording_56")
    assert (one.tool, one.reason, one.rank) == ("basecamp", Reason.MENTIONED, 5)
    assert (one.sender_name, one.project, one.subject, one.text) == ("Ada", "Boats", "thing 1", "look here")
    assert (one.thread, one.events) == (THREAD, (f"{THREAD}#__recording_56",))
    assert one.link == f"https://3.{THREAD}#__recording_56"


@pytest.mark.parametrize(
    ("section", "url", "reason"),
    [
        ("mentions", "", Reason.MENTIONED), ("pings", "", Reason.DIRECT), ("chats", "", Reason.SUBSCRIBED),
        ("inbox", "", Reason.SUBSCRIBED), ("inbox", "#__recording_5", Reason.REPLIED),
        ("remembered", "", Reason.SUBSCRIBED),
    ],
)  # fmt: skip
def test_reasons(basecamp: Basecamp, section: str, url: str, reason: Reason) -> None:
    assert told(basecamp, section=section, app_url=f"https://app.{THREAD}{url}").reason is reason


def test_the_thing_itself_has_the_name_it_has_by_mail_and_what_follows_has_not(basecamp: Basecamp) -> None:
    basecamp.tell(1)
    with opened(basecamp) as source:
        (one,), cursor = everything(source)
        assert one.events == (THREAD,)
        basecamp.readings[1].unread_at += timedelta(minutes=5)
        (again,), _ = everything(source, cursor)
        assert (again.thread, again.events) == (THREAD, ())
        assert again.key != one.key
        assert source.standing([one.key]) == {one.key: Standing.UNREAD}
        assert carried_out(source, change(one.key)).problem == Gone.code  # its news would be lost
        assert carried_out(source, change(again.key)) == Outcome(Stands.ON)


def test_a_link_elsewhere_is_none(basecamp: Basecamp) -> None:
    one = told(basecamp, app_url="https://basecamp.com.example.org/195539477/buckets/2/messages/1001")
    assert (one.link, one.thread, one.events) == ("", "", ())


def test_chats_only_where_they_are_wanted(basecamp: Basecamp) -> None:
    basecamp.tell(1, section="chats")
    with opened(basecamp) as source:
        assert everything(source)[0] == []


def test_what_a_clock_that_was_ahead_hid_comes_though_the_list_is_the_same(basecamp: Basecamp) -> None:
    assert after_a_clock_that_was_ahead(basecamp) == [1]


def test_what_is_the_same_is_not_given_again(basecamp: Basecamp) -> None:
    basecamp.tell(1)
    with opened(basecamp) as source:
        _, cursor = everything(source)
        assert everything(source, cursor) == ([], cursor)
        assert "if-none-match" in basecamp.web.asked[-1].headers
        # What was not stored must come again, changed or not.
        assert numbers(everything(source)[0]) == [1]
        basecamp.tell(2)
        assert numbers(everything(source, cursor)[0]) == [2]


def test_what_is_too_far_down_is_not_judged(basecamp: Basecamp) -> None:
    basecamp.tell(*range(1, 102))
    with opened(basecamp, Start(mails=500)) as source:
        found, _ = everything(source)
        first, last = found[0].key, found[-1].key
        basecamp.tell(102, 103)
        basecamp.read_there(101)
        assert source.standing([first, last]) == {last: Standing.READ}
        assert carried_out(source, change(first)).problem == Gone.code


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://3.basecamp.com/195539477", "https://3.basecampapi.com/195539477"),
        ("https://3.basecamp.com/195539477/projects/7", "https://3.basecampapi.com/195539477"),
        (" https://3.basecampapi.com/195539477/ ", "https://3.basecampapi.com/195539477"),
    ],
)
def test_where_it_is_asked(url: str, base: str) -> None:
    source = SPEC.open({"url": url, "contact": CONTACT}, {"token": TOKEN}, Terms())
    assert isinstance(source, FeedSource)
    feed: Any = source._feed
    assert feed._client.base == base


@pytest.mark.parametrize("contact", ["", "grace", "grace@example.org)\r\nX: y", "gracé@example.org", "a b@example.org"])
def test_who_asks_tells_an_address(contact: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        SPEC.open({"url": "https://3.basecamp.com/1", "contact": contact}, {"token": TOKEN}, Terms())
    assert caught.value.field == "contact"
