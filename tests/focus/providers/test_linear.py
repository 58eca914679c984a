from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from focus.errors import Broken, SignInRefused
from focus.presence import Level, Presence
from focus.providers import Provider
from focus.providers.linear import SPEC
from tests.clock import HandClock
from tests.contract.faults import Fault
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.linear import Linear, failed
from tests.servers.web import Says

UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=12)
OURS = Presence(Level.TEXT, "In focus until 11:00", "⛔", UNTIL)


@pytest.fixture
def linear() -> Iterator[Linear]:
    double = Linear()
    with double.web:
        yield double
        assert double.web.violations == []


@pytest.fixture
def provider(linear: Linear) -> Iterator[Provider]:
    provider = linear.provider(MEANS)
    yield provider
    provider.close()


class TestLinear(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, provider: Provider) -> Provider:
        return provider


class TestLinearFaults(FaultMatrix):
    spec = SPEC
    theirs: ClassVar = {"status": Presence(Level.TEXT, "On a train", "🚆")}

    @pytest.fixture
    def double(self, clock: HandClock) -> Linear:
        double = Linear()
        double.now = clock.now
        return double

    def refused(self, status: int) -> Says:
        kinds = {401: "authentication error", 403: "forbidden", 429: "ratelimited", 500: "internal error"}
        return failed(kinds.get(status, "other"), "no", status, {"Retry-After": "77"} if status == 429 else None)

    def more_faults(self) -> Sequence[Fault]:
        kinds = ("ratelimited", "forbidden", "internal error", "invalid input")
        return [Fault(f"400: {kind}", says=failed(kind, "no")) for kind in kinds]


def test_what_is_sent_is_as_linear_has_it(linear: Linear, provider: Provider) -> None:
    provider.parts[0].write(OURS)
    sent = linear.web.asked[-1].data["variables"]["input"]
    assert sent == {
        "statusEmoji": "⛔", "statusLabel": "In focus until 11:00", "statusUntilAt": f"{UNTIL:%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip
    provider.parts[0].write(Presence())
    sent = linear.web.asked[-1].data["variables"]["input"]
    assert sent == {"statusEmoji": None, "statusLabel": None, "statusUntilAt": None}


def test_a_key_that_may_only_read_says_so(linear: Linear, provider: Provider) -> None:
    linear.may_write = False
    assert read(provider.parts[0]).blank
    with pytest.raises(SignInRefused, match="needs write access"):
        provider.parts[0].write(OURS)


def test_being_busy_is_told_in_words_alone(provider: Provider) -> None:
    shown = provider.parts[0].shown(Presence(Level.DO_NOT_DISTURB, "In focus", "", UNTIL))
    assert shown == Presence(Level.TEXT, "In focus", "⛔", UNTIL)


def test_a_change_that_did_not_succeed_is_none(linear: Linear, provider: Provider) -> None:
    provider.parts[0].read()
    linear.web.instead = lambda _: Says(200, {"data": {"userUpdate": {"success": False}}})
    with pytest.raises(Broken, match="did not take"):
        provider.parts[0].write(OURS)
