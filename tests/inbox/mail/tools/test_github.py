"""Mails of GitHub."""

from __future__ import annotations

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import letter, notified

GITHUB = "Ada <notifications@github.com>"
ME = Known(logins=frozenset({"grace"}))


def comment(text: str, reason: str, *, signed: str = "github.com", sender: str = GITHUB) -> bytes:
    return letter(
        sender,
        "Re: [acme/boat] Leaks (#7)",
        text=text,
        signed=signed,
        Message_ID="<acme/boat/issues/7/1873088667@github.com>",
        References="<acme/boat/issues/7@github.com>",
        X_GitHub_Reason=reason,
        X_GitHub_Sender="ada-l",
        X_GitHub_Recipient="grace",
    )


def test_a_mention() -> None:
    found = notified(comment("@grace have a look\nhttps://github.com/acme/boat/issues/7#issuecomment-18\n", "mention"))
    assert found is not None
    assert (found.tool, found.verified, found.rank) == ("github", True, 5)
    assert (found.mention.reason, found.mention.actor, found.mention.project) == (
        Reason.MENTIONED,
        "ada-l",
        "acme/boat",
    )
    assert found.mention.thread == "github.com/acme/boat/issues/7"
    assert found.mention.event == "github.com/acme/boat/issues/7#1873088667"
    assert found.mention.link == "https://github.com/acme/boat/issues/7#issuecomment-18"


def test_the_reason_sticks_to_the_thread_and_is_not_believed() -> None:
    found = notified(comment("Fixed.\n> @grace have a look\n", "mention"))
    assert found is not None
    assert (found.mention.reason, found.rank) == (Reason.REPLIED, 3)


def test_what_github_did_not_sign_is_not_verified() -> None:
    for signed in ("", "github.com.example.net", "example.net"):
        found = notified(comment("@grace", "mention", signed=signed))
        assert found is not None
        assert (found.tool, found.verified, found.rank) == ("github", False, 0)


def test_the_fields_of_github_prove_nothing() -> None:
    found = notified(comment("@grace", "mention", sender="Ada <ada@example.net>", signed="example.net"))
    assert found is not None
    assert not found.verified


def test_one_that_a_team_runs_itself_is_verified_at_a_host_they_added() -> None:
    content = comment("@grace", "mention", sender="Ada <noreply@git.example.org>", signed="example.org")
    added = notified(content, Known(hosts=("git.example.org",)))
    assert added is not None
    assert added.verified
    unknown = notified(content)
    assert unknown is not None
    assert not unknown.verified


def test_a_crowd_ranks_low() -> None:
    found = notified(comment(" ".join(f"@name{n}" for n in range(30)) + " @grace", "mention"), ME)
    assert found is not None
    assert found.rank == 0
