"""Who only looks like a tool, for every tool there is; and that no mail slows a reader down or makes it fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox import mail
from inbox.item import Channel
from inbox.mail import authenticity, headers
from inbox.mail.authenticity import Trust
from inbox.mail.letter import Letter
from inbox.mail.mentions import Known
from inbox.mail.recognition import is_from
from inbox.mail.tools import Tool, discover
from tests.effort import little_work
from tests.inbox.mail.letters import NOW, SERVER, letter, notified

SHARED = Path(__file__).parents[4] / "shared"
ODD = sorted((SHARED / "odd-mails").rglob("*.eml"))
TOOLS = list(discover().values())
EVERY_TOOL = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
ME = Known(logins=frozenset({"grace"}), hosts=("git.example.org",))
_SERVERS = re.compile(rb"^authentication-results:\s*([\w.-]+)\s*;", re.IGNORECASE | re.MULTILINE)
OUTSIDE = "Received: from a.evil.example (a.evil.example [192.0.2.7]) by mx.evil.example; Mon\r\n"


def address(tool: Tool) -> str:
    """One that the tool itself writes from; '' for one that every team runs itself."""
    sender = tool.senders[0] if tool.senders else ""
    if sender.startswith("@"):
        return f"notify{sender}"
    return f"{sender}{tool.signers[0]}" if sender.endswith("@") and tool.signers else sender.rstrip("@") and sender


def said_by(tool: Tool) -> dict[str, str]:
    """All fields it is known by, with words that some tool has for a mention."""
    return {name.replace("-", "_"): "mention" for name in (*tool.fields, *tool.marks)}


def written(tool: Tool, sender: str, *, above: str = "", signed: str = "") -> bytes:
    text = "@grace mentioned you: https://evil.example/acme/boat/issues/7\r\n"
    return above.encode() + letter(
        sender, "[acme/boat] Ada mentioned you (#7)", text=text, signed=signed, **said_by(tool)
    )


def spoofs(tool: Tool) -> dict[str, bytes]:
    own, signer = address(tool), (tool.signers or ("example.net",))[0]
    domain = own.rpartition("@")[2]
    encoded = own.replace("@", "=40")
    id = f"Authentication-Results: {SERVER}; "
    good = written(tool, own, signed=signer)
    return {
        "nobody says anything": written(tool, own),
        "the name alone": written(tool, f'"{own}" <x@evil.example>', signed="evil.example"),
        "the name alone, encoded": written(tool, f"=?utf-8?q?{encoded}?= <x@evil.example>", signed="evil.example"),
        "another's signature": written(tool, own, signed="evil.example"),
        "a look-alike": written(tool, own.replace("o", "0").replace("l", "1") + "m", signed=f"{domain}m"),
        "letters of another script": written(tool, own.replace("a", "а"), signed="evil.example"),  # a Cyrillic one
        "a domain of theirs with its name": written(tool, f"{own}.evil.example", signed="evil.example"),
        "the same, signed in its name": written(tool, own, signed=f"{signer}.evil.example"),
        "a domain that ends like it": written(tool, own, signed=f"evil{signer}"),
        "two senders": written(tool, f"{own}, x@evil.example", signed=signer),
        "two senders, the other first": written(tool, f"x@evil.example, {own}", signed=signer),
        "a second From below": good.replace(b"\r\nTo:", b"\r\nFrom: x@evil.example\r\nTo:", 1),
        "a second From above": b"From: x@evil.example\r\n" + good,
        "Sender is the tool": written(tool, "x@evil.example", above=f"Sender: {own}\r\n", signed="evil.example"),
        "only SPF": written(tool, own, above=f"{id}spf=pass smtp.mailfrom={own}\r\n"),
        "dkim=fail": written(tool, own, above=f"{id}dkim=fail (bad) header.d={signer}; dkim=none header.d=none\r\n"),
        "dkim=none": written(tool, own, above=f"{id}dkim=none header.d={signer}\r\n"),
        "its name in a comment": written(tool, own, above=f"{id}dkim=none (dkim=pass header.d={signer})\r\n"),
        "dmarc=fail": written(
            tool, own, above=f"{id}dkim=pass header.d={signer}; dmarc=fail header.from={domain}\r\n"
        ),
        "another server says so": written(
            tool, own, above=f"Authentication-Results: mx.evil.example; dkim=pass header.d={signer}\r\n"
        ),
        "a server whose name begins alike": written(
            tool, own, above=f"Authentication-Results: {SERVER}.evil.example; dkim=pass header.d={signer}\r\n"
        ),
        "our server, below where it came in": written(
            tool, own, above=f"{OUTSIDE}{id}dkim=pass header.d={signer}\r\n"
        ),
        "our server, below what it said itself": written(
            tool, own, above=f"{id}dkim=none\r\n{id}dkim=pass header.d={signer}\r\n"
        ),
        "a seal (ARC)": written(
            tool, own, above=f"ARC-Authentication-Results: i=1; {SERVER}; dkim=pass header.d={signer}\r\n"
        ),
        "only marks, from a stranger": written(tool, "x@evil.example", signed="evil.example"),
        "marks, in the name of the team's host": written(tool, "x@git.example.org", signed="evil.example"),
    }  # fmt: skip


def sent_by(tool: Tool, content: bytes) -> bool:
    block = content[: headers.split(content)[0]]
    fields = headers.fields(block, frozenset({b"from"}))
    sender = headers.first_mailbox(fields.get(b"from", b""))[1]
    return is_from(tool, sender, authenticity.judged(block, Trust((SERVER,))).vouched, ME)


CASES = [(tool, case) for tool in TOOLS for case in (spoofs(tool) if address(tool) else ())]


@pytest.mark.parametrize(("tool", "case"), CASES, ids=lambda value: value.name if isinstance(value, Tool) else value)
def test_who_only_looks_like_it(tool: Tool, case: str) -> None:
    content = spoofs(tool)[case]
    assert not sent_by(tool, content)  # whatever its reader makes of it
    found = notified(content, ME)
    assert found is None or (not found.verified and found.rank == 0), found
    arrival = mail.read(mail.Raw("1", content, len(content), trust=Trust((SERVER,)), known=ME), NOW)
    assert arrival.channel is Channel.MAIL
    assert arrival.rank == 0
    assert arrival.link == ""


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if address(tool)], ids=lambda tool: tool.name)
def test_the_same_mail_where_the_tool_is_vouched_for_is_its_own(tool: Tool) -> None:
    """What the cases above are made of would be verified, were it not for what is wrong with each."""
    content = written(tool, address(tool), signed=tool.signers[0])
    assert sent_by(tool, content)
    found = notified(content, ME)
    assert found is None or found.verified


@pytest.mark.skipif(not ODD, reason="there is no folder of odd mails beside the project")
@pytest.mark.parametrize("believed", ["nobody", "everyone", "a server that writes no name"])
def test_no_odd_mail_is_a_mention(believed: str) -> None:
    for file in ODD:
        content = file.read_bytes()
        ids = tuple({name.decode().lower() for name in _SERVERS.findall(content)})
        trust = {"nobody": Trust(), "everyone": Trust(ids)}.get(believed, Trust(ids, nameless=True))
        arrival = mail.read(mail.Raw("1", content, len(content), trust=trust, known=ME), NOW)
        assert (arrival.channel, arrival.tool) == (Channel.MAIL, ""), file.name


def letter_of(tool: Tool, told: str, *, text: str, html: str = "") -> Letter:
    return Letter(
        sender_name=told[:100],
        sender_address=address(tool) or "x@git.example.org",
        subject=told[:500],
        message_id=told[:500],
        references=(told[:500], told[:500]),
        fields={name.encode(): told.encode("utf-8", "replace") for name in (*tool.fields, *tool.marks)},
        text=text,
        html=html,
        to=(told[:100],),
        logins=frozenset({"grace"}),
        own_hosts=(*tool.hosts, "git.example.org"),
    )


UNITS = (
    *(
        "@",
        "@a",
        "@a ",
        "<",
        "<a ",
        "[",
        "[a](",
        "(",
        "((",
        "/",
        "a/",
        '"',
        "'",
        "*",
        "_",
        "#",
        "#1",
        "-",
        ">",
        "> ",
        " ",
    ),
    *("\n", "\n>", "\r\n", "a", "a.", "é", ": ", '{"a":', "https://", "https://github.com/a/b/issues/1 "),
    *("mention", "mentioned you ", "=?utf-8?q?a?= ", '<a href="https://git.example.org/x">'),
    '<script type="application/ld+json">',
)


@EVERY_TOOL
def test_no_mail_slows_a_reader_down(tool: Tool) -> None:
    """Twice the mail takes no more than about twice as long: what takes the square would take minutes."""
    for unit in UNITS:
        long, longest = unit * (1000 // len(unit)), unit * (64 * 1024 // len(unit))
        with little_work(repr(unit)):
            tool.read(letter_of(tool, long, text=longest, html=longest))


WORDS = st.sampled_from(
    [
        *("mention", "assigned", "@grace", "Ada", "acme/boat", "#7", "KEY-1", "https://github.com/acme/boat/issues/7"),
        *(
            "<",
            ">",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            ":",
            ";",
            "=",
            '"',
            " ",
            "\n",
            "\r\n",
            "\x00",
            "\udcff",
            "é",
            "–",
            "1",
        ),
        "=?utf-8?q?x?=",
    ]
)


@EVERY_TOOL
@settings(max_examples=25)
@given(words=st.lists(WORDS, max_size=12), more=st.text(max_size=60))
def test_no_reader_fails(tool: Tool, words: list[str], more: str) -> None:
    told = "".join(words)
    tool.read(letter_of(tool, told, text=f"{told}\n{more}", html=f"<p>{more}{told}</p>"))
    tool.read(letter_of(tool, more, text=told))


@EVERY_TOOL
@settings(max_examples=15)
@given(noise=st.binary(max_size=200))
def test_no_mail_makes_reading_fail(tool: Tool, noise: bytes) -> None:
    """Through the whole of reading: a reader that failed would be logged, which fails this test."""
    clean = noise.replace(b"\r", b"").replace(b"\n", b"")
    fields = b"".join(name.encode() + b": " + clean + b"\r\n" for name in (*tool.fields, *tool.marks))
    content = b"From: " + (address(tool) or "x@git.example.org").encode() + b"\r\n" + fields + b"\r\n" + noise
    mail.read(mail.Raw("1", content, len(content), known=ME), NOW)
