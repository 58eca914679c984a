"""The part of a desk in memory that knows which senders are tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.core.views import ToolLine
from inbox.item import Channel, Item, State
from inbox.mail.called import suggestion


class ToolsDouble:
    items: dict[int, Item]
    named: tuple[ToolLine, ...] = ()

    def _change(self, name: str, ids: Sequence[int], change: Callable[[Item], Item]) -> int:
        raise NotImplementedError

    def tools(self) -> tuple[ToolLine, ...]:
        return self.named

    def call_tool(self, id: int, name: str = "") -> ToolLine:
        chosen = self.items[id]
        return self.add_tool(name or suggestion(chosen.sender_name, chosen.sender_address), chosen.sender_address)

    def add_tool(self, name: str, sender: str) -> ToolLine:
        ids = [one.id for one in self.items.values() if one.sender_address == sender and one.state is not State.DONE]
        changed = self._change("tool", ids, lambda item: replace(item, channel=Channel.MENTION, tool=name, rank=2))
        self.named += (ToolLine(name, sender),)
        return ToolLine(name, sender, changed)

    def remove_tool(self, name: str) -> tuple[ToolLine, ...]:
        gone = tuple(one for one in self.named if name in {one.name, one.sender})
        self.named = tuple(one for one in self.named if one not in gone)
        return gone
