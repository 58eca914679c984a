"""Mails of Discourse."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "talk.example.org"
DISCOURSE = f'"Ada via Sea Talk" <noreply@{HOST}>'
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
THREAD = f"{HOST}/t/12"
FIRST = {"Message_ID": f"<topic/12.f3a@{HOST}>"}
POST = {"Message_ID": f"<topic/12/99.f3a@{HOST}>", "References": f"<topic/12@{HOST}>"}
NEWER = {"Message_ID": f"<discourse/post/99@{HOST}>", "References": f"<discourse/post/90@{HOST}>"}
FOOTER = (
    f"\n---\n[Visit Topic](https://{HOST}/t/mend-it/12/3) or reply. Unsubscribe: https://{HOST}/email/unsubscribe/a1"
)


def told(text: str, fields: dict[str, str], *, sender: str = DISCOURSE, signed: str = HOST) -> bytes:
    more = {"List_ID": f"Sea Talk | boats <boats.{HOST}>", **fields}
    return letter(sender, "[Sea Talk] [boats] Mend it", text=text, signed=signed, **more)


ROWS = [
    ("Hm." + FOOTER, POST, Reason.REPLIED, 3, f"{THREAD}/3", f"https://{HOST}/t/mend-it/12/3"),
    ("Hm." + FOOTER, NEWER, Reason.REPLIED, 3, f"{THREAD}/3", f"https://{HOST}/t/mend-it/12/3"),
    ("@grace look" + FOOTER, POST, Reason.MENTIONED, 5, f"{THREAD}/3", f"https://{HOST}/t/mend-it/12/3"),
    ("> @grace look\n\nHm." + FOOTER, POST, Reason.REPLIED, 3, f"{THREAD}/3", f"https://{HOST}/t/mend-it/12/3"),
    ("@all look" + FOOTER, POST, Reason.REPLIED, 0, f"{THREAD}/3", f"https://{HOST}/t/mend-it/12/3"),
    (f"Hm.\n---\nhttps://{HOST}/t/12", FIRST, Reason.SUBSCRIBED, 2, f"{THREAD}/1", f"https://{HOST}/t/12"),
    (
        f"Hm.\n---\nhttps://{HOST}/t/mend-it/12",
        FIRST,
        Reason.SUBSCRIBED,
        2,
        f"{THREAD}/1",
        f"https://{HOST}/t/mend-it/12",
    ),
    ("Hm.", {"X_Discourse_Topic_Id": "12"}, Reason.SUBSCRIBED, 2, f"{THREAD}/1", ""),
]


@pytest.mark.parametrize(("text", "fields", "reason", "rank", "event", "link"), ROWS)
def test_what_it_tells(text: str, fields: dict[str, str], reason: Reason, rank: int, event: str, link: str) -> None:
    found = notified(told(text, fields), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link") == {
        "tool": "discourse",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "Ada",
        "project": "Sea Talk | boats",
        "thread": THREAD,
        "event": event,
        "link": link,
    }


def test_a_quoted_link_to_another_topic_is_not_it() -> None:
    found = notified(told(f"As in https://{HOST}/t/other/5/77" + FOOTER, POST), ME)
    assert facts(found, "link") == {"link": f"https://{HOST}/t/mend-it/12/3"}


@pytest.mark.parametrize(
    ("sender", "signed", "known"),
    [(DISCOURSE, "", ME), (DISCOURSE, HOST, Known()), (DISCOURSE, "example.net", ME)],
)
def test_what_nobody_vouches_for(sender: str, signed: str, known: Known) -> None:
    content = told("@grace", {**POST, "X_Discourse_Post_Id": "99"}, sender=sender, signed=signed)
    assert facts(notified(content, known), "tool", "verified", "rank") == {
        "tool": "discourse",
        "verified": False,
        "rank": 0,
    }


def test_one_that_its_makers_run_for_others() -> None:
    content = told(
        "Hm." + FOOTER, POST, sender='"Ada via Sea Talk" <sea@discoursemail.com>', signed="discoursemail.com"
    )
    assert facts(notified(content, ME), "verified", "thread", "event", "link") == {
        "verified": True,
        "thread": THREAD,
        "event": f"{THREAD}/3",
        "link": f"https://{HOST}/t/mend-it/12/3",
    }
    # Where the host was not added, nothing that leads there is opened, nor is told which post it is.
    assert facts(notified(content), "verified", "thread", "event", "link") == {
        "verified": True,
        "thread": THREAD,
        "event": "",
        "link": "",
    }


def test_a_digest_and_a_stranger_tell_of_nothing() -> None:
    digest = told(f"https://{HOST}/t/a/1 https://{HOST}/t/b/2", {"Message_ID": f"<1@{HOST}>"})
    assert notified(digest, ME) is None
    stranger = told("@grace" + FOOTER, POST, sender="Ada <a@example.net>", signed="example.net")
    assert facts(notified(stranger, ME), "verified", "link") == {"verified": False, "link": ""}
