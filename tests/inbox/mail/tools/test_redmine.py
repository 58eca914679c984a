"""Mails of Redmine."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "redmine.example.org"
REDMINE = f"redmine@{HOST}"
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
THREAD = f"{HOST}/issues/12"
CREATED = {"Message_ID": f"<redmine.issue-12.20261123.5@{HOST}>"}
CHANGED = {"Message_ID": f"<redmine.journal-34.20261123.5@{HOST}>", "References": f"<redmine.issue-12.20261123@{HOST}>"}
TO_ME = {"X_Redmine_Issue_Assignee": "grace"}
MINE = {"X_Redmine_Issue_Author": "Grace"}


def told(text: str, fields: dict[str, str], *, sender: str = REDMINE, signed: str = HOST) -> bytes:
    link = f"https://{HOST}/issues/12" + ("#change-34" if "journal" in fields.get("Message_ID", "") else "")
    common = {
        "X_Redmine_Host": HOST,
        "X_Redmine_Project": "boat",
        "X_Redmine_Issue_Id": "12",
        "X_Redmine_Sender": "ada",
    }
    body = f"{text}\n\n----------------\nLeaks\n{link}\n\n-- \nYou are told, @grace."
    return letter(sender, "[Boat - Bug #12] (New) Leaks", text=body, signed=signed, **(common | fields))


ROWS = [
    (CREATED | TO_ME, "Hm.", Reason.ASSIGNED, 4, THREAD),
    (CREATED, "Hm.", Reason.SUBSCRIBED, 2, THREAD),
    (CHANGED | TO_ME, "Hm.", Reason.REPLIED, 3, f"{THREAD}#change-34"),
    (CHANGED | MINE, "Hm.", Reason.REPLIED, 3, f"{THREAD}#change-34"),
    (CHANGED, "@grace look", Reason.MENTIONED, 5, f"{THREAD}#change-34"),
    (CHANGED | TO_ME, "@grace look", Reason.MENTIONED, 5, f"{THREAD}#change-34"),
    (CHANGED, "> @grace look\n\nHm.", Reason.SUBSCRIBED, 2, f"{THREAD}#change-34"),
]


@pytest.mark.parametrize(("fields", "text", "reason", "rank", "event"), ROWS)
def test_what_it_tells(fields: dict[str, str], text: str, reason: Reason, rank: int, event: str) -> None:
    found = notified(told(text, fields), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link") == {
        "tool": "redmine",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "ada",
        "project": "boat",
        "thread": THREAD,
        "event": event,
        "link": f"https://{event}",
    }


def test_news_below_a_folder() -> None:
    fields = {"X_Redmine_Issue_Id": "", "Message_ID": f"<redmine.news-5.2026@{HOST}>"}
    content = told("Hm.", fields).replace(b"/issues/12", b"/redmine/news/5")
    assert facts(notified(content, ME), "thread", "link", "reason") == {
        "thread": f"{HOST}/redmine/news/5",
        "link": f"https://{HOST}/redmine/news/5",
        "reason": Reason.SUBSCRIBED,
    }


@pytest.mark.parametrize(
    ("sender", "signed", "known"),
    [(REDMINE, "", ME), (REDMINE, HOST, Known()), (REDMINE, "example.net", ME), ("a@example.net", "example.net", ME)],
)
def test_what_nobody_vouches_for(sender: str, signed: str, known: Known) -> None:
    found = notified(told("@grace", CREATED | TO_ME, sender=sender, signed=signed), known)
    assert facts(found, "tool", "verified", "rank") == {"tool": "redmine", "verified": False, "rank": 0}


def test_what_is_about_the_account_tells_of_nothing() -> None:
    text = f"https://{HOST}/account/lost_password?token=a1"
    assert notified(letter(REDMINE, "Your password", text=text, signed=HOST, X_Redmine_Host=HOST), ME) is None
