"""Mails of Phabricator and Phorge."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "phab.example.org"
PHABRICATOR = f"ada (Ada L) <no-reply@{HOST}>"
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
BASE = "actor(@ada) application(Maniphest) monogram(T12) tag(#boat) via(web)"
COMMENT = "<maniphest-comment>"


def told(stamps: str, tags: str, *, sender: str = PHABRICATOR, signed: str = HOST) -> bytes:
    text = f"ada added a comment.\n\nMend it.\n\nTASK DETAIL\n  https://{HOST}/T12#34\n\nEMAIL PREFERENCES\n"
    return letter(
        sender,
        "[Maniphest] [Commented On] T12: Leaks",
        text=text,
        signed=signed,
        X_Phabricator_Stamps=f"{BASE} {stamps}",
        X_Phabricator_Mail_Tags=tags,
        X_Phabricator_Sent_This_Message="Yes",
    )


ROWS = [
    ("mention(@grace) to(@grace)", COMMENT, Reason.MENTIONED, 5),
    ("mention(@bob) to(@grace)", COMMENT, Reason.REPLIED, 3),
    ("subscriber(@grace)", COMMENT, Reason.SUBSCRIBED, 2),
    ("to(@grace)", "<maniphest-owner>", Reason.ASSIGNED, 4),
    ("to(@bob)", "<maniphest-owner>", Reason.SUBSCRIBED, 2),
    ("reviewer(@grace) to(@grace)", "<differential-review-request>, <differential-other>", Reason.REVIEW_ASKED, 4),
    ("blocking-reviewer(@grace)", "<differential-review-request>", Reason.REVIEW_ASKED, 4),
    ("reviewer(@bob)", "<differential-review-request>", Reason.SUBSCRIBED, 2),
    ("author(@grace)", "<differential-comment>", Reason.REPLIED, 3),
    ("to(@grace)", "<maniphest-status>", Reason.STATE_CHANGE, 2),
    ("to(@grace)", "<maniphest-cc>, <maniphest-priority>", Reason.STATE_CHANGE, 2),
]


@pytest.mark.parametrize(("stamps", "tags", "reason", "rank"), ROWS)
def test_what_it_tells(stamps: str, tags: str, reason: Reason, rank: int) -> None:
    found = notified(told(stamps, tags), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link") == {
        "tool": "phabricator",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "ada",
        "project": "boat",
        "thread": f"{HOST}/T12",
        "event": "",
        "link": f"https://{HOST}/T12",
    }


def test_a_program_ranks_low() -> None:
    assert facts(notified(told("mention(@grace) via(herald)", COMMENT), ME), "bot", "rank") == {"bot": True, "rank": 1}


def test_a_crowd_ranks_low() -> None:
    many = " ".join(f"mention(@name{n})" for n in range(30))
    assert facts(notified(told(f"{many} mention(@grace)", COMMENT), ME), "people", "rank") == {"people": 31, "rank": 0}


@pytest.mark.parametrize(
    ("sender", "signed", "known"),
    [
        (PHABRICATOR, "", ME),
        (PHABRICATOR, HOST, Known()),
        (PHABRICATOR, "example.net", ME),
        ("a@example.net", "example.net", ME),
    ],
)
def test_what_nobody_vouches_for(sender: str, signed: str, known: Known) -> None:
    found = notified(told("mention(@grace)", COMMENT, sender=sender, signed=signed), known)
    assert facts(found, "tool", "verified", "rank") == {"tool": "phabricator", "verified": False, "rank": 0}


def test_what_is_about_the_account_tells_of_nothing() -> None:
    content = letter(PHABRICATOR, "[Phabricator] Login", signed=HOST, X_Phabricator_Sent_This_Message="Yes")
    assert notified(content, ME) is None
