from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from inbox.errors import Offline
from inbox.item import Reason
from inbox.sources import Start
from inbox.sources.rocketchat import SPEC
from inbox.writing import Standing
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import carried_out, change, everything, opened
from tests.servers.rocketchat import BOT, DIRECT, GENERAL, ME, ODD, RocketChat
from tests.servers.web import Asked, Says


@pytest.fixture
def double() -> Iterator[RocketChat]:
    rocketchat = RocketChat()
    with rocketchat.web:
        yield rocketchat
    assert rocketchat.web.violations == []


class TestRocketChat(FeedContract):
    spec = SPEC

    @pytest.fixture
    def double(self) -> Iterator[RocketChat]:
        rocketchat = RocketChat()
        with rocketchat.web:
            yield rocketchat

    def refused(self, status: int) -> Says:
        said = {"success": False, "error": "No.", "errorType": "error-too-many-requests" if status == 429 else "error"}
        return Says(status, said, {"Retry-After": "77"} if status == 429 else {})


def test_each_kind_is_told_as_what_it_is(double: RocketChat) -> None:
    with opened(double) as source:
        mine = double.put("who takes it?", author=ME)
        _, cursor = everything(source)
        double.put("@grace please")
        double.put("@all cake")
        double.put("@grace red", author=BOT, bot={"i": "integration"})
        double.put("lunch?", DIRECT)
        double.put("lunch!", DIRECT, author=ME)
        double.put("ada left", DIRECT, t="ul")
        double.put("I do", thread=mine)
        double.put("nothing for anyone")
        found, cursor = everything(source, cursor)
        assert everything(source, cursor)[0] == []
    assert [(one.text, one.reason, one.rank) for one in found] == [
        ("@grace please", Reason.MENTIONED, 5),
        ("@grace red", Reason.MENTIONED, 1),
        ("lunch?", Reason.DIRECT, 4),
        ("I do", Reason.REPLIED, 3),
    ]
    host = double.web.url.removeprefix("http://")
    first, direct = found[0], found[2]
    assert (first.sender_name, first.project, first.thread) == ("Ada Lovelace", "general", f"{host}/channel/general")
    assert first.events == (f"{host}/?msg=message0000000002",)
    assert (direct.thread, direct.project, direct.subject) == (f"{host}/direct/{DIRECT}", "", "lunch?")


def test_marking_one_marks_its_room_but_speaks_for_no_other_of_it(double: RocketChat) -> None:
    with opened(double) as source:
        double.tell(1, 3, 5)
        found, cursor = everything(source)
        keys = [one.key for one in found]
        carried_out(source, change(keys[1]))
        after = [Standing.UNREAD, Standing.READ, Standing.UNREAD]
        assert list(source.standing(keys).values()) == after
        _, cursor = everything(source, cursor)
    with opened(double) as source:
        everything(source, cursor)
        assert list(source.standing(keys).values()) == after
        double.view(ODD)
        assert set(source.standing(keys).values()) == {Standing.READ}


def test_an_answer_in_a_thread_is_read_with_its_thread(double: RocketChat) -> None:
    with opened(double) as source:
        mine = double.put("who takes it?", author=ME)
        _, cursor = everything(source)
        double.put("I do", thread=mine)
        ((one,), _) = everything(source, cursor)
        assert source.standing([one.key]) == {one.key: Standing.UNREAD}
        double.read_threads.add(mine)
        assert source.standing([one.key]) == {one.key: Standing.READ}
        assert carried_out(source, change(one.key)).problem == ""
        assert double.read[GENERAL] == 0.0


def test_no_more_is_asked_in_one_go_than_a_server_grants() -> None:
    """And what is left comes with the next ones, the first time too."""
    double = RocketChat(rooms=20)
    with double.web, opened(double) as source:
        for at, room in enumerate(sorted(double.kinds)):
            double.put(f"@grace {at}", room)
        found, cursor = everything(source)
        assert most_of_one(double) <= 10
        for _ in range(4):
            double.web.asked.clear()
            more, cursor = everything(source, cursor)
            assert most_of_one(double) <= 10
            found += more
        assert sorted(int(one.text.split()[1]) for one in found) == list(range(24))
        double.web.asked.clear()
        assert everything(source, cursor)[0] == []
        assert [one.path for one in double.web.asked] == ["/api/v1/subscriptions.get"]


def test_none_the_first_time_is_none_of_any_room() -> None:
    double = RocketChat(rooms=12)
    rooms = [room for room in double.kinds if room.startswith("room")]
    with double.web, opened(double, Start(days=14, mails=0)) as source:
        for room in rooms:
            double.put(f"@grace in {room}", room)
        cursor, told = "", []
        for _ in range(4):
            found, cursor = everything(source, cursor)
            told += found
        double.put("@grace now", rooms[11])
        assert [one.text for one in [*told, *everything(source, cursor)[0]]] == ["@grace now"]


def most_of_one(double: RocketChat) -> int:
    paths = [one.path for one in double.web.asked]
    return max(paths.count(one) for one in set(paths))


def test_a_limit_that_is_reached_is_kept_to(double: RocketChat) -> None:
    """As Rocket.Chat says it: with the moment in milliseconds."""
    with opened(double) as source:
        reset = str(int((time.time() + 40) * 1000))
        headers = {"X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
        said = {"success": False, "error": "Error, too many requests. [error-too-many-requests]"}
        double.web.instead = lambda _: Says(429, said, headers)
        with pytest.raises(Offline) as caught:
            everything(source)
        assert 30 < caught.value.wait_seconds <= 40


def test_a_room_that_was_left_stands_in_nobodys_way(double: RocketChat) -> None:
    with opened(double) as source:
        _, cursor = everything(source)
        double.tell(1, 2)
        answer = double.web.answer

        def left(asked: Asked) -> Says | None:
            if asked.one("roomId") == ODD:
                return Says(400, {"success": False, "error": "Not allowed", "errorType": "error-not-allowed"})
            return answer(asked)

        double.web.answer = left
        found, _ = everything(source, cursor)
        assert [one.preview for one in found] == ["@grace look here thing 2"]


def test_a_server_that_was_set_back_counts_from_there(double: RocketChat) -> None:
    double.tell(*range(1, 3000))
    with opened(double) as source:
        _, cursor = everything(source)
    del double.messages[5:]
    double.clock -= 2990
    double.changed = dict.fromkeys(double.changed, double.clock)
    with opened(double) as source:
        _, cursor = everything(source, cursor)
        double.put("@grace again")
        found, _ = everything(source, cursor)
    assert [one.text for one in found] == ["@grace again"]
