"""The matrix for a webhook, which cannot be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from focus.presence import Presence
from focus.providers import Means, Provider, webhook
from focus.records import presence_of
from tests.contract.faults import Fault
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.told import ToldContract
from tests.servers.web import Asked, Says, Web


class Receiver:
    """Somebody who believes what a webhook tells, and does not look at `until`: the end must be told."""

    def __init__(self) -> None:
        self.web = Web(self._hear)
        self.writes: list[tuple[str, Presence]] = []
        self._now = Presence()

    def provider(self, means: Means) -> Provider:
        return webhook.SPEC.open({"url": f"{self.web.url}/hook"}, {"secret": "sign-with-this"}, means)

    def shown(self) -> Mapping[str, Presence]:
        return {"told": self._now}

    def by_hand(self, _part: str, presence: Presence) -> None:
        self._now = presence

    def _hear(self, asked: Asked) -> Says:
        told = asked.data
        assert told["event"] == "end" or told["until"] is not None
        self._now = presence_of({**told, "emoji": ""})
        self.writes.append(("told", self._now))
        return Says(204)


class TestWebhook(ToldContract):
    spec = webhook.SPEC

    @pytest.fixture
    def double(self) -> Receiver:
        return Receiver()


class TestWebhookFaults(FaultMatrix):
    spec = webhook.SPEC
    seen = False

    @pytest.fixture
    def double(self) -> Receiver:
        return Receiver()

    def faults(self) -> Sequence[Fault]:
        # Any 2xx says that it was heard: what else it says is for people.
        return [fault for fault in super().faults() if fault.applied or not (fault.says and fault.says.status == 200)]
