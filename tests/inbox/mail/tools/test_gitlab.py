"""Mails of GitLab."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

GITLAB = '"Ada L (@ada)" <gitlab@mg.gitlab.com>'
ME = Known(logins=frozenset({"grace"}))
THREAD = "gitlab.com/acme/sea/boat/issues/7"
ISSUE = "https://gitlab.com/acme/sea/boat/-/issues/7"
PROJECT = {"X_GitLab_Project": "boat", "X_GitLab_Project_Path": "acme/sea/boat", "List_Id": "acme/sea/boat <1.boat>"}
NOTE = {
    **PROJECT,
    "X_GitLab_Issue_IID": "7",
    "Message_ID": "<note_18@gitlab.com>",
    "References": "<issue_54@gitlab.com>",
}
OPENED = {**PROJECT, "X_GitLab_Issue_IID": "7", "Message_ID": "<issue_54@gitlab.com>"}
FOOTER = (
    f"\n\n-- \nReply to this email directly or view it on GitLab: {ISSUE}#note_18\nYou're receiving this, @grace.\n"
)


def told(
    reason: str, text: str = "Hm.", *, signed: str = "mg.gitlab.com", sender: str = GITLAB, **fields: str
) -> bytes:
    return letter(
        sender,
        "Re: boat | Leaks (#7)",
        text=text,
        signed=signed,
        X_GitLab_NotificationReason=reason,
        **(fields or NOTE),
    )


REASONS = [
    ("mentioned", "@grace look", NOTE, Reason.MENTIONED, 5),
    ("assigned", "@grace look", NOTE, Reason.MENTIONED, 5),
    ("assigned", "Hm.", NOTE, Reason.REPLIED, 3),
    ("assigned", "> @grace look\n\nHm.", NOTE, Reason.REPLIED, 3),
    ("assigned", "Hm.", OPENED, Reason.ASSIGNED, 4),
    ("assigned", "Closed", {**OPENED, "X_GitLab_Issue_State": "closed"}, Reason.STATE_CHANGE, 2),
    ("review_requested", "Hm.", OPENED, Reason.REVIEW_ASKED, 4),
    ("review_requested", "Hm.", NOTE, Reason.REPLIED, 3),
    ("subscribed", "Hm.", NOTE, Reason.SUBSCRIBED, 2),
    ("", "Hm.", NOTE, Reason.SUBSCRIBED, 2),
    ("own_activity", "@grace look", NOTE, Reason.AUTOMATIC, 1),
    ("subscribed", "", {**PROJECT, "X_GitLab_Pipeline_Id": "5", "Message_ID": "<5f@h>"}, Reason.AUTOMATIC, 1),
]


@pytest.mark.parametrize(("reason", "text", "fields", "found", "rank"), REASONS)
def test_the_reason(reason: str, text: str, fields: dict[str, str], found: Reason, rank: int) -> None:
    assert facts(notified(told(reason, text + FOOTER, **fields), ME), "tool", "reason", "rank", "actor", "project") == {
        "tool": "gitlab",
        "reason": found,
        "rank": rank,
        "actor": "ada",
        "project": "acme/sea/boat",
    }


MERGE = {**PROJECT, "X_GitLab_MergeRequest_IID": "9"}
THREADS = [
    (NOTE, "", THREAD, f"{THREAD}#note_18", ""),
    (NOTE, f"{ISSUE[:-1]}3 {ISSUE}#note_5 {ISSUE}#note_18", THREAD, f"{THREAD}#note_18", f"{ISSUE}#note_18"),
    (OPENED, ISSUE, THREAD, f"{THREAD}#opened", ISSUE),
    (
        {**MERGE, "Message_ID": "<note_2@gitlab.com>", "References": "<merge_request_1@gitlab.com>"},
        "https://gitlab.com/acme/sea/boat/-/merge_requests/9?unsubscribe=1#note_2",
        "gitlab.com/acme/sea/boat/merge_requests/9",
        "gitlab.com/acme/sea/boat/merge_requests/9#note_2",
        "https://gitlab.com/acme/sea/boat/-/merge_requests/9#note_2",
    ),
    (
        {**PROJECT, "Message_ID": "<note_2@gitlab.com>", "References": "<commit_a1@gitlab.com>"},
        "https://gitlab.com/acme/sea/boat/-/commit/a1b2#note_2",
        "gitlab.com/acme/sea/boat/commit/a1b2",
        "gitlab.com/acme/sea/boat/commit/a1b2#note_2",
        "https://gitlab.com/acme/sea/boat/-/commit/a1b2#note_2",
    ),
    (
        {**PROJECT, "Message_ID": "<note_2@gitlab.com>", "References": "<work_item_1@gitlab.com>"},
        "https://gitlab.com/acme/sea/boat/-/work_items/7#note_2",
        THREAD,
        f"{THREAD}#note_2",
        "https://gitlab.com/acme/sea/boat/-/work_items/7#note_2",
    ),
    (
        {"X_GitLab_Group_Path": "acme", "Message_ID": "<note_2@gitlab.com>", "References": "<epic_1@gitlab.com>"},
        "https://gitlab.com/groups/acme/-/epics/3#note_2",
        "gitlab.com/groups/acme/epics/3",
        "gitlab.com/groups/acme/epics/3#note_2",
        "https://gitlab.com/groups/acme/-/epics/3#note_2",
    ),
]


@pytest.mark.parametrize(("fields", "link", "thread", "event", "opens"), THREADS)
def test_the_thread_and_the_event(fields: dict[str, str], link: str, thread: str, event: str, opens: str) -> None:
    found = notified(told("subscribed", f"Hm.\n\n-- \n{link}", **fields))
    assert facts(found, "thread", "event", "link") == {"thread": thread, "event": event, "link": opens}


def test_the_link_for_machines_goes_before_the_others() -> None:
    view = f'<script type="application/ld+json">{{"action":{{"@type":"ViewAction","url":"{ISSUE}#note_18"}}}}</script>'
    found = notified(
        letter(GITLAB, html=view + "https://gitlab.com/acme/sea/boat/-/issues/9", signed="gitlab.com", **NOTE)
    )
    assert facts(found, "link", "excerpt", "verified") == {
        "link": f"{ISSUE}#note_18",
        "excerpt": "Hello.",
        "verified": True,
    }


def test_all_of_a_project_are_a_crowd() -> None:
    assert facts(notified(told("mentioned", "@all look"), ME), "rank") == {"rank": 0}
    assert facts(notified(told("mentioned", "@all look, and @grace"), ME), "rank") == {"rank": 5}


def test_a_token_is_a_program() -> None:
    found = notified(told("mentioned", "@grace", sender='"Bot (@project_12_bot_a1)" <gitlab@mg.gitlab.com>'), ME)
    assert facts(found, "bot", "rank") == {"bot": True, "rank": 1}


@pytest.mark.parametrize(
    ("sender", "signed"),
    [
        (GITLAB, ""),
        (GITLAB, "gitlab.com.example.net"),
        (GITLAB, "mailgun.org"),
        ('"Ada L (@ada)" <gitlab@mg.gitlab.com.example.net>', "example.net"),
        ('"Ada L (@ada)" <gitlab@gitlab.example.org>', "example.org"),
    ],
)
def test_what_nobody_vouches_for(sender: str, signed: str) -> None:
    found = notified(told("mentioned", "@grace", sender=sender, signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "gitlab", "verified": False, "rank": 0}


def test_one_that_a_team_runs_itself() -> None:
    fields = {key: value.replace("@gitlab.com", "@git.example.org") for key, value in NOTE.items()}
    content = told("mentioned", "@grace", sender="Ada <gitlab@git.example.org>", signed="example.org", **fields)
    found = notified(content, Known(hosts=("git.example.org",)))
    assert facts(found, "verified", "event") == {
        "verified": True,
        "event": "git.example.org/acme/sea/boat/issues/7#note_18",
    }


def test_what_is_about_the_account_tells_of_nothing() -> None:
    assert (
        notified(letter(GITLAB, "A new key was added", text="https://gitlab.com/-/profile", signed="gitlab.com"))
        is None
    )
