"""Mails of Launchpad."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

BUG = "Ada L <381598@bugs.launchpad.net>"
ME = Known(logins=frozenset({"grace"}))
THREAD = "bugs.launchpad.net/bugs/381598"


def told(
    rationale: str,
    text: str = "Hm.",
    *,
    sender: str = BUG,
    signed: str = "launchpad.net",
    first: bool = True,
    **more: str,
) -> bytes:
    fields = {
        "Reply_To": "Bug 381598 <381598@bugs.launchpad.net>",
        "X_Launchpad_Bug": "distribution=ubuntu; sourcepackage=boat; component=main; status=New; assignee=None;",
        "X_Launchpad_Bug_Modifier": "Ada L (ada)",
        "X_Launchpad_Message_Rationale": rationale,
        **more,
    }
    if not first:
        fields["References"] = "<2026.malonedeb@launchpad.net>"
    return letter(sender, "[Bug 381598] [NEW] Leaks", text=text, signed=signed, **fields)


ROWS = [
    ("Assignee", "Hm.", True, Reason.ASSIGNED, False, 4),
    ("Assignee", "Hm.", False, Reason.REPLIED, False, 3),
    ("Assignee", "** Changed in: boat\n     Assignee: Bob (bob) => Grace (grace)", False, Reason.ASSIGNED, False, 4),
    ("Assignee @crew", "Hm.", True, Reason.ASSIGNED, True, 3),
    ("Subscriber", "Hm.", True, Reason.SUBSCRIBED, False, 2),
    ("Subscriber @crew", "Hm.", True, Reason.SUBSCRIBED, True, 2),
    ("Subscriber", "@grace look", True, Reason.MENTIONED, False, 5),
    ("Subscriber @crew", "> @grace look\n\nHm.", True, Reason.SUBSCRIBED, True, 2),
    ("Registrant (boat)", "Hm.", True, Reason.SUBSCRIBED, False, 2),
    ("Reviewer", "Hm.", True, Reason.REVIEW_ASKED, False, 4),
    ("Requester @crew", "Built.", True, Reason.AUTOMATIC, True, 1),
]


@pytest.mark.parametrize(("rationale", "text", "first", "reason", "group", "rank"), ROWS)
def test_what_it_tells(rationale: str, text: str, first: bool, reason: Reason, group: bool, rank: int) -> None:
    found = notified(told(rationale, f"{text}\n\n-- \nYou received this, @grace.\nhttps://{THREAD}", first=first), ME)
    names = ("tool", "verified", "reason", "group", "rank", "actor", "project", "thread", "link", "excerpt")
    assert facts(found, *names[:-1]) == {
        "tool": "launchpad",
        "verified": True,
        "reason": reason,
        "group": group,
        "rank": rank,
        "actor": "ada",
        "project": "boat",
        "thread": THREAD,
        "link": f"https://{THREAD}",
    }
    assert "You received" not in str(facts(found, "excerpt"))


def test_a_comment_that_is_linked_is_not_the_one_that_the_mail_is_about() -> None:
    at = "https://bugs.launchpad.net/ubuntu/+source/boat/+bug/381598"
    text = f"As bug https://bugs.launchpad.net/bugs/1 and {at}/comments/9"
    found = notified(told("Subscriber", text, first=False))
    assert facts(found, "thread", "event", "link") == {"thread": THREAD, "event": "", "link": at}


def test_a_merge_proposal() -> None:
    text = "Hm.\n-- \nhttps://code.launchpad.net/~ada/boat/+git/boat/+merge/12\nYour team is requested to review."
    content = letter(
        "Ada <mp+12@code.launchpad.net>", text=text, signed="launchpad.net", X_Launchpad_Message_Rationale="Reviewer"
    )
    assert facts(notified(content), "reason", "thread", "actor") == {
        "reason": Reason.REVIEW_ASKED,
        "thread": "code.launchpad.net/~ada/boat/+git/boat/+merge/12",
        "actor": "Ada",
    }


def test_programs_rank_low() -> None:
    by_program = told("Assignee", X_Launchpad_Bug_Modifier="Launchpad Janitor (janitor)")
    assert facts(notified(by_program), "bot", "rank") == {"bot": True, "rank": 1}
    built = told("Owner", X_Launchpad_Notification_Type="recipe-build-status")
    assert facts(notified(built), "reason") == {"reason": Reason.AUTOMATIC}


@pytest.mark.parametrize(
    ("sender", "signed"),
    [
        (BUG, ""),
        (BUG, "example.net"),
        (BUG, "lists.ubuntu.com"),
        ("Ada <ada@ubuntu.com>", "ubuntu.com"),
        ("Ada <381598@bugs.launchpad.net.example.net>", "example.net"),
    ],
)
def test_what_nobody_vouches_for(sender: str, signed: str) -> None:
    found = notified(told("Assignee", sender=sender, signed=signed))
    assert facts(found, "tool", "verified", "rank") == {"tool": "launchpad", "verified": False, "rank": 0}


def test_what_is_about_the_account_tells_of_nothing() -> None:
    content = letter("Launchpad <noreply@launchpad.net>", "Confirm your address", signed="launchpad.net")
    assert notified(content) is None
    assert notified(letter("Ada <crew@lists.launchpad.net>", "Dinner", signed="launchpad.net")) is None
