"""A chat's server with one person on it, as a provider's tests need it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from focus.presence import Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from tests.contract.feeds import TOKEN
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
