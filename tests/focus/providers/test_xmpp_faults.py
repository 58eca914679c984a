"""The matrix for XMPP: connections of which each ends with the life that opened it, without a server. (Prosody's are in
`test_xmpp`; how one is opened anew is `inbox.xmpp`'s.)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.providers.xmpp import SPEC
from focus.stream import Shown
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.told import Noted


class Connections:
    """What a server shows of each; all of them are the person's."""

    def __init__(self) -> None:
        self.open: list[Connection] = []

    def provider(self, means: Means) -> Provider:
        def stream(*_: Any, **__: Any) -> Connection:
            return Connection(self)

        return SPEC.open({"jid": "ada@example.org"}, {"password": "secret"}, replace(means, stream=stream))

    def look(self) -> Mapping[str, Presence]:
        shown = [one.now for one in self.open if one.now is not None]
        assert len(shown) <= 1
        if not shown:
            return {"connection": Presence()}
        level = Level.BUSY if shown[0].show == "dnd" else Level.TEXT
        return {"connection": Presence(level, shown[0].status)}


class Connection:
    def __init__(self, there: Connections) -> None:
        self._there = there
        self.now: Shown | None = None
        there.open.append(self)

    def shown(self) -> Shown | None:
        return self.now

    def show(self, shown: Shown | None) -> None:
        self.now = shown

    def close(self) -> None:
        if self in self._there.open:
            self._there.open.remove(self)


class TestXmppFaults(FaultMatrix):
    """Nobody but us changes what our own connection shows."""

    spec = SPEC
    seen = False
    over_http = False

    @pytest.fixture
    def double(self) -> Noted:
        server = Connections()

        def change(presence: Presence) -> None:
            assert presence.blank
            assert server.look() == {"connection": Presence()}

        return Noted(server.provider, server.look, change)
