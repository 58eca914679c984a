"""Tokens handed out one after the other, and what was said to be refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from inbox.errors import SignedOut


@dataclass
class Handed:
    left: list[str]
    refused: list[str] = field(default_factory=list)

    def token(self, refused: str = "") -> str:
        if refused:
            self.refused.append(refused)
        if not self.left:
            raise SignedOut("nothing left")
        return self.left.pop(0)
