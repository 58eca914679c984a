"""Notifications of Gitea and Forgejo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from inbox.errors import Gone
from inbox.item import Arrival, Reason
from inbox.sources.gitea import SPEC
from inbox.writing import Stands
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import Double, carried_out, change, everything, numbers, opened
from tests.servers.gitea import Gitea


@pytest.fixture
def gitea() -> Iterator[Gitea]:
    found = Gitea()
    with found.web:
        yield found
    assert found.web.violations == []


class TestGitea(FeedContract):
    spec = SPEC

    @pytest.fixture
    def double(self, gitea: Gitea) -> Double:
        return gitea


def told(gitea: Gitea, **more: Any) -> Arrival:
    gitea.tell(1, **more)
    with opened(gitea) as source:
        (one,), _ = everything(source)
    return one


def test_a_mention(gitea: Gitea) -> None:
    one = told(gitea)
    host = gitea.web.url.partition("//")[2]
    assert (one.tool, one.reason, one.rank) == ("gitea", Reason.MENTIONED, 5)
    assert (one.sender_name, one.project, one.subject) == ("ada", "acme/boat", "thing 1")
    assert one.text == "@grace look here"
    assert one.thread == f"{host}/acme/boat/issues/1"
    assert one.events == (f"{host}/acme/boat/issues/1#issuecomment-9001",)
    assert one.link == f"https://{host}/acme/boat/issues/1#issuecomment-9001"


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ({}, Reason.SUBSCRIBED),
        ({"assignees": ["grace"]}, Reason.ASSIGNED),
        ({"requested_reviewers": ["other", "Grace"]}, Reason.REVIEW_ASKED),
        ({"assignees": ["other"]}, Reason.SUBSCRIBED),
    ],
)
def test_a_beginning_says_who_is_to_work_on_it(gitea: Gitea, people: dict[str, list[str]], reason: Reason) -> None:
    gitea.login = "nobody"
    gitea.tell(1, comment=0, kind="Pull", people=people)
    gitea.login = "grace"
    with opened(gitea) as source:
        (one,), _ = everything(source)
    assert one.reason is reason
    assert [name.partition("/")[2] for name in one.events] == ["acme/boat/pulls/1#opened"]


def test_without_the_words_it_is_only_followed(gitea: Gitea) -> None:
    gitea.may_read = False
    one = told(gitea)
    assert (one.reason, one.text, one.events) == (Reason.SUBSCRIBED, "", ())
    assert one.link.endswith("/acme/boat/issues/1")


def test_a_change_of_state_is_no_mention(gitea: Gitea) -> None:
    gitea.tell(1, state="closed")
    gitea.threads[1].said_at = gitea.threads[1].at - timedelta(hours=1)
    with opened(gitea) as source:
        (one,), _ = everything(source)
    assert (one.reason, one.text) == (Reason.STATE_CHANGE, "")


def test_the_same_thread_tells_again_of_another_comment_only(gitea: Gitea) -> None:
    gitea.tell(1)
    with opened(gitea) as source:
        (first,), cursor = everything(source)
        assert carried_out(source, change(first.key)).stands is Stands.ON
        assert carried_out(source, change(first.key, wanted=False, stands=Stands.ON)).stands is Stands.OFF
        again, cursor = everything(source, cursor)  # marking changes its time, and that is nothing new
        assert {one.key for one in again} <= {first.key}
        gitea.threads[1].comment = 9777
        gitea.threads[1].at += timedelta(minutes=30)
        more, _ = everything(source, cursor)
    assert numbers(more) == [1]
    assert more[0].key != first.key


def test_what_came_since_stays_unread(gitea: Gitea) -> None:
    gitea.tell(1)
    with opened(gitea) as source:
        (one,), cursor = everything(source)
        gitea.threads[1].comment = 9777
        gitea.threads[1].at += timedelta(minutes=30)
        outcome = carried_out(source, change(one.key))
        assert (outcome.stands, outcome.problem) == (Stands.OFF, Gone.code)
        assert gitea.threads[1].unread
        assert numbers(everything(source, cursor)[0]) == [1]


def test_below_a_path_and_with_bots(gitea: Gitea) -> None:
    one = told(gitea, actor="gitea-actions")
    assert one.rank == 1
    feed: Any = SPEC.open({"url": "https://Forge.example.org/git/"}, {}, None)._feed  # type: ignore[arg-type, attr-defined]
    assert (feed._client.base, feed._place) == ("https://Forge.example.org/git/api/v1", "forge.example.org/git")
