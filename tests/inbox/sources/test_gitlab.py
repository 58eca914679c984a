"""GitLab's to-do items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from inbox.item import Arrival, Reason
from inbox.sources import Start, Terms
from inbox.sources.gitlab import SPEC
from inbox.web.feed import FeedSource
from inbox.writing import Standing
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import TOKEN, Double, everything, opened
from tests.servers.gitlab import GitLab


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    found = GitLab()
    with found.web:
        yield found
    assert found.web.violations == []


class TestGitLab(FeedContract):
    spec = SPEC
    unmarks = False

    @pytest.fixture
    def double(self, gitlab: GitLab) -> Double:
        return gitlab


def told(gitlab: GitLab, **more: Any) -> Arrival:
    gitlab.tell(1, **more)
    with opened(gitlab) as source:
        (one,), _ = everything(source)
    return one


def test_a_mention(gitlab: GitLab) -> None:
    one = told(gitlab)
    host = gitlab.web.url.partition("//")[2]
    assert (one.tool, one.reason, one.rank) == ("gitlab", Reason.MENTIONED, 5)
    assert (one.sender_name, one.project, one.subject) == ("ada", "acme/boat", "thing 1")
    assert one.text == "@grace look here"
    assert one.thread == f"{host}/acme/boat/issues/7"
    assert one.events == (f"{host}/acme/boat/issues/7#note_91",)
    assert one.link == f"https://{host}/acme/boat/-/issues/7#note_91"


@pytest.mark.parametrize(
    ("action", "reason", "rank"),
    [
        ("directly_addressed", Reason.MENTIONED, 5), ("assigned", Reason.ASSIGNED, 4),
        ("review_requested", Reason.REVIEW_ASKED, 4), ("approval_required", Reason.REVIEW_ASKED, 4),
        ("build_failed", Reason.AUTOMATIC, 1), ("a_new_word_of_theirs", Reason.SUBSCRIBED, 2),
    ],
)  # fmt: skip
def test_each_action_has_its_reason(gitlab: GitLab, action: str, reason: Reason, rank: int) -> None:
    one = told(gitlab, action=action, note="")
    assert (one.reason, one.rank) == (reason, rank)
    assert [name.partition("#")[2] for name in one.events] == (["opened"] if reason is Reason.MENTIONED else [])


@pytest.mark.parametrize(
    ("place", "thread"),
    [
        ("/acme/boat/-/merge_requests/3", "/acme/boat/merge_requests/3"),
        ("/acme/deep/er/boat/-/work_items/3", "/acme/deep/er/boat/issues/3"),
        ("/groups/acme/-/epics/3", "/groups/acme/epics/3"),
        ("/acme/boat/-/commit/0a1b2c3d", "/acme/boat/commit/0a1b2c3d"),
        ("/-/user_settings/ssh_keys/3", ""),
    ],
)
def test_threads_are_called_as_by_mail(gitlab: GitLab, place: str, thread: str) -> None:
    one = told(gitlab, place=place)
    host = gitlab.web.url.partition("//")[2]
    assert one.thread == (host + thread if thread else "")
    assert one.link.startswith(f"https://{host}/")


@pytest.mark.parametrize("own_name", ["javascript:alert(1)//", "https://[", "https://other.example/@evil"])
def test_a_link_leads_to_the_accounts_own_host(gitlab: GitLab, own_name: str) -> None:
    one = told(gitlab, own_name=own_name)
    assert one.link.startswith(f"https://{gitlab.web.url.partition('//')[2]}/")


def test_who_is_one_of_all_ranks_lower_and_so_do_programs(gitlab: GitLab) -> None:
    gitlab.login = "all"
    gitlab.tell(1)
    gitlab.login = "grace"
    gitlab.tell(2, author="project_7_bot_0a1b")
    with opened(gitlab) as source:
        found, _ = everything(source)
    assert [one.rank for one in found] == [3, 1]


def test_what_is_far_back_is_not_looked_at(gitlab: GitLab) -> None:
    gitlab.tell(*range(1, 2501))
    with opened(gitlab, Start(mails=2500)) as source:
        found, _ = everything(source)
        gitlab.web.asked.clear()
        standing = source.standing([one.key for one in found])
    assert len(gitlab.web.asked) == 20
    assert set(standing.values()) == {Standing.UNREAD}
    assert len(standing) == 2000


@pytest.mark.parametrize("url", ["https://gitlab.com/", "https://gitlab.com/api/v4", ""])
def test_where_it_is_asked(url: str) -> None:
    source = SPEC.open({"url": url}, {"token": TOKEN}, Terms())
    assert isinstance(source, FeedSource)
    feed: Any = source._feed
    assert feed._client.base == "https://gitlab.com/api/v4"
