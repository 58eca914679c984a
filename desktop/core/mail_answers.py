"""An opened mail as JSON: the fields scripts rely on. Pure. Times are RFC 3339 with offset, in the schedule's zone."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from desktop.core.answers import rfc3339

if TYPE_CHECKING:  # nobody needs it before a mail is opened
    from inbox.mail.opened import Invitation, Opened

Json = Any


def opened(found: Opened, zone: tzinfo) -> Json:
    """`whole`: false where it was made of what the database has, and `problem` says why. `text` is plain, with `quote`
    and `signature` among its `passages`. `html` names images and links by number, and nothing else."""
    return {
        "whole": found.whole,
        "problem": found.problem or None,
        "detail": found.detail,
        "source_bytes": found.source_bytes,
        "verdict": str(found.verdict),
        "cautions": [str(one) for one in found.cautions],
        "looks_like": found.looks_like or None,
        "headers": [[name, value] for name, value in found.headers],
        "text": "\n".join(one.text for one in found.passages),
        "passages": [{"kind": str(one.kind), "text": one.text} for one in found.passages],
        "html": list(found.html),
        "html_left_out": str(found.html_left_out) or None,
        "remote_images": list(found.remote_images),
        "inline_images": [{"name": name, "size": len(data)} for name, data in found.inline_images.items()],
        "links": [
            {
                "text": one.text,
                "url": one.url or None,
                "host": one.host,
                "deceptive": one.deceptive,
                "refused": one.refused or None,
            }
            for one in found.links
        ],
        "attachments": [
            {
                "index": one.index,
                "name": one.name,
                "kind": one.kind,
                "size": one.size,
                "dangerous": one.dangerous,
            }
            for one in found.attachments
        ],
        "invitations": [_invitation(one, zone) for one in found.invitations],
    }


def _invitation(found: Invitation, zone: tzinfo) -> Json:
    """A day is YYYY-MM-DD; a floating time has no offset."""

    def moment(told: datetime | date | None) -> str | None:
        if isinstance(told, datetime):
            return told.strftime("%Y-%m-%dT%H:%M:%S") if found.floating else rfc3339(told, zone)
        return told.isoformat() if told is not None else None

    return {
        "method": found.method or None,
        "summary": found.summary,
        "location": found.location,
        "organizer": found.organizer,
        "start": moment(found.start),
        "end": moment(found.end),
        "all_day": found.all_day,
        "floating": found.floating,
        "recurs": found.recurs,
        "answer": found.answer or None,
    }
