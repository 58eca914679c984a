"""A chat's server with one person on it, as a provider's tests need it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

from focus.errors import ProviderError
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from tests.contract.feeds import TOKEN, twisted
from tests.contract.provider_contract import MEANS
from tests.servers.web import Web


class Person(Protocol):
    now: Callable[[], datetime]
    writes: list[tuple[str, Presence]]

    def shown(self) -> Mapping[str, Presence]: ...
    def by_hand(self, part: str, presence: Presence) -> None: ...


class Server(Protocol):
    web: Web

    @property
    def person(self) -> Person: ...


class Chat:
    """`given`: the settings beside the address."""

    def __init__(self, spec: ProviderSpec, server: Server, given: Mapping[str, Value]) -> None:
        self._spec = spec
        self._given = given
        self._person = server.person
        self.web = server.web
        self.writes = server.person.writes

    def provider(self, means: Means, **changed: Value) -> Provider:
        return self._spec.open({"url": self.web.url, **self._given, **changed}, {"token": TOKEN}, means)

    def shown(self) -> Mapping[str, Presence]:
        return self._person.shown()

    def by_hand(self, part: str, presence: Presence) -> None:
        self._person.by_hand(part, presence)


def any_answer_is_borne(chat: Chat, rounds: int = 30) -> None:
    """Whatever it answers, the provider says what is wrong in the words of `focus.errors`, or gives a presence."""
    shown = Presence(Level.DO_NOT_DISTURB, "In focus", "", datetime.now(UTC) + timedelta(hours=1))
    refused = []
    for seed in range(rounds):
        chat.web.twist = None
        provider = chat.provider(MEANS)
        part = provider.parts[seed % len(provider.parts)]
        part.write(part.shown(shown))
        chat.web.twist = partial(twisted, chance=random.Random(seed))
        calls: tuple[Callable[[], Presence | None], ...] = (part.read, partial(part.write, Presence()), part.read)
        for call in calls:
            try:
                found = call()
            except ProviderError as error:
                refused.append(error.detail)
            else:
                assert found is None or found.until is None or found.until.tzinfo is UTC
        provider.close()
    assert refused
    assert all(refused)
