"""An opened mail as JSON and back: how it comes out of the process that took it apart. Pure.

JSON, because what made it had a stranger's mail in its hands: reading it can run nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

from inbox.item import Verdict
from inbox.mail.authenticity import Trust
from inbox.mail.opened import (
    Attachment,
    Caution,
    Invitation,
    LeftOut,
    Link,
    Opened,
    Passage,
    PassageKind,
)
from inbox.mail.opening import About


def dumps(opened: Opened) -> tuple[bytes, bytes]:
    """And the images, one after the other: they are most of it, and stay as they are."""
    whole = asdict(replace(opened, inline_images={}))
    whole["inline_images"] = [[name, len(data)] for name, data in opened.inline_images.items()]
    whole["invitations"] = [
        {**asdict(one), "start": _written(one.start), "end": _written(one.end)} for one in opened.invitations
    ]
    return json.dumps(whole).encode(), b"".join(opened.inline_images.values())


def loads(data: bytes, images: bytes) -> Opened:
    """Raises ValueError, KeyError or TypeError for what `dumps` has not made."""
    told = json.loads(data)
    return Opened(
        passages=tuple(
            Passage(
                PassageKind(one["kind"]), str(one["text"]), tuple((int(a), int(b), int(c)) for a, b, c in one["links"])
            )
            for one in told["passages"]
        ),
        html=_texts(told["html"]),
        html_left_out=LeftOut(told["html_left_out"]),
        inline_images=_images(told["inline_images"], images),
        remote_images=_texts(told["remote_images"]),
        links=tuple(Link(**one) for one in told["links"]),
        attachments=tuple(Attachment(**one) for one in told["attachments"]),
        invitations=tuple(_invitation(one) for one in told["invitations"]),
        verdict=Verdict(told["verdict"]),
        cautions=tuple(Caution(one) for one in told["cautions"]),
        looks_like=str(told["looks_like"]),
        headers=tuple((str(name), str(value)) for name, value in told["headers"]),
        whole=bool(told["whole"]),
        problem=str(told["problem"]),
        detail=str(told["detail"]),
        source_bytes=int(told["source_bytes"]),
    )


def dump_about(about: About) -> dict[str, Any]:
    return asdict(about)


def load_about(told: dict[str, Any]) -> About:
    return About(Trust(_texts(told["trust"]["ids"]), bool(told["trust"]["nameless"])), _texts(told["known"]))


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in values)


def _images(told: Any, data: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    start = 0
    for name, size in told:
        found[str(name)] = data[start : start + size]
        start += size
    return found


def _written(moment: datetime | date | None) -> str | None:
    """An aware one keeps its offset, and loses the name of its zone."""
    return moment.isoformat() if moment is not None else None


def _moment(told: str | None, all_day: bool) -> datetime | date | None:
    if told is None:
        return None
    if all_day:
        return date.fromisoformat(told)
    found = datetime.fromisoformat(told)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _invitation(told: dict[str, Any]) -> Invitation:
    all_day = bool(told["all_day"])
    moments = {name: _moment(told[name], all_day) for name in ("start", "end")}
    return Invitation(**{**told, **moments, "all_day": all_day})
