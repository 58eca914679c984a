"""Mails of Gitea and Forgejo, which bear the fields of GitHub and GitLab too."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "git.example.org"
GITEA = f"Ada <gitea@{HOST}>"
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
THREAD = f"{HOST}/acme/boat/issues/12"


def told(
    text: str,
    at: str = "acme/boat/issues/12/comment/34",
    *,
    maker: str = "Gitea",
    sender: str = GITEA,
    signed: str = HOST,
) -> bytes:
    own = {"Reason": "issue", "Sender": "ada", "Recipient": "grace", "Repository_Path": "acme/boat"}
    own["Issue_Link"] = f"https://{HOST}/{'/'.join(at.split('/')[:4])}" if "releases" not in at else ""
    theirs = {"X_GitHub_Reason": "mention", "X_GitHub_Sender": "mallory", "X_GitLab_NotificationReason": "mentioned"}
    return letter(
        sender,
        "Re: [acme/boat] Leaks (#12)",
        text=f"{text}\n\n---\nView it on {maker}: https://{HOST}/acme/boat/issues/12#issuecomment-34\n",
        signed=signed,
        Message_ID=f"<{at}@{HOST}>",
        In_Reply_To=f"<{'/'.join(at.split('/')[:4])}@{HOST}>",
        X_Mailer=maker,
        X_GitLab_Project_Path="other/project",
        **theirs,
        **{f"X_{maker}_{name}": value for name, value in own.items()},
    )


REASONS = [
    ("@ada mentioned you:\n\n@grace have a look", Reason.MENTIONED, 5),
    ("@ada a mentionné :\n\n@grace regarde", Reason.MENTIONED, 5),
    ("@ada commented:\n\nFixed.\n> @grace have a look", Reason.SUBSCRIBED, 2),
    ("Fixed.", Reason.SUBSCRIBED, 2),
]


@pytest.mark.parametrize("maker", ["Gitea", "Forgejo"])
@pytest.mark.parametrize(("text", "reason", "rank"), REASONS)
def test_the_reason(maker: str, text: str, reason: Reason, rank: int) -> None:
    found = notified(told(text, maker=maker), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "link") == {
        "tool": "gitea",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "ada",
        "project": "acme/boat",
        "link": f"https://{HOST}/acme/boat/issues/12#issuecomment-34",
    }


THREADS = [
    ("acme/boat/issues/12/comment/34", THREAD, f"{THREAD}#issuecomment-34", Reason.SUBSCRIBED),
    ("acme/boat/issues/12", THREAD, f"{THREAD}#opened", Reason.SUBSCRIBED),
    ("acme/boat/issues/12/close/17", THREAD, "", Reason.STATE_CHANGE),
    ("acme/boat/pulls/9/merge/17", f"{HOST}/acme/boat/pulls/9", "", Reason.STATE_CHANGE),
    ("acme/boat/releases/5", f"{HOST}/acme/boat/releases/5", f"{HOST}/acme/boat/releases/5", Reason.AUTOMATIC),
]


@pytest.mark.parametrize(("at", "thread", "event", "reason"), THREADS)
def test_the_thread_and_the_event(at: str, thread: str, event: str, reason: Reason) -> None:
    found = notified(told("Hm.", at), ME)
    assert facts(found, "thread", "event", "reason") == {"thread": thread, "event": event, "reason": reason}


@pytest.mark.parametrize(
    ("sender", "signed", "known"),
    [(GITEA, HOST, Known()), (GITEA, "", ME), (GITEA, "example.net", ME), ("Ada <a@example.net>", "example.net", ME)],
)
def test_what_nobody_vouches_for(sender: str, signed: str, known: Known) -> None:
    found = notified(told("@grace", sender=sender, signed=signed), known)
    assert facts(found, "tool", "verified", "rank") == {"tool": "gitea", "verified": False, "rank": 0}


def test_what_is_about_the_account_tells_of_nothing() -> None:
    assert notified(letter("Codeberg <noreply@codeberg.org>", "Your key expires", signed="codeberg.org")) is None
