"""Nextcloud's notifications, asked from a server that answers as its description says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from inbox.errors import Gone
from inbox.item import Arrival, Reason
from inbox.sources import Start
from inbox.sources.nextcloud import SPEC
from inbox.writing import Standing, Stands
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import Double, after_a_clock_that_was_ahead, carried_out, change, everything, numbers, opened
from tests.servers.nextcloud import Nextcloud

ADA = {"type": "user", "id": "ada", "name": "Ada L"}
GRACE = {"type": "user", "id": "grace", "name": "Grace"}
ROOM = {"type": "call", "id": "7", "name": "Boats", "call-type": "group"}
ALONE = {"type": "call", "id": "8", "name": "Ada L", "call-type": "one2one"}
TEAM = {"type": "user-group", "id": "crew", "name": "Crew"}
REACTION = {"type": "highlight", "id": "+1", "name": "+1"}


@pytest.fixture
def nextcloud() -> Iterator[Nextcloud]:
    found = Nextcloud()
    with found.web:
        yield found
    assert found.web.violations == []


class TestNextcloud(FeedContract):
    spec = SPEC
    unmarks = False
    pages = False

    @pytest.fixture
    def double(self, nextcloud: Nextcloud) -> Double:
        return nextcloud

    def test_five_thousand_at_once(self, double: Double) -> None:
        """No more than 25 are ever listed: the others come as the person dismisses."""
        double.tell(*range(1, 201))
        with opened(double) as source:
            found, cursor = everything(source)
            assert numbers(found) == list(range(176, 201))
            assert everything(source, cursor)[0] == []
            while len(found) < 200:
                for number in numbers(found)[-25:]:
                    double.read_there(number)
                more, cursor = everything(source, cursor)
                assert more
                found += more
        assert sorted(numbers(found)) == list(range(1, 201))
        assert len({one.key for one in found}) == 200


def site(nextcloud: Nextcloud) -> str:
    return f"{nextcloud.web.url.partition('//')[2]}/cloud"


def told(nextcloud: Nextcloud, **more: Any) -> Arrival:
    nextcloud.tell(1, **more)
    source = nextcloud.open(Start(), participating=False)
    (one,), _ = everything(source)
    source.close()
    return one


def test_a_mention_in_talk(nextcloud: Nextcloud) -> None:
    one = told(nextcloud)
    assert (one.tool, one.reason, one.rank) == ("nextcloud", Reason.MENTIONED, 5)
    assert (one.sender_name, one.project, one.text) == ("Ada L", "Boats", "@Grace look here")
    assert one.subject == "Ada L mentioned you: thing 1"
    room = f"{site(nextcloud)}/call/boatroom"
    assert (one.thread, one.events, one.link) == (room, (f"{room}#message_1",), f"https://{room}#message_1")


@pytest.mark.parametrize(
    ("subject", "message", "reason", "rank", "event"),
    [
        ({"user": ADA, "call": ROOM}, {"mention-user1": GRACE, "mention-user2": ADA}, Reason.MENTIONED, 5, True),
        ({"user": ADA, "call": ROOM}, {"mention-call1": ROOM}, Reason.MENTIONED, 0, True),
        ({"user": ADA, "call": ROOM, "group": TEAM}, {"mention-group1": TEAM}, Reason.MENTIONED, 3, True),
        ({"user": ADA, "call": ROOM}, {"mention-user1": ADA}, Reason.REPLIED, 3, True),
        ({"user": ADA, "call": ROOM}, [], Reason.REPLIED, 3, True),
        ({"user": ADA, "call": ALONE}, [], Reason.DIRECT, 4, True),
        ({"user": ADA, "call": ROOM, "reaction": REACTION}, [], Reason.SUBSCRIBED, 2, False),
    ],
)
def test_reasons_in_talk(
    nextcloud: Nextcloud, subject: Any, message: Any, reason: Reason, rank: int, event: bool
) -> None:
    one = told(nextcloud, subjectRichParameters=subject, messageRichParameters=message)
    assert (one.reason, one.rank, bool(one.events)) == (reason, rank, event)


@pytest.mark.parametrize(
    ("app", "kind", "subject", "message", "reason"),
    [
        ("comments", "comment", {"user": ADA}, "look", Reason.MENTIONED),
        ("deck", "card", {"user": ADA}, "@grace look", Reason.MENTIONED),
        ("deck", "card", {"user": ADA}, "", Reason.ASSIGNED),
        ("deck", "card", [], "", Reason.AUTOMATIC),
        ("files_sharing", "remote_share", {"user": ADA}, "", Reason.DIRECT),
        ("spreed", "call", {"user": ADA, "call": ROOM}, "", Reason.DIRECT),
        ("spreed", "reminder", {"user": ADA, "call": ROOM}, "later", Reason.AUTOMATIC),
        ("updatenotification", "core", [], "", Reason.AUTOMATIC),
        ("an_app", "thing", {"user": ADA}, "", Reason.SUBSCRIBED),
    ],
)
def test_other_apps(nextcloud: Nextcloud, app: str, kind: str, subject: Any, message: str, reason: Reason) -> None:
    one = told(
        nextcloud, app=app, object_type=kind, object_id="room1", subjectRichParameters=subject, message=message,
        messageRichParameters=[],
    )  # fmt: skip
    assert (one.reason, one.events) == (reason, ())
    assert one.thread == f"{site(nextcloud)}/{'call' if app == 'spreed' else f'{app}/{kind}'}/room1"


def test_a_link_elsewhere_is_none(nextcloud: Nextcloud) -> None:
    assert told(nextcloud, link="https://cloud.example.org/call/boatroom").link == ""


def test_only_what_concerns_the_person_unless_told(nextcloud: Nextcloud) -> None:
    nextcloud.tell(1)
    nextcloud.tell(2, app="updatenotification", subjectRichParameters=[])
    for participating, expected in ((True, [1]), (False, [1, 2])):
        source = nextcloud.open(Start(), participating=participating)
        assert numbers(everything(source)[0]) == expected
        source.close()


def test_a_server_without_apps_that_tell(nextcloud: Nextcloud) -> None:
    nextcloud.has_apps = False
    with opened(nextcloud) as source:
        found, cursor = everything(source)
        assert (found, bool(cursor)) == ([], True)
        assert source.probe().messages == 0


def test_what_a_clock_that_was_ahead_hid_comes_though_the_list_is_the_same(nextcloud: Nextcloud) -> None:
    assert after_a_clock_that_was_ahead(nextcloud) == [1]


def test_what_is_the_same_is_not_given_again(nextcloud: Nextcloud) -> None:
    nextcloud.tell(1)
    with opened(nextcloud) as source:
        _, cursor = everything(source)
        assert everything(source, cursor) == ([], cursor)
        assert "if-none-match" in nextcloud.web.asked[-1].headers
        # What was not stored must come again, changed or not.
        assert numbers(everything(source)[0]) == [1]


def test_what_asks_for_a_decision_is_not_dismissed(nextcloud: Nextcloud) -> None:
    action = {"label": "Decline", "link": "https://cloud.example.org/ocs/7", "type": "DELETE", "primary": False}
    nextcloud.tell(1, actions=[action])
    with opened(nextcloud) as source:
        (one,), _ = everything(source)
        assert carried_out(source, change(one.key)).problem == Gone.code
    assert 1 in nextcloud.told


def test_a_number_that_is_given_anew_is_another_thing(nextcloud: Nextcloud) -> None:
    nextcloud.tell(1)
    with opened(nextcloud) as source:
        (one,), _ = everything(source)
        nextcloud.told[1].at += timedelta(minutes=1)
        (again,), _ = everything(source)
        assert again.key != one.key
        carried_out(source, change(one.key, stands=Stands.UNSURE))
    assert 1 in nextcloud.told


def test_an_old_server_tells_by_its_list(nextcloud: Nextcloud) -> None:
    nextcloud.is_old = True
    nextcloud.tell(*range(1, 26))
    with opened(nextcloud) as source:
        found, _ = everything(source)
        nextcloud.read_there(25)
        nextcloud.tell(26, 27)
        standing = source.standing([one.key for one in found])
    assert standing[found[-1].key] is Standing.GONE
    assert found[0].key not in standing
    assert set(list(standing.values())[:-1]) == {Standing.UNREAD}
