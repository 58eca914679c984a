from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from focus.errors import Broken, Offline, SignInRefused, WrongSetting
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.providers.github import MOST_TEXT, SPEC
from tests.clock import HandClock
from tests.contract.faults import Fault
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.github import GitHub
from tests.servers.web import Says

UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=12)
OURS = Presence(Level.BUSY, "In focus until 11:00", ":no_entry:", UNTIL)
FOR_ACME = Presence(Level.TEXT, "On a train", ":train:", audience="O_kgDOAcme")


@pytest.fixture
def github() -> Iterator[GitHub]:
    double = GitHub()
    with double.web:
        yield double
        assert double.web.violations == []


@pytest.fixture
def provider(github: GitHub) -> Iterator[Provider]:
    provider = github.provider(MEANS)
    yield provider
    provider.close()


class TestGitHub(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, provider: Provider) -> Provider:
        return provider


class TestGitHubFaults(FaultMatrix):
    """Theirs is for one organization: what is put back for everyone would be told to strangers."""

    spec = SPEC
    theirs: ClassVar = {"status": FOR_ACME}
    stronger: ClassVar = {"status": Presence(Level.BUSY, "With a client", ":handshake:")}

    @pytest.fixture
    def double(self, clock: HandClock) -> GitHub:
        double = GitHub()
        double.now = clock.now
        return double

    def more_faults(self) -> Sequence[Fault]:
        return [Fault(kind.lower(), says=error(kind)) for kind in ("INSUFFICIENT_SCOPES", "RATE_LIMITED", "")]


def error(kind: str, said: str = "no", **headers: str) -> Says:
    return Says(200, {"data": None, "errors": [{"type": kind, "message": said}]}, headers)


def test_what_is_sent_is_as_github_has_it(github: GitHub, provider: Provider) -> None:
    provider.parts[0].write(OURS)
    sent = github.web.asked[-1].data["variables"]["input"]
    assert sent == {
        "emoji": ":no_entry:", "message": "In focus until 11:00", "limitedAvailability": True,
        "expiresAt": f"{UNTIL:%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip
    provider.parts[0].write(Presence())
    assert github.web.asked[-1].data["variables"] == {"input": {}}
    assert github.web.asked[-1].headers["authorization"].startswith("Bearer ")


def test_what_only_one_organization_may_read_stays_so(github: GitHub, provider: Provider) -> None:
    github.by_hand("status", FOR_ACME)
    found = read(provider.parts[0])
    assert found == FOR_ACME
    provider.parts[0].write(OURS)
    provider.parts[0].write(found)
    assert github.shown()["status"] == FOR_ACME


def test_a_token_that_may_not_name_the_organization_says_so(github: GitHub, provider: Provider) -> None:
    github.scopes = {"user"}
    github.by_hand("status", replace(FOR_ACME, audience=""))
    assert read(provider.parts[0]).text == "On a train"
    github.by_hand("status", FOR_ACME)
    with pytest.raises(SignInRefused, match="needs the scope read:org"):
        provider.parts[0].read()


def test_a_token_that_may_only_read_says_so(github: GitHub, provider: Provider) -> None:
    github.scopes = set()
    with pytest.raises(SignInRefused, match="needs the scope user"):
        provider.parts[0].write(OURS)


def test_patience_that_is_asked_for_within_an_answer(github: GitHub, provider: Provider) -> None:
    github.web.instead = lambda _: error("RATE_LIMITED", "API rate limit exceeded", **{"Retry-After": "77"})
    with pytest.raises(Offline, match="less often") as raised:
        provider.parts[0].read()
    assert raised.value.wait_seconds == 77


def test_an_emoji_that_is_none_is_named(github: GitHub) -> None:
    provider = github.provider(MEANS, emoji="nothing")
    with pytest.raises(WrongSetting, match="does not know this emoji") as raised:
        provider.parts[0].write(provider.parts[0].shown(replace(OURS, emoji="")))
    assert raised.value.field == "emoji"
    provider.close()


def test_another_refusal_is_told_as_it_is(github: GitHub, provider: Provider) -> None:
    github.web.instead = lambda _: error("UNPROCESSABLE", "expiresAt must be in the future")
    with pytest.raises(Broken, match="must be in the future"):
        provider.parts[0].write(OURS)


def test_a_long_text_is_cut_where_github_would_refuse_it(provider: Provider) -> None:
    assert len(provider.parts[0].shown(replace(OURS, text="word " * 50)).text) <= MOST_TEXT


@pytest.mark.parametrize(
    ("url", "base", "path"),
    [
        ("", "https://api.github.com", "graphql"),
        ("https://github.com/", "https://api.github.com", "graphql"),
        ("https://acme.ghe.com", "https://api.acme.ghe.com", "graphql"),
        ("https://git.example.org", "https://git.example.org", "api/graphql"),
        ("https://git.example.org/api/v3/", "https://git.example.org", "api/graphql"),
    ],
)
def test_where_each_github_is_asked(url: str, base: str, path: str) -> None:
    asked: list[str] = []

    class Recorded:
        host = ""

        def ask(self, method: str, path: str, *_: object, **__: object) -> Says:
            asked.append(f"{method} {path}")
            raise Broken

        def close(self) -> None: ...

    def web(base: str, *_: object, **__: object) -> Recorded:
        asked.append(base)
        return Recorded()

    provider = SPEC.open({"url": url}, {"token": "t"}, Means(web, MEANS.now))  # type: ignore[arg-type]
    with pytest.raises(Broken):
        provider.parts[0].read()
    assert asked == [base, f"POST {path}"]
