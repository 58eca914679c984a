"""Which signatures are looked at, and what becomes of a mail then."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox.dkim import Dkim
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.mail import MOST_BYTES, Raw
from inbox.mail.authenticity import Trust
from inbox.mail.mentions import NOTHING, Known
from inbox.sources import LookBack, Start, Terms
from inbox.sources.folder import SPEC
from inbox.vouching import UNSIGNED, read_all
from tests.inbox.mail.letters import NOW, SERVER, letter
from tests.inbox.signing import Records, signed

CLAIRE = letter("Claire <claire@client.example>", "Contract", Message_ID="<1@client.example>")
MENTION = letter(
    "Ada <notifications@github.com>",
    "Re: [acme/boat] Leaks (#7)",
    text="@grace have a look\r\n",
    Message_ID="<acme/boat/issues/7/18@github.com>",
    References="<acme/boat/issues/7@github.com>",
    X_GitHub_Reason="mention",
    X_GitHub_Recipient="grace",
    X_GitHub_Sender="ada-l",
)
LETS_HER_PASS = Known(passed=frozenset({"claire@client.example"}))


def read(
    content: bytes, records: Records, *, known: Known = NOTHING, trust: str = "", size: int | None = None
) -> Arrival:
    own = Trust((trust,) if trust else ())
    raw = Raw("1", content, len(content) if size is None else size, trust=own, known=known)
    [found] = read_all([raw], NOW, Dkim(records))
    return found


def test_a_tools_mail_that_no_server_vouches_for_is_a_mention_by_its_signature() -> None:
    records = Records("github.com")
    found = read(signed(MENTION, "github.com"), records)
    assert (found.channel, found.tool, found.reason) == (Channel.MENTION, "github", Reason.MENTIONED)
    assert (found.verdict, found.rank) == (Verdict.VERIFIED, 5)
    assert records.asked == ["s1._domainkey.github.com"]


def test_one_that_is_not_signed_by_the_tool_looks_like_it_and_is_a_mail() -> None:
    for content in (MENTION, signed(MENTION, "evil.example"), signed(MENTION, "github.com") + b"more"):
        found = read(content, Records("evil.example", "github.com"))
        assert (found.channel, found.tool, found.verdict) == (Channel.MAIL, "github", Verdict.UNKNOWN)


def test_whose_key_nobody_would_believe_is_not_asked_for() -> None:
    """A stranger's DNS does not learn that their mail was read."""
    records = Records("evil.example")
    read(signed(MENTION, "evil.example"), records)
    forged = letter("Ada <ada@evil.example>", text="@grace", X_GitHub_Reason="mention")
    assert read(signed(forged, "evil.example"), records).tool == "github"
    read(signed(letter("x@evil.example"), "evil.example"), records, known=LETS_HER_PASS)
    assert records.asked == []


def test_who_a_rule_lets_pass() -> None:
    content, records = signed(CLAIRE, "client.example"), Records("client.example")
    assert read(content, records).verdict is Verdict.UNKNOWN
    assert records.asked == []
    assert read(content, records, known=LETS_HER_PASS).verdict is Verdict.VERIFIED
    by_domain = Known(passed=frozenset({"@client.example"}))
    assert read(content, records, known=by_domain).verdict is Verdict.VERIFIED
    below = signed(letter("c@mail.client.example"), "client.example")
    assert read(below, records, known=by_domain).verdict is Verdict.VERIFIED
    other = signed(CLAIRE, "other.example")
    assert read(other, Records("other.example"), known=LETS_HER_PASS).verdict is Verdict.UNKNOWN


def test_one_that_a_team_runs_itself() -> None:
    own = signed(letter("git@git.example.org", text="@grace", X_GitHub_Reason="mention"), "git.example.org")
    records = Records("git.example.org")
    assert read(own, records).channel is Channel.MAIL
    assert records.asked == []
    assert read(own, records, known=Known(hosts=("git.example.org",))).channel is Channel.MENTION


@pytest.mark.parametrize(
    ("said", "channel", "asks"),
    [
        ("dkim=pass header.d=github.com", Channel.MENTION, False),
        ("dkim=fail header.d=github.com", Channel.MAIL, False),
        ("dkim=none; spf=softfail; dmarc=fail header.from=github.com", Channel.MAIL, False),
        ("spf=pass smtp.mailfrom=x@github.com", Channel.MENTION, True),
        ("none", Channel.MENTION, True),
    ],
)
def test_a_server_that_looks_at_signatures_is_believed_alone(said: str, channel: Channel, asks: bool) -> None:
    records = Records("github.com")
    content = f"Authentication-Results: {SERVER}; {said}\r\n".encode() + signed(MENTION, "github.com")
    assert read(content, records, trust=SERVER).channel is channel
    assert bool(records.asked) is asks


def test_what_a_stranger_says_in_a_servers_name_counts_for_nothing() -> None:
    seal = b"ARC-Seal: i=1; cv=none; d=github.com; s=s1; a=rsa-sha256; b=AAAA\r\n"
    arc = b"ARC-Authentication-Results: i=1; " + SERVER.encode() + b"; dkim=pass header.d=github.com\r\n"
    own = b"Authentication-Results: mx.evil.example; dkim=pass header.d=github.com\r\n"
    found = read(seal + arc + own + MENTION, Records("github.com"), trust=SERVER)
    assert (found.channel, found.verdict) == (Channel.MAIL, Verdict.UNKNOWN)


def test_what_came_over_a_list_is_a_mail_of_the_list() -> None:
    """It changes the subject or adds a footer, which breaks the signature."""
    content = signed(MENTION, "github.com").replace(b"Subject: ", b"Subject: [crew] ") + b"-- \r\ncrew list\r\n"
    listed = b"List-Id: crew <crew.lists.example>\r\n" + content
    found = read(listed, Records("github.com"))
    assert (found.channel, found.reason, found.tool) == (Channel.MAIL, Reason.LIST, "github")


def test_a_mail_that_was_cut_cannot_be_checked() -> None:
    long = letter("Ada <notifications@github.com>", text="x" * MOST_BYTES, X_GitHub_Reason="mention")
    content = signed(long, "github.com")
    records = Records("github.com")
    assert read(content[:MOST_BYTES], records, size=len(content)).channel is Channel.MAIL
    assert records.asked == []


def test_look_ups_can_be_switched_off() -> None:
    records = Records("github.com")
    assert read(signed(MENTION, "github.com"), records, known=Known(checks_signatures=False)).channel is Channel.MAIL
    assert records.asked == []


def test_nothing_is_looked_at_where_nothing_was_handed_in() -> None:
    [found] = read_all([Raw("1", signed(MENTION, "github.com"), 10_000)], NOW, UNSIGNED)
    assert found.channel is Channel.MAIL


def test_a_folder_asks_for_what_is_new_and_never_for_the_past(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(signed(MENTION, "github.com"))
    records = Records("github.com")
    source = SPEC.open({"path": str(tmp_path)}, {}, Terms(Start(days=36500), signatures=Dkim(records)))
    [fetched] = [one for one in source.fetch("", NOW) if one.arrivals]
    assert fetched.arrivals[0].channel is Channel.MENTION
    assert len(records.asked) == 1
    records = Records("github.com")
    source = SPEC.open({"path": str(tmp_path)}, {}, Terms(Start(days=36500), signatures=Dkim(records)))
    asked = LookBack(NOW.replace(year=2000), NOW, fetched.cursor, "", lambda keys: ())
    assert [one.channel for one in source.look_back(asked).arrivals] == [Channel.MAIL]
    assert records.asked == []
