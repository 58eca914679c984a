"""Mails of Bitbucket."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

BITBUCKET = "Ada L <notifications-noreply@bitbucket.org>"
ME = Known(logins=frozenset({"grace"}), hosts=("git.example.org",))
PULL = "https://bitbucket.org/acme/boat/pull-requests/5"
THREAD = "bitbucket.org/acme/boat/pull-requests/5"
SERVER = "https://git.example.org/projects/SEA/repos/boat/pull-requests/5"


def told(text: str, *, sender: str = BITBUCKET, signed: str = "bitbucket.org") -> bytes:
    return letter(sender, "[Bitbucket] Pull request #5: Mend it (acme/boat)", text=text, signed=signed)


ROWS = [
    (f"Hm.\n{PULL}", Reason.SUBSCRIBED, 2, THREAD, "", PULL),
    (
        f"Hm.\n{PULL}?link_source=email#comment-12",
        Reason.REPLIED,
        3,
        THREAD,
        f"{THREAD}#comment-12",
        f"{PULL}#comment-12",
    ),
    (f"Hm.\n{PULL}/_/diff#comment-12", Reason.REPLIED, 3, THREAD, f"{THREAD}#comment-12", f"{PULL}/_/diff#comment-12"),
    (f"@grace look\n{PULL}#comment-12", Reason.MENTIONED, 5, THREAD, f"{THREAD}#comment-12", f"{PULL}#comment-12"),
    (f"> @grace look\n\nHm.\n{PULL}", Reason.SUBSCRIBED, 2, THREAD, "", PULL),
    (
        "https://bitbucket.org/acme/boat/issues/3/leaks",
        Reason.SUBSCRIBED,
        2,
        "bitbucket.org/acme/boat/issues/3",
        "",
        "https://bitbucket.org/acme/boat/issues/3/leaks",
    ),
    (
        "https://bitbucket.org/acme/boat/commits/a1b2",
        Reason.AUTOMATIC,
        1,
        "bitbucket.org/acme/boat/commits/a1b2",
        "",
        "https://bitbucket.org/acme/boat/commits/a1b2",
    ),
    (
        "https://bitbucket.org/acme/boat/pipelines/results/9",
        Reason.AUTOMATIC,
        1,
        "",
        "",
        "https://bitbucket.org/acme/boat/pipelines/results/9",
    ),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, event: str, link: str) -> None:
    found = notified(told(text), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link") == {
        "tool": "bitbucket",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "Ada L",
        "project": "acme/boat",
        "thread": thread,
        "event": event,
        "link": link,
    }


def test_one_that_a_team_runs_itself() -> None:
    content = told(f"@grace\n{SERVER}/overview?commentId=12", sender="Ada <bot@git.example.org>", signed="example.org")
    assert facts(notified(content, ME), "tool", "verified", "thread", "event", "project", "link") == {
        "tool": "bitbucket",
        "verified": True,
        "thread": "git.example.org/projects/SEA/repos/boat/pull-requests/5",
        "event": "git.example.org/projects/SEA/repos/boat/pull-requests/5#comment-12",
        "project": "SEA/boat",
        "link": f"{SERVER}/overview?commentId=12",
    }
    assert notified(content) is None  # nothing but its host tells that it is Bitbucket's


@pytest.mark.parametrize("signed", ["", "bitbucket.org.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(PULL, signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "bitbucket", "verified": False, "rank": 0}


def test_look_alikes_and_what_is_about_the_account() -> None:
    assert (
        notified(told(PULL, sender="Ada <notifications-noreply@bitbucket.org.example.net>", signed="example.net"))
        is None
    )
    assert notified(told("A key was added: https://bitbucket.org/account/settings/ssh-keys/")) is None
    assert notified(told("https://bitbucket.org.example.net/acme/boat/pull-requests/5")) is None
