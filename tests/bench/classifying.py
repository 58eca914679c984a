"""What it costs to tell the mails of tools from all others, and to read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from unittest.mock import patch

from inbox import mail
from inbox.item import Reason
from inbox.mail import headers, recognition
from inbox.mail.authenticity import Trust
from inbox.mail.letter import Letter
from inbox.mail.mentions import NOTHING, Mention
from inbox.mail.tools import Tool, discover
from tests.bench.databases import Databases
from tests.bench.mails import mails
from tests.bench.timing import Line, alternated
from tests.inbox.mail.letters import SERVER, letter

MAILS = 4_000
OF_TOOLS = 20
"""One of so many is a tool's."""
PORTION = 200
READERS = 40
_OWN = Trust(("mail.example.net", SERVER))
"""The account's own server says of each mail who signed it: where nobody does, no mail is taken for a tool's."""


def measure(databases: Databases) -> list[Line]:
    contents = list(_mixed(MAILS))
    tools = [content for number, content in enumerate(contents) if number % OF_TOOLS == 0] * 5
    return [
        _classified(f"{MAILS:,} mails, one in {OF_TOOLS} a tool's: parsed and classified, a mail", contents, most=1.05),
        _classified("the tool's alone, parsed and read, a mail", tools),
        *_many(contents),
    ]


def _mixed(count: int) -> Iterator[bytes]:
    """Ordinary mails, and among them those of a tool as it writes them, signed and with all its fields."""
    for number, ordinary in enumerate(mails(count)):
        yield ordinary if number % OF_TOOLS else _notification(number, ordinary)


def _notification(number: int, like: bytes) -> bytes:
    """With the header that all mails have, and a comment as text and as HTML, in the way of GitHub."""
    thread = f"acme/boat/issues/{number}"
    link = f"https://github.com/{thread}#issuecomment-{number}"
    said = f"@grace could you have a look at leak {number}?\r\n" + "It is below the waterline, and it grows.\r\n" * 30
    html = (
        "<p></p>"
        + "".join(f'<p dir="auto">{line}</p>\n' for line in said.splitlines())
        + f"<p style='font-size:small'>&mdash;<br>Reply to this email directly, <a href='{link}'>"
        'view it on GitHub</a>.</p><script type="application/ld+json">[{"@context": "http://schema.org", "@type": '
        f'"EmailMessage", "potentialAction": {{"@type": "ViewAction", "target": "{link}", "url": "{link}"}}}}]</script>'
    )
    seals = like[: like.index(b"From: ")]
    return seals + letter(
        "Ada <notifications@github.com>",
        f"Re: [acme/boat] Leak {number} (Issue #{number})",
        text=f"{said}\r\n\r\n-- \r\nReply to this email directly or view it on GitHub:\r\n{link}\r\n",
        html=html,
        signed="github.com",
        Message_ID=f"<{thread}/{number}@github.com>",
        References=f"<{thread}@github.com>",
        List_ID="acme/boat <boat.acme.github.com>",
        X_GitHub_Reason="mention",
        X_GitHub_Sender="ada-l",
        X_GitHub_Recipient="grace",
    )


def _classified(what: str, contents: list[bytes], most: float | None = None) -> Line:
    now = datetime.now(UTC)
    raws = [mail.Raw(str(number), one, len(one), now, trust=_OWN) for number, one in enumerate(contents)]
    portions = [raws[start : start + PORTION] for start in range(0, len(raws), PORTION)]

    every, none = _Tools(discover()), _Tools({})

    def read(portion: list[mail.Raw], tools: _Tools) -> None:
        with tools:
            mail.read_all(portion, now)

    # A portion at a time, so that a busy moment of the machine meets both: the difference is small.
    times = [alternated(partial(read, one, every), partial(read, one, none)) for one in portions]
    took, floor = (sum(found) / len(contents) * 1e6 for found in zip(*times, strict=True))
    return Line(what, took, "µs", "parsed only", floor, most)


def _many(contents: list[bytes]) -> Iterator[Line]:
    """The fields that tools ask for, and the look-up: what grows with the number of tools, if anything does."""
    blocks = [one[: headers.split(one)[0]] for one in contents]
    one, many = (_Tools({f"tool{n}": _synthetic(n) for n in range(count)}) for count in (1, READERS))

    def recognised() -> None:
        wanted = mail._wanted()
        for block in blocks:
            fields, _ = headers.read(block, wanted)
            recognition.candidates(headers.first_mailbox(fields.get(b"from", b""))[1], fields, NOTHING)

    def with_one() -> None:
        with one:
            recognised()

    def with_many() -> None:
        with many:
            recognised()

    took, floor = alternated(with_many, with_one)
    yield Line(
        f"told apart by {READERS} readers, a mail", took / MAILS * 1e6, "µs", "by one", floor / MAILS * 1e6, most=5
    )
    with one:
        found = [headers.read(block, mail._wanted())[0] for block in blocks]
    senders = [headers.first_mailbox(fields.get(b"from", b""))[1] for fields in found]

    def looked_up(tools: _Tools) -> None:
        with tools:
            for sender, fields in zip(senders, found, strict=True):
                recognition.candidates(sender, fields, NOTHING)

    took, floor = alternated(lambda: looked_up(many), lambda: looked_up(one))
    yield Line(
        f"the look-up alone, {READERS} readers, a mail", took / MAILS * 1e6, "µs", "one", floor / MAILS * 1e6, most=5
    )


def _synthetic(number: int) -> Tool:
    name = f"tool{number}"
    return Tool(
        name=name,
        title=name.title(),
        read=_tells,
        senders=(f"notify@{name}.example", f"@mail.{name}.example"),
        signers=(f"{name}.example",),
        hosts=(f"{name}.example",),
        fields=(f"x-{name}-reason", f"x-{name}-sender", "list-id"),
        marks=(f"x-{name}-reason",),
        unless=(f"x-{name}-not",),
        shapes={"message-id": f"<{name}-[0-9]+@"},
    )


def _tells(letter: Letter) -> Mention:
    return Mention(Reason.MENTIONED)


class _Tools:
    """These tools and no others, for as long as it is entered; what is made of them once is made before."""

    def __init__(self, tools: Mapping[str, Tool]) -> None:
        with patch("inbox.mail.recognition.discover", lambda: tools):
            self._index = recognition._index.__wrapped__()
        self._wanted = mail._WANTED | self._index.fields
        self._before = recognition._index, mail._wanted

    def __enter__(self) -> None:
        index, wanted = self._index, self._wanted
        setattr(recognition, "_index", lambda: index)  # noqa: B010 (mypy knows it as a function of its own)
        setattr(mail, "_wanted", lambda: wanted)  # noqa: B010

    def __exit__(self, *_: object) -> None:
        recognition._index, mail._wanted = self._before
