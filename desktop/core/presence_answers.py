"""The desk's answers about presence as JSON; as `desktop.core.answers`. Pure."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from desktop.core.answers import rfc3339
from focus.levels import word

if TYPE_CHECKING:
    from desktop.core.settings.model import ProviderSettings
    from desktop.core.views import PreviewLine, ProviderLine
    from focus.presence import Presence

Json = Any


def provider(line: ProviderLine, zone: tzinfo) -> Json:
    return {
        "provider": line.kind,
        "account": line.name,
        "wanted": presence(line.wanted, zone),
        "found": presence(line.found, zone),
        "ours": line.ours,
        "until": rfc3339(line.until, zone),
        "previous": presence(line.previous, zone),
        "problem": line.problem or None,
        "detail": line.detail,
        "signs_out": rfc3339(line.signs_out, zone),
        "sign_in": line.sign_in or None,
    }


def provider_settings(one: ProviderSettings, _: tzinfo) -> Json:
    """`level`: what it shows in a focus block, null as is usual for it. `sign_in`: the account whose sign-in serves,
    null for its own."""
    return {
        "provider": one.kind,
        "account": one.name,
        "sign_in": one.account or None,
        "level": None if one.level is None else word(one.level),
        "text": one.text,
        "language": one.language or None,
        "values": dict(one.values),
    }


def preview(line: PreviewLine, zone: tzinfo) -> Json:
    """`level`: nothing, text, busy or do_not_disturb; `called`: the service's own word for it. `notes`: codes."""
    return {
        "provider": line.kind,
        "account": line.name,
        "title": line.title,
        "level": word(line.level),
        "called": line.called or None,
        "text": line.text,
        "emoji": line.emoji,
        "until": rfc3339(line.until, zone),
        "notes": list(line.notes),
        "problem": line.problem or None,
        "detail": line.detail,
    }


def presence(found: Presence | None, zone: tzinfo) -> Json:
    if found is None:
        return None
    return {
        "level": found.level.name.lower(),
        "text": found.text,
        "emoji": found.emoji,
        "until": rfc3339(found.until, zone),
    }
