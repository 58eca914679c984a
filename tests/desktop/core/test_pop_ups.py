"""Whether what is held still pops up is said of the accounts that hear notifications."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.core.events import AccountsChanged, Event, PresenceChanged
from desktop.core.pop_ups import tell, with_pop_ups
from desktop.core.views import AccountLine, ProviderLine
from inbox.sources import Remark

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def account(kind: str) -> AccountLine:
    return AccountLine(kind, kind, kind, "ok", NOON, "", NOON, 3, push=True)


def provider(kind: str, problem: str = "", detail: str = "") -> ProviderLine:
    return ProviderLine(kind, kind, None, None, False, None, None, problem, detail)


def remarks(*providers: ProviderLine) -> list[tuple[Remark, ...]]:
    return [line.remarks for line in with_pop_ups((account("imap"), account("notifications")), providers)]


def test_with_do_not_disturb_that_works_there_is_nothing_to_say() -> None:
    assert remarks(provider("file"), provider("desktop")) == [(), ()]
    assert remarks(provider("desktop", "unsupported", "no"), provider("desktop")) == [(), ()]


def test_without_any_they_still_pop_up() -> None:
    assert remarks(provider("file")) == [(), (Remark("pop_ups", ""),)]


def test_why_it_does_not_work_is_said() -> None:
    assert remarks(provider("desktop", "unsupported", "mako")) == [(), (Remark("pop_ups", "mako"),)]
    assert remarks(provider("desktop", "offline")) == [(), (Remark("pop_ups", "offline"),)]


def test_what_changed_about_it_is_told() -> None:
    told: list[Event] = []
    tell(told.append, (account("imap"),), ())
    assert told == [PresenceChanged(())]
    told.clear()
    tell(told.append, (account("notifications"),), ())
    assert told == [PresenceChanged(()), AccountsChanged((account("notifications"),))]
