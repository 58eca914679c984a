"""Mails of Bugzilla."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "bugs.example.org"
DAEMON = f"bugzilla-daemon@{HOST}"
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
THREAD = f"{HOST}/show_bug.cgi?id=7"
COMMENT = "--- Comment #3 from Ada L (ada@example.org) ---\nMend it.\n"


def told(
    reason: str,
    kind: str = "changed",
    text: str = COMMENT,
    changed: str = "",
    *,
    sender: str = DAEMON,
    signed: str = HOST,
) -> bytes:
    ids = {"Message_ID": f"<bug-7-12-aB3@https.{HOST}/>", "References": f"<bug-7-12@https.{HOST}/>"}
    if kind == "new":
        ids = {"Message_ID": f"<bug-7-12@https.{HOST}/>"}
    return letter(
        sender,
        "[Bug 7] Leaks",
        text=f"https://{HOST}/show_bug.cgi?id=7\n\n{text}\n-- \nYou are receiving this mail because:\nYou are @grace.",
        signed=signed,
        X_Bugzilla_Reason=reason,
        X_Bugzilla_Type=kind,
        X_Bugzilla_Who="ada@example.org",
        X_Bugzilla_Product="Boat",
        X_Bugzilla_Component="hull",
        X_Bugzilla_URL=f"https://{HOST}/",
        X_Bugzilla_Changed_Fields=changed,
        **ids,
    )


ROWS = [
    ("AssignedTo", "new", "Leaks.", "assigned_to", Reason.ASSIGNED, 4, "c0"),
    ("AssignedTo", "changed", "", "assigned_to", Reason.ASSIGNED, 4, ""),
    ("AssignedTo", "changed", COMMENT, "", Reason.REPLIED, 3, "c3"),
    ("AssignedTo", "changed", "", "bug_status resolution", Reason.STATE_CHANGE, 2, ""),
    ("QAcontact", "changed", "", "qa_contact", Reason.ASSIGNED, 4, ""),
    ("Reporter", "changed", COMMENT, "", Reason.REPLIED, 3, "c3"),
    ("Reporter CC", "changed", COMMENT, "bug_status", Reason.REPLIED, 3, "c3"),
    ("CC", "changed", COMMENT, "", Reason.SUBSCRIBED, 2, "c3"),
    ("CC", "changed", COMMENT.replace("Mend", "@grace: mend"), "", Reason.MENTIONED, 5, "c3"),
    ("CC", "changed", "--- Kommentar #3 von Ada ---\nMend it.\n", "", Reason.SUBSCRIBED, 2, "c3"),
    ("None", "changed", COMMENT, "", Reason.SUBSCRIBED, 2, "c3"),
    ("None", "request", "Ada has asked Grace for review.", "", Reason.REVIEW_ASKED, 4, ""),
]


@pytest.mark.parametrize(("reason", "kind", "text", "changed", "found", "rank", "event"), ROWS)
def test_what_it_tells(reason: str, kind: str, text: str, changed: str, found: Reason, rank: int, event: str) -> None:
    notification = notified(told(reason, kind, text, changed), ME)
    names = ("tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link")
    assert facts(notification, *names) == {
        "tool": "bugzilla",
        "verified": True,
        "reason": found,
        "rank": rank,
        "actor": "ada@example.org",
        "project": "Boat/hull",
        "thread": THREAD,
        "event": f"{THREAD}#{event}" if event else "",
        "link": f"https://{THREAD}#{event}" if event not in {"", "c0"} else f"https://{THREAD}",
    }


def test_the_excerpt_is_the_comment() -> None:
    assert facts(notified(told("CC"), ME), "excerpt") == {"excerpt": "Mend it."}


@pytest.mark.parametrize(
    ("sender", "signed", "known"),
    [
        (DAEMON, "", ME),
        (DAEMON, HOST, Known()),
        (DAEMON, "example.net", ME),
        ("ada@example.net", "example.net", ME),
        ("bugzilla-daemon@bugs.example.org.example.net", "example.net", ME),
    ],
)
def test_what_nobody_vouches_for(sender: str, signed: str, known: Known) -> None:
    found = notified(told("AssignedTo", "new", sender=sender, signed=signed), known)
    assert facts(found, "tool", "verified", "rank") == {"tool": "bugzilla", "verified": False, "rank": 0}


def test_what_is_about_the_account_tells_of_nothing() -> None:
    content = letter(DAEMON, "Bugzilla account", signed=HOST, X_Bugzilla_Type="admin", Message_ID="<1@example.org>")
    assert notified(content, ME) is None
