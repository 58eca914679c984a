"""Mails of Zulip."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "acme.zulipchat.com"
ZULIP = "Zulip notifications <noreply@zulip.com>"
ME = Known(logins=frozenset({"grace"}))
TOPIC = f"https://{HOST}/#narrow/channel/9-design/topic/greet.20all.2E/near/1234"
THREAD = f"{HOST}/channel/9/topic/greet%20all."
MARK = '<span class="user-mention" data-user-id="%s">@Somebody</span>'
TEAM = '<span class="user-group-mention" data-user-group-id="4">@crew</span>'


def told(html: str, *, link: str = TOPIC, sender: str = ZULIP, signed: str = "zulip.com") -> bytes:
    body = f'<div class="message_content">{html}</div><a href="{link}">Zulip</a>'
    return letter(sender, "#design > greet all. [Acme]", html=body, text="", signed=signed)


ROWS = [
    (MARK % "12", Reason.MENTIONED, 5),
    ("@grace look", Reason.MENTIONED, 5),
    (TEAM, Reason.MENTIONED, 3),
    (MARK % "*", Reason.MENTIONED, 0),
    ("@all look", Reason.MENTIONED, 0),
    ("Hm.", Reason.SUBSCRIBED, 2),
]


@pytest.mark.parametrize(("html", "reason", "rank"), ROWS)
def test_what_it_tells(html: str, reason: Reason, rank: int) -> None:
    assert facts(
        notified(told(html), ME), "tool", "verified", "reason", "rank", "project", "thread", "event", "link"
    ) == {
        "tool": "zulip",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "project": "design",
        "thread": THREAD,
        "event": f"{HOST}/near/1234",
        "link": TOPIC,
    }


PLACES = [
    ("#narrow/stream/9-design/topic/greet.20all.2E", THREAD, "", Reason.SUBSCRIBED),
    ("#narrow/dm/8,12-dm/near/7", f"{HOST}/dm/8,12", f"{HOST}/near/7", Reason.DIRECT),
    ("#narrow/pm-with/8-Ada", f"{HOST}/dm/8", "", Reason.DIRECT),
]


@pytest.mark.parametrize(("at", "thread", "event", "reason"), PLACES)
def test_the_thread_and_the_event(at: str, thread: str, event: str, reason: Reason) -> None:
    found = notified(told("Hm.", link=f"https://{HOST}/{at}"), ME)
    assert facts(found, "thread", "event", "reason") == {"thread": thread, "event": event, "reason": reason}


def test_one_that_a_team_runs_itself() -> None:
    own = TOPIC.replace(HOST, "chat.example.org")
    content = told("@grace", link=own, sender="Zulip notifications <zulip@chat.example.org>", signed="example.org")
    known = Known(logins=frozenset({"grace"}), hosts=("chat.example.org",))
    assert facts(notified(content, known), "tool", "verified", "event") == {
        "tool": "zulip",
        "verified": True,
        "event": "chat.example.org/near/1234",
    }
    assert notified(content, ME) is None


@pytest.mark.parametrize("signed", ["", "example.net", "zulip.com.example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told("@grace", signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "zulip", "verified": False, "rank": 0}


def test_what_is_about_the_account_tells_of_nothing() -> None:
    assert notified(told("Welcome", link=f"https://{HOST}/help")) is None
    assert notified(told("@grace", link="https://chat.example.net/#narrow/dm/8-Ada")) is None
