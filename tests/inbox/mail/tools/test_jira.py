"""Mails of Jira."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SITE = "acme.atlassian.net"
CLOUD = f'"Ada L (Jira)" <jira@{SITE}>'
ME = Known(logins=frozenset({"grace"}))
ISSUE = f"https://{SITE}/browse/SEA-7"
CELL = (
    '<table><td class="text-top comment-top-pattern"><table><td class="text-paragraph-pattern-container wide ">'
    "<p>%s</p></td></table></table>"
)
BUTTONS = (
    f'<a href="{ISSUE}#add-comment?atlOrigin=eyJ">Add a comment</a><p>This message was sent by Atlassian Jira (v9)</p>'
)


def told(html: str, *, sender: str = CLOUD, signed: str = "mail-us.atlassian.net", subject: str = "") -> bytes:
    return letter(
        sender,
        subject or "[JIRA] (SEA-7) Leaks",
        html=html + BUTTONS,
        text="",
        signed=signed,
        X_JIRA_FingerPrint="1c27",
        Message_ID=f"<54e4@{SITE}>",
        References=f"<I458@{SITE}>",
    )


WHO = (
    f'<td class="header-text-container"><a href="https://{SITE}/secure/ViewProfile.jspa?name=grace">Grace</a> said</td>'
)
PROFILE = f'<a class="user-hover" href="https://{SITE}/secure/ViewProfile.jspa?name=%s">Somebody</a> look'
FOCUSED = f'<a href="{ISSUE}?focusedCommentId=12&amp;atlOrigin=eyJ">View</a>'
REASONS = [
    (
        CELL % "Hm." + FOCUSED,
        Reason.REPLIED,
        3,
        "Hm.",
        f"{SITE}/browse/SEA-7#comment-12",
        f"{ISSUE}?focusedCommentId=12",
    ),
    (CELL % "Hm.", Reason.REPLIED, 3, "Hm.", "", ISSUE),
    (CELL % (PROFILE % "grace"), Reason.MENTIONED, 5, "Somebody look", "", ISSUE),
    (CELL % (PROFILE % "bob"), Reason.REPLIED, 3, "Somebody look", "", ISSUE),
    (WHO + CELL % "Hm.", Reason.REPLIED, 3, "Hm.", "", ISSUE),
    (CELL % "[~grace] look", Reason.MENTIONED, 5, "[~grace] look", "", ISSUE),
    (CELL % "@grace look", Reason.MENTIONED, 5, "@grace look", "", ISSUE),
    ('<span class="diffaddedchars">Done</span>', Reason.STATE_CHANGE, 2, None, "", ISSUE),
    ("<p>Ada created an issue</p>", Reason.SUBSCRIBED, 2, None, "", ISSUE),
]


@pytest.mark.parametrize(("html", "reason", "rank", "excerpt", "event", "link"), REASONS)
def test_what_it_tells(html: str, reason: Reason, rank: int, excerpt: str | None, event: str, link: str) -> None:
    found = notified(told(html), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link") == {
        "tool": "jira",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "Ada L",
        "project": "SEA",
        "thread": f"{SITE}/browse/SEA-7",
        "event": event,
        "link": link,
    }
    assert excerpt is None or facts(found, "excerpt") == {"excerpt": excerpt}


def test_another_issue_that_is_linked_before_it_is_not_it() -> None:
    html = f'<a href="https://{SITE}/browse/SEA-1">SEA-1</a> <a href="{ISSUE}">SEA-7</a>'
    assert facts(notified(told(html)), "link") == {"link": ISSUE}


def test_a_request_at_the_desk_of_a_team_is_an_issue_too() -> None:
    content = told("").replace(b"/browse/SEA-7", b"/servicedesk/customer/portal/3/SEA-7")
    assert facts(notified(content), "thread", "link") == {
        "thread": f"{SITE}/browse/SEA-7",
        "link": f"https://{SITE}/servicedesk/customer/portal/3/SEA-7",
    }


def test_the_marks_of_another_tool_on_it_count_for_nothing() -> None:
    content = b"X-GitHub-Reason: mention\r\nX-GitHub-Sender: mallory\r\n" + told(CELL % "Hm.")
    assert facts(notified(content), "tool", "verified", "actor") == {"tool": "jira", "verified": True, "actor": "Ada L"}


@pytest.mark.parametrize(
    ("sender", "signed"),
    [
        (CLOUD, ""),
        (CLOUD, "example.net"),
        ('"Ada (Jira)" <jira@acme.atlassian.net.example.net>', "example.net"),
        ('"Ada (Jira)" <jira@example.net>', "example.net"),
        ('"Ada (Jira)" <jira@example.net>', "atlassian.net"),
        ('"Ada (Jira)" <ada@acme.atlassian.net>', "acme.atlassian.net"),
    ],
)
def test_what_nobody_vouches_for(sender: str, signed: str) -> None:
    found = notified(told(CELL % "[~grace] look", sender=sender, signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "jira", "verified": False, "rank": 0}


def test_one_that_a_team_runs_itself() -> None:
    content = told(CELL % "Hm.", sender='"Ada (Jira)" <jira@example.org>', signed="example.org")
    content = content.replace(SITE.encode(), b"jira.example.org/issues")
    found = notified(content, Known(hosts=("jira.example.org",)))
    assert facts(found, "verified", "thread", "link") == {
        "verified": True,
        "thread": "jira.example.org/issues/browse/SEA-7",
        "link": "https://jira.example.org/issues/browse/SEA-7",
    }


def test_a_mail_of_a_person_called_jira_is_theirs() -> None:
    assert notified(letter("Jira Novak <jira@example.cz>", "Lunch", signed="example.cz")) is None
    assert notified(letter(CLOUD, "News of Atlassian", text=f"https://{SITE}/browse", signed="atlassian.net")) is None
