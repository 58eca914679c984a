"""What the person says of tools: that all a sender writes is one's. Called on the engine's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from desktop.core.desk import RequestError
from desktop.core.settings import edit
from desktop.core.setup import Setup
from desktop.core.views import ToolLine
from inbox.item import Channel, Details
from inbox.queue import Queue

_LIST = "`ecluse tool list` lists them."


class Tools:
    """`changed` is told how many items were changed."""

    def __init__(
        self,
        setup: Setup,
        queue: Queue,
        details: Callable[[int], Details],
        changed: Callable[[int], int],
        now: Callable[[], datetime],
    ) -> None:
        self._setup = setup
        self._queue = queue
        self._details = details
        self._changed = changed
        self._now = now

    def lines(self) -> tuple[ToolLine, ...]:
        return tuple(ToolLine(name, sender) for sender, name in self._setup.settings.known.senders.items())

    def call(self, id: int, name: str = "") -> ToolLine:
        from inbox.mail import called  # with all that reads mails, which a start does without

        item = self._details(id).item
        sender = item.sender_address.lower()
        if item.tool:
            already = item.channel is Channel.MENTION
            raise RequestError(
                f"This message is one of {item.tool} already. Nothing was changed."
                if already
                else f"This message looks like one of {item.tool}, and nobody vouches for it. Nothing was changed.",
                "" if already else "If your team runs it, add its host to the settings.",
            )
        if "@" not in sender:
            raise RequestError("This message has no sender's address. Nothing was changed.")
        return self._add(name or called.suggestion(item.sender_name, sender), sender, (id,))

    def add(self, name: str, sender: str) -> ToolLine:
        if not name.strip():
            raise RequestError("A tool needs a name. Nothing was changed.")
        return self._add(name, sender.strip().lower(), ())

    def remove(self, name: str) -> tuple[ToolLine, ...]:
        gone = tuple(one for one in self.lines() if name.strip().lower() in {one.name.lower(), one.sender})
        if not gone:
            raise RequestError(f'There is no tool named "{name}". Nothing was changed.', _LIST)
        for one in gone:
            self._setup.change(partial(edit.remove_tool, sender=one.sender))
        return gone

    def take_back(self, sender: str) -> None:
        """What `call` wrote of them."""
        self._setup.change(partial(edit.remove_tool, sender=sender))

    def _add(self, name: str, sender: str, also: tuple[int, ...]) -> ToolLine:
        name = " ".join(name.split())
        self._setup.change(partial(edit.save_tool, name=name, sender=sender))
        items, unverified = self._queue.call_tool(sender, name, also, self._now())
        self._changed(items + unverified)
        return ToolLine(name, sender, items, unverified)
