"""The rules of the window tests' desk: what its keys write, in memory."""

from __future__ import annotations

from desktop.core.views import Hold, RuleLine
from inbox.item import Item


class RulesDouble:
    items: dict[int, Item]

    def __init__(self) -> None:
        self.rule_lines: tuple[RuleLine, ...] = ()

    def rules(self) -> tuple[RuleLine, ...]:
        return self.rule_lines

    def not_urgent(self, id: int) -> RuleLine:
        return self._first(f"not urgent: {self.items[id].sender_address}", id, "hold")

    def always(self, id: int) -> RuleLine:
        return self._first(f"always: {self.items[id].sender_address}", id, "pass")

    def remove_rule(self, name: str) -> RuleLine:
        gone = next(one for one in self.rule_lines if one.name == name)
        self.rule_lines = tuple(one for one in self.rule_lines if one is not gone)
        return gone

    def hold(self, id: int) -> Hold | None:
        return None

    def _first(self, name: str, id: int, act: str) -> RuleLine:
        line = RuleLine(name, {"address": [self.items[id].sender_address]}, act)
        self.rule_lines = (line, *self.rule_lines)
        return line
