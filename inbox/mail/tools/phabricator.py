"""Phabricator and Phorge, at a host the person added.

X-Phabricator-Stamps says it all: `actor(@ada) mention(@grace) monogram(T12) to(@grace)`
(https://we.phorge.it/book/phorge/article/mail_rules/). X-Phabricator-Mail-Tags say what happened.

Threads: `HOST/T12` (its monogram). Events: none, for the comments that its mails
lead to are those that were quoted.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, host_of, path_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_STAMP: Final = re.compile(r"([a-z-]{1,40})\(([^()\s]{0,200})\)")
_TAG: Final = re.compile(r"<([a-z-]{1,60})>")
_MONOGRAM: Final = re.compile(r"/([A-Z]{1,3}\d{1,9}|r[A-Z0-9]+[0-9a-f]{7,40})$")
_SUBJECT: Final = re.compile(r"\b([DTPM]\d{1,9}):")
_STATES: Final = ("-status", "-cc", "-subtype", "-column", "-projects", "-priority", "-updated", "-committed", "-other")


def _read(letter: Letter) -> Mention | None:
    stamps: dict[str, set[str]] = {}
    for found in _STAMP.finditer(letter.field("x-phabricator-stamps")):
        stamps.setdefault(found[1], set()).add(found[2].lower().removeprefix("@"))
    tags = set(_TAG.findall(letter.field("x-phabricator-mail-tags")))
    if not stamps and not tags:
        return None
    links = [link for link in letter.links() if _MONOGRAM.match(path_of(link))]
    subject = _SUBJECT.search(letter.subject)
    name = next((one.upper() for one in stamps.get("monogram", ())), "") or (subject[1] if subject else "")
    link = next((one for one in links if not name or path_of(one).upper() == f"/{name}"), "")
    name = path_of(link).strip("/") if link else name
    thread = f"{host_of(link) or letter.host()}/{name}" if name else ""
    reason, why = _reason(letter, stamps, tags)
    actors = stamps.get("actor", set())
    return Mention(
        reason=reason,
        actor=next(iter(sorted(actors)), "") or letter.sender_name,
        project=next(iter(sorted(one.removeprefix("#") for one in stamps.get("tag", ()))), ""),
        thread=thread,
        link=without_query(link).partition("#")[0],
        excerpt=letter.new_text(),
        people=max(1, len(stamps.get("mention", ()))),
        bot=bool(stamps.get("via", set()) & {"herald", "harbormaster", "daemon"}),
        why=why,
    )


def _reason(letter: Letter, stamps: dict[str, set[str]], tags: set[str]) -> tuple[Reason, str]:
    def mine(stamp: str) -> bool:
        return bool(letter.logins & stamps.get(stamp, set()))

    to_me = mine("to")
    if mine("mention"):
        return Reason.MENTIONED, "X-Phabricator-Stamps: mention"
    if "differential-review-request" in tags and (mine("reviewer") or mine("blocking-reviewer")):
        return Reason.REVIEW_ASKED, "X-Phabricator-Mail-Tags: differential-review-request"
    if "maniphest-owner" in tags and to_me:
        return Reason.ASSIGNED, "X-Phabricator-Mail-Tags: maniphest-owner"
    told = ", ".join(sorted(tags))
    if any(tag.endswith(("-comment", "-transcript")) for tag in tags):
        return Reason.REPLIED if to_me or mine("author") else Reason.SUBSCRIBED, f"X-Phabricator-Mail-Tags: {told}"
    if tags and all(tag.endswith(_STATES) for tag in tags):
        return Reason.STATE_CHANGE, f"X-Phabricator-Mail-Tags: {told}"
    return Reason.SUBSCRIBED, f"X-Phabricator-Mail-Tags: {told}" if told else "X-Phabricator-Stamps"


SPEC = Tool(
    name="phabricator",
    title="Phabricator",
    read=_read,
    fields=("x-phabricator-mail-tags",),
    marks=("x-phabricator-stamps", "x-phabricator-mail-tags", "x-phabricator-sent-this-message"),
)
