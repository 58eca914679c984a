"""Linear's inbox, asked from a server that carries out what is asked against Linear's own schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inbox.errors import Broken, Offline, SignInRefused, SourceError, Unsupported
from inbox.item import Arrival, Reason
from inbox.sources import Start
from inbox.sources.linear import SPEC
from inbox.writing import Outcome, Standing, Stands
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import Double, carried_out, change, everything, numbers, opened
from tests.servers.linear import Linear, failed
from tests.servers.web import Asked, Says


@pytest.fixture
def linear() -> Iterator[Linear]:
    found = Linear()
    with found.web:
        yield found
    assert found.web.violations == []


class TestLinear(FeedContract):
    spec = SPEC

    @pytest.fixture
    def double(self, linear: Linear) -> Double:
        return linear

    def refused(self, status: int) -> Says:
        match status:
            case 401:
                return failed("authentication error", "It looks like you're trying to use an old key", 400)
            case 403:
                return failed("forbidden", "Invalid scope", 200)
            case 429:
                return failed("ratelimited", "Rate limit exceeded", 400, {"Retry-After": "77"})
        return super().refused(status)


def told(linear: Linear, **extra: Any) -> Arrival:
    linear.tell(1, **extra)
    source = linear.open(Start(), participating=False)
    (one,), _ = everything(source)
    source.close()
    return one


def test_a_mention_in_a_comment(linear: Linear) -> None:
    one = told(linear)
    assert (one.tool, one.reason, one.rank) == ("linear", Reason.MENTIONED, 5)
    assert (one.sender_name, one.project, one.subject, one.text) == ("Ada", "ENG", "ENG-1 thing 1", "@grace look here")
    assert one.thread == "linear.app/acme/issue/ENG-1"
    assert one.events == ("linear.app/acme/issue/ENG-1#comment-00000001",)
    assert one.link == "https://linear.app/acme/issue/ENG-1/mend-the-boat#comment-00000001"


def test_an_assignment_names_no_event_of_its_own(linear: Linear) -> None:
    one = told(linear, kind="issueAssignedToYou", category="assignments", comment=None)
    assert (one.reason, one.events, one.text) == (Reason.ASSIGNED, (), "")
    assert one.link == "https://linear.app/acme/issue/ENG-1/mend-the-boat"


@pytest.mark.parametrize(
    ("kind", "category", "reason"),
    [
        ("issueMention", "mentions", Reason.MENTIONED), ("teamUpdateMention", "postsAndUpdates", Reason.MENTIONED),
        ("issueNewComment", "commentsAndReplies", Reason.REPLIED),
        ("issueUnassignedFromYou", "assignments", Reason.STATE_CHANGE),
        ("issueStatusChanged", "statusChanges", Reason.STATE_CHANGE),
        ("issueThreadResolved", "commentsAndReplies", Reason.STATE_CHANGE),
        ("pullRequestReviewRequested", "reviews", Reason.REVIEW_ASKED),
        ("pullRequestApproved", "reviews", Reason.REPLIED), ("issueReminder", "reminders", Reason.AUTOMATIC),
        ("documentAddedAsOwner", "assignments", Reason.ASSIGNED),
        ("issueSubscribed", "subscriptions", Reason.SUBSCRIBED),
        ("aNewWordOfTheirs", "mentions", Reason.MENTIONED), ("aNewWordOfTheirs", "feed", Reason.SUBSCRIBED),
    ],
)  # fmt: skip
def test_reasons(linear: Linear, kind: str, category: str, reason: Reason) -> None:
    assert told(linear, kind=kind, category=category).reason is reason


def test_only_what_concerns_the_person_unless_told(linear: Linear) -> None:
    linear.tell(1)
    linear.tell(2, kind="issueStatusChanged", category="statusChanges")
    for participating, expected in ((True, [1]), (False, [1, 2])):
        source = linear.open(Start(), participating=participating)
        assert numbers(everything(source)[0]) == expected
        source.close()


def test_other_things_than_issues(linear: Linear) -> None:
    linear.documents["d1"] = {"title": "thing 3", "url": "https://linear.app/acme/document/plan-12ab"}
    url = "https://linear.app/acme/{}/{}"
    none: dict[str, Any] = {"issue": None, "comment": None}
    linear.tell(
        1, __typename="ProjectNotification", kind="projectUpdateMention", **none,
        project={"name": "thing 1", "url": url.format("project", "boat-12ab")},
        projectUpdate={"body": "@grace see", "url": url.format("project", "boat-12ab/updates#project-update-1")},
    )  # fmt: skip
    linear.tell(
        2, __typename="PullRequestNotification", kind="pullRequestReviewRequested", category="reviews", **none,
        pullRequest={"title": "thing 2", "url": "https://github.com/acme/boat/pull/7"},
    )  # fmt: skip
    linear.tell(3, __typename="DocumentNotification", kind="documentMention", **none, documentId="d1")
    linear.tell(4, __typename="DocumentNotification", kind="documentMention", **none, documentId="gone")
    with opened(linear) as source:
        project, review, document, gone = everything(source)[0]
    assert (project.thread, project.text) == ("linear.app/acme/project/boat-12ab", "@grace see")
    assert project.link.startswith("https://linear.app/acme/project/boat-12ab/updates")
    assert (review.subject, review.reason, review.link, review.thread) == ("thing 2", Reason.REVIEW_ASKED, "", "")
    assert (document.subject, document.thread) == ("thing 3", "linear.app/acme/document/plan-12ab")
    assert (gone.subject, gone.reason, gone.link) == ("Document mention", Reason.MENTIONED, "")


def test_who_did_it_may_be_no_person(linear: Linear) -> None:
    linear.tell(1, actor=None, botActor={"name": "Sentry", "type": "workflow"})
    linear.tell(2, actor=None, externalUserActor={"name": "Bea"})
    with opened(linear) as source:
        bot, outside = everything(source)[0]
    assert (bot.sender_name, bot.rank) == ("Sentry", 1)
    assert (outside.sender_name, outside.rank) == ("Bea", 5)


def test_what_was_read_or_put_away_there_is_not_told(linear: Linear) -> None:
    linear.tell(1, 2, 3)
    linear.read_there(1)
    linear.told[2].archived_at = "2026-01-01T00:00:00.000Z"
    with opened(linear) as source:
        found, _ = everything(source)
        assert numbers(found) == [3]
        linear.told[3].archived_at = "2026-01-01T00:00:00.000Z"
        assert source.standing([found[0].key]) == {found[0].key: Standing.READ}
        del linear.told[3]
        assert source.standing([found[0].key]) == {found[0].key: Standing.GONE}


def test_a_key_that_may_only_read_says_so_when_marking(linear: Linear) -> None:
    linear.tell(1)
    linear.may_write = False
    with opened(linear) as source:
        (one,), _ = everything(source)
        outcome = carried_out(source, change(one.key))
        assert (outcome.stands, outcome.problem) == (Stands.OFF, Unsupported.code)
        assert "write" in outcome.detail
        linear.may_write = True
        del linear.told[1]
        assert carried_out(source, change(one.key)) == Outcome(Stands.FOUND)


@pytest.mark.parametrize(
    ("kind", "status", "error"),
    [
        ("RATELIMITED", 400, Offline), ("internal error", 200, Offline), ("lock timeout", 200, Offline),
        ("GRAPHQL_VALIDATION_FAILED", 400, Unsupported), ("feature not accessible", 200, Unsupported),
        ("AuthenticationError", 400, SignInRefused), ("user error", 200, Broken), ("", 400, Broken),
    ],
)  # fmt: skip
def test_errors_by_their_type(linear: Linear, kind: str, status: int, error: type[SourceError]) -> None:
    linear.web.instead = lambda _: failed(kind, "said the server", status)
    with opened(linear) as source, pytest.raises(SourceError) as caught:
        everything(source)
    assert type(caught.value) is error
    assert "said the server" in caught.value.detail


def test_a_limit_that_names_its_end(linear: Linear) -> None:
    until = datetime.now(UTC) + timedelta(minutes=10)
    headers = {
        "X-RateLimit-Requests-Remaining": "7",
        "X-RateLimit-Requests-Reset": "1",
        "X-RateLimit-Complexity-Remaining": "0",
        "X-RateLimit-Complexity-Reset": str(int(until.timestamp() * 1000)),
    }
    linear.web.instead = lambda _: failed("ratelimited", "Rate limit exceeded", 400, headers)
    with opened(linear) as source, pytest.raises(Offline) as caught:
        everything(source)
    assert 590 < caught.value.wait_seconds <= 600


def test_the_key_is_sent_as_it_is(linear: Linear) -> None:
    linear.key = "another"
    with opened(linear) as source, pytest.raises(SignInRefused):
        everything(source)
    assert not any(re.search("(?i)bearer", one.headers["authorization"]) for one in linear.web.asked)


def test_the_schema_refuses_what_is_not_in_it(linear: Linear) -> None:
    """That the comparison can fail."""
    wrong = Asked("POST", "/graphql", {}, {}, b'{"query": "{ notifications { nodes { reason } } }", "variables": {}}')
    assert linear.web.check is not None
    assert "reason" in " ".join(linear.web.check(wrong, None))
