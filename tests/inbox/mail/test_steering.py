"""Whoever writes in a tool cannot say what the mail that tells of it is about: two events of one name are one item."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

TEAM = "team.example.org"
ME = Known(logins=frozenset({"grace"}), hosts=(TEAM,))


class Row(NamedTuple):
    """`thread` and `event` follow `base` in links; {} in an event is a figure."""

    sender: str
    base: str
    thread: str
    event: str


ROWS = {
    "asana": Row(
        "no-reply@asana.com", "https://app.asana.com", "/0/111111/222222/f", "/1/9/task/222222/comment/33333{}"
    ),
    "basecamp": Row(
        "notifications@app.basecamp.com", "https://3.basecamp.com/19/buckets/20/messages/34", "", "#__recording_5{}"
    ),
    "bitbucket": Row(
        "notifications-noreply@bitbucket.org", "https://bitbucket.org/acme/boat/pull-requests/5", "", "#comment-1{}"
    ),
    "clickup": Row("notifications@tasks.clickup.com", "https://app.clickup.com/t/abc1", "", "?comment=1{}"),
    "confluence": Row(
        '"Ada (Confluence)" <confluence@acme.atlassian.net>',
        "https://acme.atlassian.net/wiki/spaces/SEA/pages/12",
        "",
        "?focusedCommentId=1{}",
    ),
    "discord": Row(
        "notifications@discord.com", f"https://discord.com/channels/{'1' * 15}/{'2' * 15}", "", f"/{'3' * 15}{{}}"
    ),
    "figma": Row("comments-AbcdefghijK@email.figma.com", "https://www.figma.com/file/AbcdefghijK", "", "#1{}"),
    "jira": Row("jira@acme.atlassian.net", "https://acme.atlassian.net/browse/BOAT-7", "", "?focusedCommentId=1{}"),
    "linear": Row("notifications@linear.app", "https://linear.app/acme/issue/ENG-7", "", "#comment-a{}"),
    "mattermost": Row(f"ada@{TEAM}", f"https://{TEAM}/sea", "", f"/pl/{'a' * 25}{{}}"),
    "monday": Row("notifications@monday.com", "https://acme.monday.com/boards/1/pulses/2", "", "/posts/3{}"),
    "reddit": Row(
        "noreply@redditmail.com",
        "https://www.reddit.com/r/test/comments/abc",
        "",
        "/x/def{}?ref=email_username_mention",
    ),
    "rocketchat": Row(f"ada@{TEAM}", f"https://{TEAM}/channel/sea", "", "?msg=abcdefghij{}"),
    "salesforce": Row(
        "reply@chatter.salesforce.com", "https://acme.my.salesforce.com", "/0D5000000000001", "/0D700000000000{}"
    ),
    "slack": Row("notification@slack.com", "https://acme.slack.com/archives/C012345", "", f"/p{'1' * 15}{{}}"),
    "teams": Row(
        "no-reply@teams.mail.microsoft",
        "https://teams.microsoft.com/l",
        "/chat/19:abcdef@thread.v2",
        "/message/19:abcdef@thread.v2/170000000000{}",
    ),
    "trello": Row("do-not-reply@trello.com", "https://trello.com/c/abcdefgh", "", f"#comment-{'0' * 23}{{}}"),
    "zulip": Row(f"ada@{TEAM}", f"https://{TEAM}/#narrow/channel/9-sea/topic/x", "", "/near/1{}"),
}


def told(row: Row, text: str) -> dict[str, object]:
    signed = ".".join(row.sender.rstrip(">").rpartition("@")[2].split(".")[-2:])
    found = notified(letter(row.sender, "(BOAT-7) Leaks", text=text, signed=signed), ME)
    return facts(found, "tool", "verified", "event")


@pytest.mark.parametrize("tool", ROWS)
def test_a_link_to_something_else_does_not_make_it_that(tool: str) -> None:
    row = ROWS[tool]
    thread, its, another = row.base + row.thread, row.base + row.event.format(1), row.base + row.event.format(2)
    alone = told(row, f"@grace look\n\n{thread}\n{its}")
    assert alone["tool"] == tool
    assert alone["verified"]
    assert alone["event"]
    for text in (f"As in {another}\n{thread}\n{its}", f"{its}\nas in {another}"):
        assert told(row, text) == alone | {"event": ""}


@pytest.mark.parametrize(
    ("sender", "signed", "fields"),
    [
        (f"ada@{TEAM}", TEAM, {"X_GitHub_Reason": "mention", "Message_ID": "<acme/boat/issues/7/18@github.com>"}),
        (
            f"ada@{TEAM}",
            TEAM,
            {"X_Gitea_Sender": "ada", "Message_ID": "<acme/boat/issues/7/comment/18@codeberg.org>"},
        ),
        ("jira@other.atlassian.net", "atlassian.net", {}),
    ],
)
def test_nobody_names_what_happened_at_anothers(sender: str, signed: str, fields: dict[str, str]) -> None:
    text = "@grace https://acme.atlassian.net/browse/BOAT-7?focusedCommentId=18 https://codeberg.org/acme/boat/issues/7"
    found = notified(letter(sender, "(BOAT-7) Leaks", text=text, signed=signed, **fields), ME)
    assert facts(found, "verified", "event") == {"verified": True, "event": ""}


def test_a_change_in_redmine_is_the_one_its_message_id_names() -> None:
    text = f"As in https://{TEAM}/issues/12#change-2\n----\nhttps://{TEAM}/issues/12#change-34"
    fields = {"X_Redmine_Host": TEAM, "X_Redmine_Issue_Id": "12", "Message_ID": f"<redmine.journal-34.2026.5@{TEAM}>"}
    found = notified(letter(f"redmine@{TEAM}", "Leaks", text=text, signed=TEAM, **fields), ME)
    event = f"{TEAM}/issues/12#change-34"
    assert facts(found, "event", "link") == {"event": event, "link": f"https://{event}"}


@pytest.mark.parametrize("said", ["/t/mend-it/12/99", "/t/other/5/77"])
def test_a_post_of_discourse_is_the_one_below_the_words(said: str) -> None:
    text = f"See https://{TEAM}{said}\n---\n[Visit Topic](https://{TEAM}/t/mend-it/12/3) to answer."
    fields = {"Message_ID": f"<discourse/post/99@{TEAM}>", "References": f"<discourse/post/90@{TEAM}>"}
    found = notified(letter(f"sea@{TEAM}", "Leaks", text=text, signed=TEAM, **fields), ME)
    assert facts(found, "event") == {"event": f"{TEAM}/t/12/3"}


def test_a_note_of_gitlab_is_not_of_the_thread_that_somebody_linked_to() -> None:
    text = f"See https://{TEAM}/acme/boat/-/issues/1\n\nhttps://{TEAM}/acme/boat/-/issues/7"
    fields = {"X_GitLab_Project": "boat", "X_GitLab_Project_Path": "acme/boat", "Message_ID": f"<note_18@{TEAM}>"}
    found = notified(letter(f"gitlab@{TEAM}", "Leaks", text=text, signed=TEAM, **fields), ME)
    assert facts(found, "event") == {"event": ""}
