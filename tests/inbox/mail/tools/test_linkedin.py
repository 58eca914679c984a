"""Mails of LinkedIn."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from tests.inbox.mail.letters import facts, letter, notified

THREAD = "www.linkedin.com/messaging/thread/2-abcDEF"
MESSAGE = "Hello.\nView: https://www.linkedin.com/comm/messaging/thread/2-abcDEF/?midToken=x&trk=y\n"
POST = "Hello.\nhttps://www.linkedin.com/comm/feed/update/urn%3Ali%3Aactivity%3A7012345/?midToken=x\n"
UPDATE = "www.linkedin.com/feed/update/urn:li:activity:7012345"
ACCEPT = "Accept: https://www.linkedin.com/comm/people/invite-accept?sharedKey=x\n"
ALL = "https://www.linkedin.com/mynetwork/invitation-manager/"


def told(
    address: str, template: str, text: str, *, name: str = "Ada L via LinkedIn", signed: str = "linkedin.com"
) -> bytes:
    fields = {"X_LinkedIn_Template": template} if template else {}
    return letter(f"{name} <{address}>", text=text, signed=signed, **fields)


ROWS = [
    (
        "messages-noreply@linkedin.com",
        "email_messaging_message_01",
        MESSAGE,
        Reason.DIRECT,
        4,
        THREAD,
        f"https://{THREAD}",
    ),
    ("inmail-hit-reply@linkedin.com", "", MESSAGE, Reason.DIRECT, 4, THREAD, f"https://{THREAD}"),
    ("messaging-digest-noreply@linkedin.com", "email_type_messaging_digest", "Hi", Reason.DIRECT, 4, "", ""),
    (
        "notifications-noreply@linkedin.com",
        "email_notification_mention_01",
        POST,
        Reason.MENTIONED,
        5,
        UPDATE,
        f"https://{UPDATE}",
    ),
    (
        "notifications-noreply@linkedin.com",
        "email_comment_on_post",
        POST,
        Reason.REPLIED,
        3,
        UPDATE,
        f"https://{UPDATE}",
    ),
    ("invitations@linkedin.com", "email_m2m_invite_single_01", ACCEPT, Reason.SUBSCRIBED, 2, "", ALL),
    ("invitations@linkedin.com", "", ACCEPT, Reason.SUBSCRIBED, 2, "", ALL),
]


@pytest.mark.parametrize(("address", "template", "text", "reason", "rank", "thread", "link"), ROWS)
def test_what_it_tells(
    address: str, template: str, text: str, reason: Reason, rank: int, thread: str, link: str
) -> None:
    expected = {
        "tool": "linkedin",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": thread,
        "link": link,
        "actor": "Ada L",
    }
    assert facts(notified(told(address, template, text)), *expected) == expected


def test_no_token_of_a_link_is_in_the_excerpt() -> None:
    found = notified(told("messages-noreply@linkedin.com", "email_messaging_message_01", MESSAGE))
    assert facts(found, "excerpt") == {"excerpt": "Hello."}


@pytest.mark.parametrize("signed", ["", "linkedin.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told("invitations@linkedin.com", "", ACCEPT, signed=signed))
    assert facts(found, "tool", "verified", "rank") == {"tool": "linkedin", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    ("address", "template"),
    [
        ("invitations@linkedin.com.example.net", "email_m2m_invite_single_01"),
        ("jobalerts-noreply@linkedin.com", "email_job_alert_digest_01"),
        ("jobs-noreply@linkedin.com", ""),
        ("security-noreply@linkedin.com", "email_security_password_reset"),
        ("editors-noreply@linkedin.com", "email_editorial_newsletter_01"),
        ("news@linkedin.com", ""),
    ],
)
def test_look_alikes_and_what_tells_of_nothing(address: str, template: str) -> None:
    assert notified(told(address, template, MESSAGE)) is None
