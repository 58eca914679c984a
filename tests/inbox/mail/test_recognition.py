"""Which tool a mail may be from, and what its being so costs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inbox import mail
from inbox.item import Channel, Reason
from inbox.mail.letter import Letter
from inbox.mail.mentions import NOTHING, Known
from inbox.mail.recognition import candidates, is_from
from inbox.mail.tools import discover
from tests.effort import little_work
from tests.inbox.mail.letters import letter

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def names(address: str, fields: dict[str, str], known: Known = NOTHING) -> tuple[str, ...]:
    given = {name.replace("_", "-").encode(): value.encode() for name, value in fields.items()}
    return tuple(tool.name for tool in candidates(address, given, known))


@pytest.mark.parametrize(
    ("address", "fields", "found"),
    [
        ("notifications@github.com", {}, ("github",)),
        ("Notifications@github.com", {}, ("github",)),
        ("news@github.com", {}, ()),
        ("12@bugs.launchpad.net", {}, ("launchpad",)),
        ("ada@launchpad.net", {}, ()),
        ("jira@acme.atlassian.net", {"x_github_reason": "mention"}, ("jira",)),
        ("jira@example.org", {}, ("jira",)),
        ("jira@example.org", {"x_github_reason": "mention"}, ("github",)),
        (
            "ada@example.org",
            {"x_github_reason": "issue", "x_gitlab_project": "x", "x_gitea_reason": "issue"},
            ("gitea",),
        ),
        ("ada@example.org", {"message_id": "<discourse/post/1@example.org>"}, ("discourse",)),
        ("ada@example.org", {"message_id": f"<{'a' * 26}@example.org>"}, ("mattermost",)),
        ("ada@example.org", {"message_id": f"<{'a' * 27}@example.org>"}, ()),
        ("ada@example.org", {"list_unsubscribe": "<https://x.example/_synapse/client/unsubscribe?a>"}, ("matrix",)),
        ("ada@example.org", {"list_unsubscribe": "<https://x.example/unsubscribe>"}, ()),
        ("", {}, ()),
    ],
)
def test_whom_a_mail_may_be_from(address: str, fields: dict[str, str], found: tuple[str, ...]) -> None:
    assert names(address, fields) == found


def test_tools_without_a_mark_are_asked_about_mails_of_hosts_that_were_added() -> None:
    known = Known(hosts=("chat.example.org",))
    unmarked = {name for name, tool in discover().items() if tool.unmarked}
    assert unmarked >= {"zulip", "mattermost", "rocketchat", "matrix", "discourse", "bitbucket"}
    assert set(names("bot@chat.example.org", {}, known)) == unmarked
    assert set(names("bot@example.org", {}, known)) == unmarked  # it may write from the domain above
    assert names("bot@chat.example.net", {}, known) == ()


def test_whose_own_a_mailbox_is() -> None:
    jira = discover()["jira"]
    signed = frozenset({"mail-us.atlassian.net"})
    assert is_from(jira, "jira@acme.atlassian.net", signed, NOTHING)
    assert not is_from(jira, "jira@acme.atlassian.net.example.net", signed, NOTHING)
    assert not is_from(jira, "jira@example.org", signed, NOTHING)
    assert not is_from(jira, "ada@acme.atlassian.net", signed, NOTHING)
    assert not is_from(jira, "jira@example.org", signed, Known(hosts=("jira.example.org",)))
    assert is_from(jira, "jira@example.org", frozenset({"example.org"}), Known(hosts=("jira.example.org",)))


def test_what_is_not_verified_stays_an_ordinary_mail() -> None:
    content = letter(
        "Ada <notifications@github.com>", X_GitHub_Reason="mention", Message_ID="<a/b/issues/1@github.com>"
    )
    arrival = mail.read(mail.Raw("1", content, len(content)), NOW)
    assert (arrival.channel, arrival.tool, arrival.reason, arrival.rank) == (Channel.MAIL, "github", Reason.DIRECT, 0)


HOSTILE = [
    "<",
    "`",
    "\n",
    "> x\n",
    "—\n",
    "@a/",
    "[~",
    "10:00 <a@b:\n",
    '<td class="text-paragraph-pattern-container',
    '<script type="application/ld+json">[[[[',
    "https://h.example/" + "a" * 1900 + " ",
    "https://h.example/" + "a/" * 900 + " ",
    "https://h.example/t/" + "1" * 1900 + " ",
    "https://h.example/?" + "a=&" * 600 + " ",
    "https://h.example/#narrow/stream/1-" + "a" * 1900 + " ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_reader_takes_long_over_what_was_made_for_it(piece: str) -> None:
    text = (piece * 70_000)[:65_536]
    fields = {
        b"x-github-sender": b"a",
        b"x-gitlab-project": b"a",
        b"x-jira-fingerprint": b"a",
        b"x-bugzilla-type": b"new",
    }
    for tool in discover().values():
        given = Letter(
            "Ada",
            "notifications-noreply@bitbucket.org",
            "[JIRA] (SEA-7) [CONF] a > b",
            "<topic/1@h.example>",
            (),
            fields,
            text,
            text,
            own_hosts=("h.example",),
        )
        with little_work(tool.name):
            tool.read(given)
