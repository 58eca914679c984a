"""Launchpad.

https://documentation.ubuntu.com/launchpad/ (its header fields). Mails about a bug are from
`381598@bugs.launchpad.net`; older ones are from the person themself, whose domain cannot vouch for Launchpad: those
stay ordinary mails. It writes English only.

Threads: `bugs.launchpad.net/bugs/381598`, `code.launchpad.net/~owner/project/+git/repo/+merge/12`,
`answers.launchpad.net/PROJECT/+question/5`. Events: none, for a comment that a mail links to is
another one, which somebody wrote of.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, path_of, place_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_BUG: Final = re.compile(r"\b(\d{1,12})@bugs\.launchpad\.net")
_SUBJECT: Final = re.compile(r"\[Bug (\d{1,12})\]")
_PATH: Final = re.compile(r".*/(?:\+bug/(\d+)|bugs/(\d+)|\+merge/\d+|\+question/\d+)(?:/comments/(\d+))?")
_PERSON: Final = re.compile(r"\(([\w.+-]{1,100})\)\s*$")
_PACKAGE: Final = re.compile(r"\b(distribution|product|sourcepackage)=([\w.+-]{1,100})")
_ASSIGNED: Final = re.compile(r"^[ \t]{1,20}Assignee: .{1,200} => ", re.MULTILINE)
_PROGRAMS: Final = frozenset({"janitor", "bug-watch-updater"})
_REASONS: Final = {
    "assignee": Reason.ASSIGNED,
    "reviewer": Reason.REVIEW_ASKED,
    "author": Reason.REPLIED,
    "owner": Reason.REPLIED,
    "reporter": Reason.REPLIED,
    "requester": Reason.AUTOMATIC,
    "creator": Reason.AUTOMATIC,
}


def _read(letter: Letter) -> Mention | None:
    rationale = letter.field("x-launchpad-message-rationale")
    if not rationale:
        return None
    link = _link(letter)
    thread = _thread(letter, link)
    named = letter.named()
    word, _, team = rationale.partition("@")
    reason = _REASONS.get(word.split("(")[0].strip().lower(), Reason.SUBSCRIBED)
    if letter.field("x-launchpad-notification-type").endswith("build-status") or letter.field(
        "x-launchpad-build-state"
    ):
        reason = Reason.AUTOMATIC
    elif letter.logins & named:
        reason = Reason.MENTIONED
    elif reason is Reason.ASSIGNED and letter.references and not _ASSIGNED.search(letter.new_text()):
        reason = Reason.REPLIED  # whoever is assigned hears of all that follows for that
    modifier = _PERSON.search(letter.field("x-launchpad-bug-modifier"))
    return Mention(
        reason=reason,
        actor=modifier[1] if modifier else letter.sender_name,
        project=_project(letter),
        thread=thread,
        link=link or (f"https://{thread}" if thread else ""),
        excerpt=letter.new_text(),
        people=max(1, len(named)),
        group=bool(team) and reason is not Reason.MENTIONED,
        bot=modifier is not None and modifier[1] in _PROGRAMS,
        why=f"X-Launchpad-Message-Rationale: {rationale}",
    )


def _bug(letter: Letter) -> str:
    addresses = f"{letter.sender_address} {letter.field('reply-to')}"
    found = _BUG.search(addresses) or _SUBJECT.search(letter.subject)
    return found[1] if found else ""


def _link(letter: Letter) -> str:
    """Whoever wrote may have linked to other bugs."""
    bug = _bug(letter)
    for link in letter.links():
        found = _PATH.fullmatch(path_of(link))
        if found and (not bug or bug in {found[1], found[2]}):
            return without_query(link).partition("/comments/")[0]
    return ""


def _thread(letter: Letter, link: str) -> str:
    if bug := _bug(letter):
        return f"bugs.launchpad.net/bugs/{bug}"
    found = _PATH.fullmatch(path_of(link)) if link else None
    if found and (found[1] or found[2]):
        return f"bugs.launchpad.net/bugs/{found[1] or found[2]}"
    return place_of(link).partition("/comments/")[0]


def _project(letter: Letter) -> str:
    told = {found[1]: found[2] for found in _PACKAGE.finditer(letter.field("x-launchpad-bug")) if found[2] != "None"}
    return next((told[kind] for kind in ("sourcepackage", "product", "distribution") if kind in told), "")


SPEC = Tool(
    name="launchpad",
    title="Launchpad",
    read=_read,
    senders=(
        "@bugs.launchpad.net",
        "@code.launchpad.net",
        "@answers.launchpad.net",
        "@blueprints.launchpad.net",
        "@translations.launchpad.net",
        "noreply@launchpad.net",
    ),
    signers=("launchpad.net", "canonical.com"),
    hosts=("launchpad.net",),
    fields=(
        "reply-to",
        "x-launchpad-bug",
        "x-launchpad-bug-modifier",
        "x-launchpad-notification-type",
        "x-launchpad-build-state",
    ),
    marks=("x-launchpad-message-rationale",),
)
