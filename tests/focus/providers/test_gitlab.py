from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest

from focus.errors import Broken, SignInRefused, WrongSetting
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.providers.gitlab import SPEC
from tests.clock import HandClock
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.gitlab import GitLab
from tests.servers.web import Says

TRAIN = Presence(Level.TEXT, "On a train", "train")


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    double = GitLab()
    with double.web:
        yield double
        assert double.web.violations == []


class TestGitLab(ProviderContract):
    spec = SPEC
    rounding = timedelta(hours=2)

    @pytest.fixture
    def provider(self, gitlab: GitLab) -> Iterator[Provider]:
        provider = gitlab.provider(MEANS)
        yield provider
        provider.close()


class TestGitLabFaults(FaultMatrix):
    spec = SPEC
    theirs: ClassVar = {"status": TRAIN}
    stronger: ClassVar = {"status": Presence(Level.BUSY, "With a client", "handshake")}
    rounding = timedelta(hours=5)

    @pytest.fixture
    def double(self, clock: HandClock) -> GitLab:
        double = GitLab()
        double.now = clock.now
        return double


NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
OURS = Presence(Level.BUSY, "In focus until 11:00", "no_entry", NOW + timedelta(hours=1))


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


@pytest.fixture
def provider(gitlab: GitLab, clock: HandClock) -> Iterator[Provider]:
    gitlab.now = clock.now
    provider = gitlab.provider(Means(MEANS.web, clock.now))
    yield provider
    provider.close()


def sent(gitlab: GitLab) -> Any:
    return next(asked.data for asked in reversed(gitlab.web.asked) if asked.method == "PUT")


def test_what_is_sent_is_as_gitlab_has_it(gitlab: GitLab, provider: Provider) -> None:
    provider.parts[0].write(OURS)
    assert sent(gitlab) == {
        "emoji": "no_entry", "message": "In focus until 11:00", "availability": "busy", "clear_status_after": "3_hours",
    }  # fmt: skip
    assert gitlab.web.asked[-1].headers["private-token"]


def test_nothing_is_sent_as_nothing_so_that_no_empty_status_is_left(gitlab: GitLab, provider: Provider) -> None:
    provider.parts[0].write(OURS)
    provider.parts[0].write(Presence())
    assert sent(gitlab) == {"emoji": "", "message": ""}
    assert gitlab.shown()["status"] == Presence()


@pytest.mark.parametrize(
    ("minutes", "step"),
    [(1, "30_minutes"), (30, "30_minutes"), (31, "3_hours"), (180, "3_hours"), (181, "8_hours"), (481, "1_day"),
     (1441, "3_days"), (4321, "7_days"), (10081, "30_days"), (60 * 24 * 40, "30_days")],
)  # fmt: skip
def test_the_smallest_step_that_is_enough(gitlab: GitLab, provider: Provider, minutes: int, step: str) -> None:
    provider.parts[0].write(replace(OURS, until=NOW + timedelta(minutes=minutes)))
    assert sent(gitlab)["clear_status_after"] == step


def test_the_end_that_gitlab_made_of_it_is_read_back(provider: Provider) -> None:
    provider.parts[0].write(OURS)
    assert read(provider.parts[0]) == replace(OURS, until=NOW + timedelta(hours=3))


def test_a_status_without_end_is_put_back_without_one(gitlab: GitLab, provider: Provider) -> None:
    gitlab.by_hand("status", TRAIN)
    provider.parts[0].write(OURS)
    provider.parts[0].write(TRAIN)
    assert "clear_status_after" not in sent(gitlab)
    assert gitlab.shown()["status"] == TRAIN


def test_gitlabs_own_emoji_alone_is_no_status(gitlab: GitLab, provider: Provider) -> None:
    gitlab.by_hand("status", Presence(Level.TEXT, "", "speech_balloon"))
    assert read(provider.parts[0]).blank
    gitlab.by_hand("status", Presence(Level.TEXT, "Reading", "speech_balloon"))
    assert read(provider.parts[0]) == Presence(Level.TEXT, "Reading", "speech_balloon")


def test_a_token_that_may_only_read_says_so(gitlab: GitLab, provider: Provider) -> None:
    gitlab.may_write = False
    assert read(provider.parts[0]).blank
    with pytest.raises(SignInRefused, match="needs the scope api; read_api is not enough"):
        provider.parts[0].write(OURS)


def test_an_emoji_that_is_none_is_named(gitlab: GitLab, provider: Provider) -> None:
    with pytest.raises(WrongSetting, match="does not know this emoji") as raised:
        provider.parts[0].write(replace(OURS, emoji="⛔"))
    assert raised.value.field == "emoji"
    gitlab.web.instead = lambda _: Says(400, {"message": {"message": ["is too long"]}})
    with pytest.raises(Broken, match="is too long"):
        provider.parts[0].write(OURS)


def test_a_long_text_is_cut_where_gitlab_would_refuse_it(gitlab: GitLab, provider: Provider) -> None:
    provider.parts[0].write(provider.parts[0].shown(replace(OURS, text="word " * 50)))
    assert len(gitlab.shown()["status"].text) <= SPEC.most_text
    assert provider.parts[0].shown(replace(OURS, emoji=":lock:")).emoji == "lock"
