"""What colleagues read while one is in focus, in the person's language. Pure.

The intention is not in it: it is the person's own business.
"""

from __future__ import annotations

from desktop.core.views import Now

_WORDS = {
    "en": ("In focus until {end}", "In focus until {end}, reading messages at {next}"),
    "fr": ("En concentration jusqu’à {end}", "En concentration jusqu’à {end}, lecture des messages à {next}"),
}


def presence_words(now: Now, language: str) -> str:
    """`language`: en or fr. Times are wall-clock times in the schedule's zone."""
    alone, with_next = _WORDS[language]
    if now.until is None:
        return ""
    if now.next_check_in is None:
        return alone.format(end=f"{now.until:%H:%M}")
    return with_next.format(end=f"{now.until:%H:%M}", next=f"{now.next_check_in:%H:%M}")
