from __future__ import annotations

from collections.abc import Iterator

import pytest

from inbox.errors import Gone
from inbox.item import Reason
from inbox.sources.mattermost import SPEC
from inbox.writing import Standing
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import carried_out, change, everything, opened
from tests.servers.mattermost import ADA, BOT, DIRECT, ME, ODD, SMALL, SQUARE, Mattermost
from tests.servers.web import Asked, Says


@pytest.fixture
def double() -> Iterator[Mattermost]:
    mattermost = Mattermost()
    with mattermost.web:
        yield mattermost
    assert mattermost.web.violations == []


class TestMattermost(FeedContract):
    spec = SPEC

    @pytest.fixture
    def double(self) -> Iterator[Mattermost]:
        mattermost = Mattermost()
        with mattermost.web:
            yield mattermost

    def refused(self, status: int) -> Says:
        said = {"id": "api.context.app_error", "message": "Sorry.", "status_code": status}
        return Says(status, said, {"Retry-After": "77"} if status == 429 else {})


def test_each_kind_is_told_as_what_it_is(double: Mattermost) -> None:
    with opened(double) as source:
        _, cursor = everything(source)
        mine = double.put("who takes it?", author=ME)
        double.put("@grace please")
        double.put("Amazing.")
        double.put("@gracefully, mail@grace.example, `@grace` and ```\n@grace\n```")
        double.put("I do", root=mine)
        double.put("@all cake")
        double.put("@grace build 7 is red", author=BOT, props={"from_bot": "true"})
        double.put("lunch?", DIRECT)
        double.put("lunch, all?", SMALL)
        double.put("ada joined", type="system_join_channel")
        double.put("@grace gone", delete_at=1)
        double.put("@ada only")
        found, _ = everything(source, cursor)
    assert [(one.text, one.reason, one.rank) for one in found] == [
        ("@grace please", Reason.MENTIONED, 5),
        ("Amazing.", Reason.MENTIONED, 5),
        ("I do", Reason.REPLIED, 3),
        ("@all cake", Reason.MENTIONED, 0),
        ("@grace build 7 is red", Reason.MENTIONED, 1),
        ("lunch?", Reason.DIRECT, 4),
        ("lunch, all?", Reason.DIRECT, 4),
    ]
    host = double.web.url.removeprefix("http://")
    reply, direct = found[2], found[5]
    assert (reply.sender_name, reply.project) == ("Ada Lovelace", "Square1")
    assert (reply.thread, reply.events) == (f"{host}/pl/{mine}", (f"{host}/pl/post5",))
    assert (direct.project, direct.subject) == ("", "lunch?")


def test_marking_one_marks_its_channel_but_speaks_for_no_other_of_it(double: Mattermost) -> None:
    """Nor does it show the person as online. What they read there themselves later on counts again."""
    with opened(double) as source:
        double.tell(1, 3, 5)
        found, cursor = everything(source)
        first, second, third = (one.key for one in found)
        carried_out(source, change(second))
        assert double.viewed[ODD] == double.posts["post3"]["create_at"]
        assert double.person.state == "away"
        after = [Standing.UNREAD, Standing.READ, Standing.UNREAD]
        assert list(source.standing([first, second, third]).values()) == after
        _, cursor = everything(source, cursor)
    with opened(double) as source:
        everything(source, cursor)
        assert list(source.standing([first, second, third]).values()) == after
        double.tell(7)
        double.read_there(7)
        assert set(source.standing([first, second, third]).values()) == {Standing.READ}


def test_an_answer_in_a_thread_is_read_with_its_thread(double: Mattermost) -> None:
    with opened(double) as source:
        mine = double.put("who takes it?", author=ME)
        _, cursor = everything(source)
        double.put("I do", root=mine)
        ((one,), _) = everything(source, cursor)
        double.view(SQUARE)
        assert source.standing([one.key]) == {one.key: Standing.UNREAD}
        carried_out(source, change(one.key))
        assert source.standing([one.key]) == {one.key: Standing.READ}
        assert double.viewed[mine] == double.posts["post2"]["create_at"]


def test_a_channel_that_was_left_says_nothing_of_its_posts(double: Mattermost) -> None:
    with opened(double) as source:
        double.tell(1)
        ((one,), _) = everything(source)
        answer = double.web.answer
        double.web.answer = lambda asked: Says(403, {"id": "x"}) if "/members/me" in asked.path else answer(asked)
        assert source.standing([one.key]) == {}
        assert carried_out(source, change(one.key)).problem == Gone.code


def test_what_was_read_before_the_first_look_is_not_told(double: Mattermost) -> None:
    double.tell(1, 3)
    double.read_there(1)
    double.tell(5)
    with opened(double) as source:
        found, cursor = everything(source)
        assert [one.preview for one in found] == ["@grace look here thing 5"]
        double.put("nothing for anyone")
        assert everything(source, cursor)[0] == []


def test_a_server_that_was_set_back_counts_from_there(double: Mattermost) -> None:
    double.tell(*range(1, 4000))
    with opened(double) as source:
        _, cursor = everything(source)
        for id in [f"post{number}" for number in range(5, 4000)]:
            del double.posts[id]
        _, cursor = everything(source, cursor)
        double.put("@grace again", author=ADA)
        found, _ = everything(source, cursor)
    assert [one.text for one in found] == ["@grace again"]


def test_a_post_that_is_deleted_in_the_midst_hides_no_other(double: Mattermost) -> None:
    with opened(double) as source:
        _, cursor = everything(source)
        for number in range(450):
            last = double.put(f"@grace {number}")

        def deleting(asked: Asked) -> None:
            if asked.one("before"):
                double.posts[last]["delete_at"] = 1

        double.web.instead = deleting
        found, _ = everything(source, cursor)
    assert [one.text for one in found] == [f"@grace {number}" for number in range(450)]
