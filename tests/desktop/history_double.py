"""History in memory, for doubles of a desk: it goes as far as a test says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from desktop.core.views import HistoryLine


def history_line(account: str, since: datetime, *, state: str = "running", done: int = 0, **more: Any) -> HistoryLine:
    line = HistoryLine(account, state, since, done, done, None, None, None, "", "", None, since)
    return replace(line, **more)


class HistoryDouble:
    """The part of `desktop.core.desk.Desk` that is about history."""

    @cached_property
    def history_lines(self) -> dict[str, HistoryLine]:
        return {}

    def history(self) -> tuple[HistoryLine, ...]:
        return tuple(self.history_lines.values())

    def fetch_history(self, account: str, since: datetime) -> HistoryLine:
        self.history_lines[account] = history_line(account, since)
        return self.history_lines[account]

    def pause_history(self, account: str) -> HistoryLine:
        return self._to(account, "paused")

    def resume_history(self, account: str) -> HistoryLine:
        return self._to(account, "running")

    def stop_history(self, account: str) -> None:
        self.history_lines.pop(account, None)

    def _to(self, account: str, state: str) -> HistoryLine:
        self.history_lines[account] = replace(self.history_lines[account], state=state)
        return self.history_lines[account]
