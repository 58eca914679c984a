"""read-mention: what a tool tells of by a mail in a file. Needs no app, no database and no keyring."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.cli.output import Failed, as_json, say
from desktop.cli.parsing import Commands, command

if TYPE_CHECKING:
    from inbox.mail.mentions import Known, Notification
    from inbox.vouching import Signatures

_FIELDS = ("tool", "reason", "verified", "actor", "project", "thread", "link", "rank", "why")


def add(commands: Commands) -> None:
    read = command(commands, "read-mention", _read, "what a tool tells of by this mail", json=True)
    read.add_argument("file", metavar="FILE", help="a mail as it came, with its header (.eml); - is stdin")
    read.add_argument(
        "--authserv",
        action="append",
        default=[],
        metavar="ID",
        help="how the Authentication-Results of your own server begin, such as mx.example.org, or the host at which "
        "a known provider is read; may be repeated. Without it nobody vouches for the mail",
    )
    read.add_argument(
        "--check-signatures",
        action="store_true",
        help="where no server vouches for it, look at its signature, whose key DNS is asked for",
    )
    read.add_argument("--login", action="append", default=[], metavar="NAME", help="how you are called at tools")
    read.add_argument("--host", action="append", default=[], metavar="HOST", help="of a tool that your team runs")


def _read(options: Namespace) -> int:
    from desktop.core.clock import SystemClock
    from inbox import mail
    from inbox.mail import authenticity
    from inbox.vouching import signers

    content = _content(options.file)
    raw = mail.Raw("1", content, len(content), known=_known(options))
    now = SystemClock().now()
    signatures = _signatures(options)
    found: Notification | None = None
    for trust in authenticity.called(options.authserv):
        asked = raw._replace(trust=trust)
        signed = signers(asked, mail.read(asked, now), signatures)
        found = mail.notification(asked._replace(signed=signed), now)
        if found is None or found.verified:
            break
    if options.json:
        as_json(_told(found))
    else:
        _say(found)
    return 0


def _content(file: str) -> bytes:
    from inbox.sources import MOST_MESSAGE

    try:
        if file == "-":
            content = sys.stdin.buffer.read(MOST_MESSAGE + 1)
        else:
            with open(file, "rb") as opened:
                content = opened.read(MOST_MESSAGE + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise Failed(f'"{file}" cannot be read: {why}.', "Give the name of a file with one mail in it.") from error
    if not content.strip():
        empty = "Nothing came on standard input." if file == "-" else f'"{file}" is empty.'
        raise Failed(
            empty, "Give it one mail as it came." if file == "-" else "Give the name of a file with one mail in it."
        )
    return content


def _signatures(options: Namespace) -> Signatures:
    from inbox.dkim import Dkim, Dns
    from inbox.vouching import UNSIGNED

    return Dkim(Dns()) if options.check_signatures else UNSIGNED


def _known(options: Namespace) -> Known:
    """What the settings say, and what was said here."""
    from desktop.core.settings.load import load
    from inbox.mail.domains import ascii_host, owned

    known = load(options.paths.settings_file)[0].known
    hosts = []
    for one in options.host:
        hosts.append(ascii_host(one.strip().removeprefix("https://").rstrip("/")))
        if not owned(hosts[-1]):
            raise Failed(f'"{one}" is not the name of a host.', "Give one such as git.example.org.", status=2)
    logins = {one.strip().lstrip("@").lower() for one in options.login} - {""}
    return replace(known, logins=known.logins | logins, hosts=(*known.hosts, *hosts))


def _told(found: Notification | None) -> dict[str, Any]:
    """`_FIELDS`, all null where the mail is no tool's; a text is null where the mail does not say."""
    if found is None:
        return dict.fromkeys(_FIELDS)
    about = found.mention
    texts = {"actor": about.actor, "project": about.project, "thread": about.thread, "link": about.link}
    told = {"tool": found.tool, "reason": str(about.reason), "verified": found.verified, "rank": found.rank}
    told |= {name: text or None for name, text in (texts | {"why": about.why}).items()}
    return {name: told[name] for name in _FIELDS}


def _say(found: Notification | None) -> None:
    if found is None:
        say("An ordinary mail: it is not a notification of a tool that Écluse knows.")
        return
    about = found.mention
    say(found.title if found.verified else f"Looks like {found.title}, not verified: an ordinary mail to Écluse")
    for label, text in (
        ("Reason", f"{about.reason.replace('_', ' ')}" + (f" ({about.why})" if about.why else "")),
        ("Actor", about.actor),
        ("Project", about.project),
        ("Thread", about.thread),
        ("Link", about.link),
        ("Rank", str(found.rank)),
    ):
        if text:
            say(f"{label:<9} {text}")
