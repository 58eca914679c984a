"""Mails of Confluence."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "wiki.example.org"
WIKI = '"Ada L (Confluence)" <confluence@example.org>'
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
PAGE = f"https://{HOST}/confluence/display/SEA/Boat+leaks"
THREAD = f"{HOST}/confluence/display/SEA/Boat+leaks"
KIND = "&amp;src=mail&amp;src.mail.notification=com.atlassian.confluence.x%3A{}-notification&amp;src.mail.action=view"
SAID = '<td class="content-excerpt-pattern-container wide "><p>Mend it.</p></td>'


def told(
    html: str, *, sender: str = WIKI, signed: str = "example.org", subject: str = "[CONF] Sea > Boat leaks", **more: str
) -> bytes:
    return letter(sender, subject, html=html, text="", signed=signed, **more)


def link(kind: str, at: str = PAGE, focused: str = "") -> str:
    return f'<a href="{at}?{focused}{KIND.format(kind)}">Boat leaks</a>{SAID}<a href="https://{HOST}/x">Reply</a> •'


COMMENT = link("comment-created", focused="focusedCommentId=45")
WATCHING = f'<a href="https://{HOST}/confluence/users/removespacenotification.action?spaceKey=SEA">Stop watching</a>'
ROWS = [
    (link("mention"), Reason.MENTIONED, 5, "", PAGE),
    (link("mention-in-comment", focused="focusedCommentId=45"), Reason.MENTIONED, 5, f"{THREAD}#comment-45", None),
    (link("task-assigned"), Reason.ASSIGNED, 4, "", PAGE),
    (link("share-content"), Reason.DIRECT, 4, "", PAGE),
    (COMMENT, Reason.REPLIED, 3, f"{THREAD}#comment-45", f"{PAGE}?focusedCommentId=45"),
    (COMMENT + WATCHING, Reason.SUBSCRIBED, 2, f"{THREAD}#comment-45", f"{PAGE}?focusedCommentId=45"),
    (link("page-edited") + WATCHING, Reason.SUBSCRIBED, 2, "", PAGE),
]


@pytest.mark.parametrize(("html", "reason", "rank", "event", "opens"), ROWS)
def test_what_it_tells(html: str, reason: Reason, rank: int, event: str, opens: str | None) -> None:
    found = notified(told(html), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "excerpt") == {
        "tool": "confluence",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "Ada L",
        "project": "Sea",
        "thread": THREAD,
        "event": event,
        "excerpt": "Mend it.",
    }
    assert opens is None or facts(found, "link") == {"link": opens}


def test_the_persons_name_in_the_words() -> None:
    html = link("page-edited").replace("Mend it", "@grace, mend it")
    assert facts(notified(told(html), ME), "reason", "rank") == {"reason": Reason.MENTIONED, "rank": 5}


def test_a_page_known_by_its_number() -> None:
    cloud = '"Ada (Confluence)" <confluence@acme.atlassian.net>'
    at = "https://acme.atlassian.net/wiki/spaces/SEA/pages/123/Boat+leaks"
    found = notified(told(link("x", at), sender=cloud, signed="mail-us.atlassian.net", subject="Ada edited: Boat"), ME)
    assert facts(found, "verified", "thread", "project", "link") == {
        "verified": True,
        "thread": "acme.atlassian.net/wiki/pages/123",
        "project": "SEA",
        "link": at,
    }
    found = notified(told(f'<a href="https://{HOST}/pages/viewpage.action?pageId=9&src=mail">Boat</a>'), ME)
    assert facts(found, "thread", "link") == {
        "thread": f"{HOST}/pages/9",
        "link": f"https://{HOST}/pages/viewpage.action?pageId=9",
    }


def test_a_comment_that_is_no_more_is_not_the_event_of_its_writing() -> None:
    found = notified(told(COMMENT, Message_ID="<contentId-45-12@confluence.localhost>"), ME)
    assert facts(found, "event", "link") == {"event": "", "link": f"{PAGE}?focusedCommentId=45"}


@pytest.mark.parametrize(
    ("sender", "signed", "known"),
    [
        (WIKI, "", ME),
        (WIKI, "example.org", Known()),
        ('"Ada (Confluence)" <confluence@example.net>', "example.net", ME),
        ('"Ada (Confluence)" <confluence@acme.atlassian.net>', "example.net", ME),
    ],
)
def test_what_nobody_vouches_for(sender: str, signed: str, known: Known) -> None:
    html = link("mention", "https://acme.atlassian.net/wiki/spaces/SEA/pages/1/x")
    found = notified(told(html, sender=sender, signed=signed), known)
    assert facts(found, "tool", "verified", "rank") == {"tool": "confluence", "verified": False, "rank": 0}


def test_an_ordinary_mail_of_such_a_mailbox() -> None:
    assert notified(letter("Confluence <confluence@example.org>", "Dinner", signed="example.org"), ME) is None
    assert notified(told("<p>Your space is full</p>"), ME) is None
