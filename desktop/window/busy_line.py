"""Who sees that the person is busy, in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.core.text import cleaned
from desktop.core.views import ProviderLine
from desktop.window.counted import Counted
from desktop.window.texts import level, pair, translate
from focus.presence import Level


def service_name(line: ProviderLine) -> str:
    """What its kind is called, or how the person called it."""
    if line.kind == "desktop":
        return translate("Presence", "This desktop")
    return cleaned(line.title if line.title and line.name == line.kind else line.name, 40)


def busy_words(lines: Sequence[ProviderLine]) -> str:
    """The services where we show something: by name with how strongly where that is the same on all, else how many."""
    ours = [line for line in lines if _shows(line)]
    if not ours:
        return ""
    levels = {line.wanted.level for line in ours if line.wanted}
    if len(ours) <= 3 and len(levels) == 1:
        return pair(", ".join(service_name(line) for line in ours), level(*levels))
    return Counted().busy_on(len(ours))


def busy_line(lines: Sequence[ProviderLine]) -> str:
    """On how many services one is busy, and what is wrong; '' where there is no service at all."""
    if not lines:
        return ""
    busy = sum(_shows(line) for line in lines)
    words = Counted().busy_on(busy) if busy else translate("Presence", "Not shown as busy anywhere yet")
    return " · ".join((words, *_troubles(lines)))


def _shows(line: ProviderLine) -> bool:
    """Confirmed, and not only asked for."""
    found = line.found
    return line.ours and line.wanted is not None and found is not None and found.level is not Level.AVAILABLE


def _troubles(lines: Iterable[ProviderLine]) -> Iterable[str]:
    troubled = [line for line in lines if line.problem]
    if len(troubled) > 1:
        return (Counted().services_wrong(len(troubled)),)
    return tuple(_trouble(line) for line in troubled)


def _trouble(line: ProviderLine) -> str:
    forms = {
        "offline": translate("Presence", "{name} could not be reached"),
        "not_open": translate("Presence", "{name} is open nowhere"),
        "in_a_call": translate("Presence", "{name} shows a call or a meeting"),
        "signed_out": translate("Presence", "you are signed out of {name}"),
        "sign_in_refused": translate("Presence", "{name} refuses the sign-in"),
    }
    return forms.get(line.problem, translate("Presence", "{name} has a problem")).format(name=service_name(line))
