"""History in memory, for doubles of a desk: it goes as far as a test says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from desktop.core.views import HistoryLine


def history_line(account: str, since: datetime, *, state: str = "running", done: int = 0, **more: Any) -> HistoryLine:
    line = HistoryLine(account, state, since, done, done, None, None, None, "", "", None, since)
    return replace(line, **more)


def half_way(account: str, at: datetime) -> HistoryLine:
    since, reached = at - timedelta(days=365), at - timedelta(days=150)
    return history_line(account, since, done=12_340, expected=30_112, reached=reached, per_second=812.0)


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
