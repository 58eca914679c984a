"""GitHub's notifications, asked from a server that answers as its description says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from inbox.errors import Gone, Offline
from inbox.item import Arrival, Reason
from inbox.mail.mentions import Known
from inbox.sources import Start, Terms
from inbox.sources.github import SPEC
from inbox.wakeup import Wakeup
from inbox.web.feed import FeedSource
from inbox.writing import Standing, Stands
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
from tests.servers.github import GitHub
from tests.servers.web import Says


@pytest.fixture
def github() -> Iterator[GitHub]:
    found = GitHub()
    with found.web:
        yield found
    assert found.web.violations == []


class TestGitHub(FeedContract):
    spec = SPEC
    unmarks = False

    @pytest.fixture
    def double(self, github: GitHub) -> Double:
        return github


def told(github: GitHub, text: str = "look here", **extra: Any) -> Arrival:
    github.tell(1, text=text, **extra)
    with opened(github) as source:
        (one,), _ = everything(source)
    return one


def test_a_mention(github: GitHub) -> None:
    one = told(github)
    host = github.web.url.partition("//")[2]
    assert (one.tool, one.reason, one.rank) == ("github", Reason.MENTIONED, 5)
    assert (one.sender_name, one.project, one.subject) == ("ada", "acme/boat", "thing 1")
    assert one.text == "@grace look here"
    assert one.thread == f"{host}/acme/boat/issues/1001"
    assert one.events == (f"{host}/acme/boat/issues/1001#91001",)
    assert one.link == f"https://{host}/acme/boat/issues/1001#issuecomment-91001"


def test_the_reason_sticks_and_the_words_decide(github: GitHub) -> None:
    github.login = "someone-else"
    github.tell(1, text="no name of ours")
    github.login = "grace"
    with opened(github) as source:
        (one,), _ = everything(source)
    assert one.reason is Reason.REPLIED


@pytest.mark.parametrize(
    ("reason", "text", "expected"),
    [
        ("subscribed", "look", Reason.MENTIONED),
        ("assign", "look", Reason.ASSIGNED),
        ("review_requested", "look", Reason.REVIEW_ASKED),
        ("state_change", "look", Reason.MENTIONED),
        ("a_new_word_of_theirs", "look", Reason.MENTIONED),
    ],
)
def test_who_is_named_is_mentioned(github: GitHub, reason: str, text: str, expected: Reason) -> None:
    assert told(github, text, reason=reason).reason is expected


@pytest.mark.parametrize(
    ("reason", "expected", "rank"),
    [
        ("mention", Reason.MENTIONED, 5), ("team_mention", Reason.MENTIONED, 5), ("author", Reason.REPLIED, 3),
        ("ci_activity", Reason.AUTOMATIC, 1), ("invitation", Reason.DIRECT, 4), ("unheard_of", Reason.SUBSCRIBED, 2),
    ],
)  # fmt: skip
def test_where_the_words_may_not_be_read_github_is_believed(
    github: GitHub, reason: str, expected: Reason, rank: int
) -> None:
    github.may_read = False
    one = told(github, reason=reason)
    assert (one.reason, one.rank, one.text, one.sender_name) == (expected, rank, "", "")
    assert one.link.endswith("/acme/boat/issues/1001")
    assert one.events == ()


def test_a_comment_from_long_before_is_not_what_it_tells_of(github: GitHub) -> None:
    github.tell(1)
    github.threads[1].said_at = github.threads[1].updated - timedelta(hours=1)
    with opened(github) as source:
        (one,), _ = everything(source)
    assert (one.text, one.events) == ("", ())


def test_programs_and_crowds_rank_low(github: GitHub) -> None:
    github.tell(1, actor="renovate[bot]")
    github.tell(2, text=" ".join(f"@someone{number}" for number in range(40)))
    with opened(github) as source:
        found, _ = everything(source)
    assert [one.rank for one in found] == [1, 0]


def test_other_names_of_the_person_count(github: GitHub) -> None:
    github.login = "grace-at-work"
    github.tell(1)
    github.login = "another"
    known = Known(logins=frozenset({"grace-at-work"}))
    source = SPEC.open({"url": github.web.url}, {"token": TOKEN}, Terms(Start(), known=lambda: known))
    (one,), _ = everything(source)
    source.close()
    assert one.reason is Reason.MENTIONED


@pytest.mark.parametrize(
    ("kind", "path"), [("PullRequest", "/acme/boat/pull/1001"), ("Discussion", ""), ("CheckSuite", "")]
)
def test_other_things_than_issues(github: GitHub, kind: str, path: str) -> None:
    if not path:
        github.web.check = None  # described as a text, an address that there is none of is null
    one = told(github, kind=kind)
    assert one.thread.endswith(path)
    assert bool(one.thread) is bool(path)
    assert one.link.startswith("https://")


def test_the_same_thread_tells_again(github: GitHub) -> None:
    github.tell(1)
    with opened(github) as source:
        _, cursor = everything(source)
        github.threads[1].updated += timedelta(minutes=30)
        github.modified = github.threads[1].updated
        found, _ = everything(source, cursor)
    assert numbers(found) == [1]


def test_what_a_clock_that_was_ahead_hid_comes_though_the_list_is_the_same(github: GitHub) -> None:
    assert after_a_clock_that_was_ahead(github) == [1]


def test_what_is_the_same_is_not_given_again(github: GitHub) -> None:
    github.tell(1)
    with opened(github) as source:
        _, cursor = everything(source)
        github.web.asked.clear()
        assert everything(source, cursor) == ([], cursor)
        (asked,) = github.web.asked
        assert "if-modified-since" in asked.headers
        # What was not stored must come again, changed or not.
        assert numbers(everything(source)[0]) == [1]
        github.tell(2)
        assert numbers(everything(source, cursor)[0]) == [2]


def test_waits_as_long_as_github_wishes(github: GitHub) -> None:
    wakeup = Wakeup()
    github.poll_interval = 1
    with opened(github) as source:
        everything(source)
        begin = time.monotonic()
        source.wait(wakeup, 0.0)
        assert time.monotonic() - begin > 0.5
        source.wait(wakeup, 0.0)
        assert time.monotonic() - begin < 30
    wakeup.close()


def test_only_what_concerns_the_person_unless_told(github: GitHub) -> None:
    for participating in (True, False):
        source = github.open(Start(), participating=participating)
        everything(source)
        source.close()
        assert github.web.asked[-1].one("participating") == str(participating).lower()


def test_a_limit_met_in_the_middle_loses_nothing(github: GitHub) -> None:
    github.tell(*range(1, 151))
    said = 0

    def limited(asked: Any) -> Says | None:
        nonlocal said
        said += "/comments/" in asked.path
        return Says(429, {}, {"Retry-After": "30"}) if said > 120 else None

    found: list[Arrival] = []
    cursor = ""
    with opened(github) as source:
        github.web.instead = limited
        with pytest.raises(Offline) as caught:  # noqa: PT012
            for portion in source.fetch("", github.modified + timedelta(days=1)):
                found += portion.arrivals
                cursor = portion.cursor
        assert caught.value.wait_seconds == 30
        github.web.instead = None
        rest, _ = everything(source, cursor)
    assert numbers(found + rest) == list(range(1, 151))


def test_of_very_many_the_newest_are_looked_at(github: GitHub) -> None:
    github.tell(*range(1, 1001))
    with opened(github, Start(mails=1000)) as source:
        found, _ = everything(source)
        github.web.asked.clear()
        standing = source.standing([one.key for one in found])
    assert len(github.web.asked) <= 10
    assert set(standing.values()) == {Standing.UNREAD}
    assert len(standing) >= 499


def test_marking_touches_one_thread(github: GitHub) -> None:
    github.tell(1, 2)
    with opened(github) as source:
        found, _ = everything(source)
        list(source.carry_out([change(found[1].key)], lambda ids: ids))
    assert (github.threads[1].unread, github.threads[2].unread) == (True, False)


def test_what_came_since_stays_unread(github: GitHub) -> None:
    github.tell(1)
    with opened(github) as source:
        (one,), cursor = everything(source)
        github.threads[1].updated += timedelta(minutes=30)
        github.modified = github.threads[1].updated
        outcome = carried_out(source, change(one.key))
        assert (outcome.stands, outcome.problem) == (Stands.OFF, Gone.code)
        assert github.threads[1].unread
        assert numbers(everything(source, cursor)[0]) == [1]


@pytest.mark.parametrize(
    ("url", "base", "host"),
    [
        ("https://github.com", "https://api.github.com", "github.com"),
        ("https://www.GitHub.com/", "https://api.github.com", "github.com"),
        ("", "https://api.github.com", "github.com"),
        ("https://git.example.org", "https://git.example.org/api/v3", "git.example.org"),
        ("https://git.example.org/api/v3/", "https://git.example.org/api/v3", "git.example.org"),
    ],
)
def test_where_it_is_asked(url: str, base: str, host: str) -> None:
    source = SPEC.open({"url": url}, {"token": TOKEN}, Terms())
    assert isinstance(source, FeedSource)
    feed: Any = source._feed
    assert (feed._client.base, feed._host) == (base, host)
