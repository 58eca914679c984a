"""Real mails of tools, which lie beside the project where somebody has gathered them, and are no part of it."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from inbox import mail
from inbox.item import Reason
from inbox.mail.mentions import Known, Notification
from tests.inbox.mail.letters import facts

MAILS = Path(__file__).parents[4] / "shared" / "mails"
ODD = MAILS.parent / "odd-mails"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
KNOWN = Known(logins=frozenset({"paul-hammant"}), hosts=("cwiki.apache.org",))

pytestmark = pytest.mark.skipif(not MAILS.is_dir(), reason="there are no real mails beside the project")


class Row(NamedTuple):
    file: str
    tool: str
    reason: Reason
    actor: str
    link: str


WIKI = "https://cwiki.apache.org/confluence/display/solr"
PULL = "https://github.com/Homebrew/homebrew/pull/50441#issuecomment-204717687"
JIRA = "https://jira.atlassian.com/browse"
BUG = "https://bugs.launchpad.net/bugs/381598"
COMMENTED = f"{WIKI}/Getting+Started?focusedCommentId=62691549"
INVITATIONS = "https://www.linkedin.com/mynetwork/invitation-manager/"
REDDIT = "https://www.reddit.com"
TESTED = "r/test/comments/876rgc/test/dwcow3u/"
REPLIED = "r/programming/comments/872bgr/reacts_tictactoe_tutorial_in_kotlinjavafx_a/dwcohkb/"
ROWS = [
    Row("github/imapdigester-github_1.eml", "github", Reason.SUBSCRIBED, "dholm", PULL),
    Row("github/imapdigester-github_2.eml", "github", Reason.SUBSCRIBED, "ppiper", PULL),
    Row("jira/imapdigester-new_issue.eml", "jira", Reason.SUBSCRIBED, "Paul Hammant", f"{JIRA}/HCPUB-579"),
    Row("jira/imapdigester-changed_issue.eml", "jira", Reason.STATE_CHANGE, "Paul Hammant", f"{JIRA}/HCPUB-579"),
    Row("jira/imapdigester-commented_issue.eml", "jira", Reason.REPLIED, "Paul Hammant", f"{JIRA}/JRA-60612"),
    Row("confluence/imapdigester-comment_added.eml", "confluence", Reason.SUBSCRIBED, "surya ferdy", COMMENTED),
    Row("confluence/imapdigester-comment_deleted.eml", "confluence", Reason.SUBSCRIBED, "Hoss Man", COMMENTED),
    Row("confluence/imapdigester-page_edited.eml", "confluence", Reason.SUBSCRIBED, "Noble Paul", f"{WIKI}/Config+API"),
    Row("linkedin/imapdigester-foobar.eml", "linkedin", Reason.SUBSCRIBED, "Foo Bar", INVITATIONS),
    Row("linkedin/imapdigester-incoming_1.eml", "linkedin", Reason.SUBSCRIBED, "Michael McAuliffe", INVITATIONS),
    Row("reddit/imapdigester-sample1.eml", "reddit", Reason.DIRECT, "paul_h", f"{REDDIT}/message/messages/bak608"),
    Row("reddit/imapdigester-sample2.eml", "reddit", Reason.MENTIONED, "paul_h", f"{REDDIT}/{TESTED}"),
    Row("reddit/imapdigester-sample3.eml", "reddit", Reason.REPLIED, "sdjhfsdfwewer", f"{REDDIT}/{REPLIED}"),
    Row("launchpad/mailparser-large_text.eml", "launchpad", Reason.SUBSCRIBED, "brian-murray", BUG),
]


def read(path: Path) -> Notification | None:
    content = path.read_bytes()
    if b"&lt;" in content[:4000] and path.parent.name == "reddit":  # as the page that they were taken from had them
        content = unescape(content.decode()).encode()
    return mail.notification(mail.Raw("1", content, len(content), known=KNOWN), NOW)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.file)
def test_what_it_tells(row: Row) -> None:
    found = read(MAILS / row.file)
    expected = {"tool": row.tool, "reason": row.reason, "actor": row.actor, "link": row.link}
    assert facts(found, *expected) == expected
    assert facts(found, "verified") == {"verified": False}  # no server of ours vouches for them


@pytest.mark.parametrize(
    "file",
    [
        "hipchat/imapdigester-hipchat_mention_in_room.eml",  # a tool that is no more
        "hipchat/imapdigester-hipchat_one_to_one.eml",
        "reddit/imapdigester-expected_message.eml",  # what a program made of Reddit's, and sent itself
    ],
)
def test_what_no_tool_has_sent(file: str) -> None:
    assert read(MAILS / file) is None


@pytest.mark.skipif(not ODD.is_dir(), reason="there are no odd mails beside the project")
def test_no_ordinary_mail_is_taken_for_a_tools() -> None:
    paths = sorted(path for path in ODD.rglob("*.eml") if path.is_file())
    assert paths
    for path in paths:
        assert read(path) is None, path.name
