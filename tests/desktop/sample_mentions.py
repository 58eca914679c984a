"""What tools told in the sample morning, and a mail that only looks like a tool's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from inbox.item import Channel, Item, Reason
from tests.desktop.sample import Mail, item

_OPENED = datetime(2026, 11, 18, 10, tzinfo=UTC)


def looks_alike(id: int, language: str = "en") -> Item:
    """A mail that is made like a tool's, and nobody vouches for it."""
    words = "[hull/api] Vérifiez votre jeton" if language == "fr" else "[hull/api] Verify your token"
    text = "Votre jeton expire aujourd’hui." if language == "fr" else "Your token expires today."
    made = item(id, Mail("GitHub", "notifications@github-mail.example", words, text, 15), _OPENED)
    return replace(made, tool="github", link="https://github-mail.example/token")


def from_api(id: int, reason: Reason, rank: int, name: str = "Ana Silva", *, subject: str = "Sails") -> Item:
    """A notification that a tool told over its API."""
    made = item(id, Mail(name, "", subject, "The main sail is torn again.", 25, reason), _OPENED)
    link = "https://github.com/acme/boat/issues/7"
    return replace(made, channel=Channel.MENTION, tool="github", project="acme/boat", rank=rank, link=link, also=())


def flood(language: str = "en") -> tuple[Item, ...]:
    """Notifications of all ranks, and one that only looks like it."""
    sail = "La grand-voile" if language == "fr" else "The main sail"
    return (
        from_api(90, Reason.ASSIGNED, 4, subject=sail),
        looks_alike(91, language),
        from_api(92, Reason.SUBSCRIBED, 2, "Tomás Silva da Costa e Albuquerque"),
        from_api(93, Reason.MENTIONED, 0, "Release bot", subject="1.4"),
        from_api(94, Reason.STATE_CHANGE, 2, subject="Anchor"),
    )
