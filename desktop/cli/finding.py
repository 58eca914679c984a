"""`account add KIND --address`: what is found for an address is shown before a password is asked for."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from typing import Any

from desktop.cli import sign_in
from desktop.cli.asking import Asking
from desktop.cli.output import Failed, say
from desktop.cli.parsing import Parser
from desktop.core.text import escaped
from inbox.sources import Value

FIELDS = ("host", "port", "user", "security")
"""What an address leads to."""
SENDING = {"smtp_host": "host", "smtp_port": "port", "smtp_security": "security", "smtp_user": "user"}
"""The same for sending, by the names that `account add` has for them."""


def add(made: Parser) -> None:
    made.set_defaults(by_address=True, wrong=made.error)
    made.add_argument(
        "--address",
        type=_address,
        metavar="ADDRESS",
        help="your mail address: Écluse looks for its server, unless you name one with --host",
    )
    made.add_argument(
        "--oauth", dest="field_sign_in", action="store_const", const="oauth2", help="the same as --sign-in oauth2"
    )
    sign_in.add(made)


def check(options: Namespace) -> None:
    """Without an address the server has to be named, as argparse would say it."""
    if not getattr(options, "by_address", False) or options.address is not None:
        return
    missing = [f"--{name}" for name in ("host", "user") if getattr(options, f"field_{name}") is None]
    if missing:
        options.wrong(f"the following arguments are required: {', '.join(missing)}, or --address alone")


def values(options: Namespace, ask: Asking) -> dict[str, Value]:
    """What the address led to, without what was given; raises Failed where it led to nothing that can be used."""
    if not getattr(options, "by_address", False) or options.address is None:
        return {}
    found = {"user": options.address} if options.field_host is not None else _looked_up(options, ask)
    return {name: value for name, value in found.items() if getattr(options, f"field_{name}") is None}


def _looked_up(options: Namespace, ask: Asking) -> dict[str, Value]:
    from inbox.discovery.search import asks

    hosts = asks(options.address)
    if hosts:
        say(f"Looking for the server of {options.address}: {' and '.join(hosts)} over https, and DNS, are asked.")
    outcome = ask("find_account", address=options.address)
    found = outcome["found"]
    if found is None:
        said = "; ".join(outcome["said"])
        raise Failed(
            f"No settings were found for {outcome['domain']} ({said}). Nothing was added.",
            "Name the server with --host and --user; whoever runs it knows them.",
        )
    say(f"{_where(found, outcome['domain'])}: {_server(found)}; user name {found['user']}")
    sending = _sending(found["sending"], options)
    _usable(found, options)
    reading: dict[str, Value] = {name: found[name] for name in (*FIELDS, "authority") if found[name]}
    if found["user"] != options.address:
        reading["from_address"] = options.address
    return {**reading, **sending}


def _sending(found: dict[str, Any] | None, options: Namespace) -> dict[str, Value]:
    """Shown, and taken unless it lies elsewhere: that is not a thing to be asked of whoever may only want to read."""
    if options.field_smtp_host is not None:
        return {}
    if found is None:
        say("No server for sending was found: to answer, name one with --smtp-host.")
        return {}
    where = f"{_server(found)}; user name {found['user']}"
    if found["confirm"]:
        say(f"For sending {where} is named. It lies outside of the domain of your address, so it was not taken:")
        say(f"if it is right, say so with --smtp-host {found['host']} --smtp-port {found['port']}.")
        return {}
    say(f"Sending: {where}")
    return {name: found[field] for name, field in SENDING.items()}


def _usable(found: dict[str, Any], options: Namespace) -> None:
    by_oauth = sign_in.wanted(options)
    if found["sign_in"] == "oauth" and not by_oauth:
        advice = found["advice"] or "The server takes no passwords: you sign in with your browser."
        raise Failed(f"{advice} Nothing was added.", "Then: the same command with --oauth --client-id ID.")
    if found["advice"] and not by_oauth:
        say(found["advice"])
    if found["authority"] and not by_oauth:
        say("Or sign in with your browser, by a client id of your own: --oauth --client-id ID.")
    if not found["confirm"]:
        return
    outside = f"{found['host']} lies outside of the domain of your address"
    if options.secret_stdin is not None or not sys.stdin.isatty():
        advice = f"If it is right, say so with --host {found['host']} --user {found['user']}."
        raise Failed(f"{outside}, so nothing was sent to it and nothing was added.", advice)
    if input(escaped(f"{outside}. Will your password be safe there? [y/N] ")).strip().lower() not in {"y", "yes"}:
        raise Failed("Nothing was sent and nothing was added.", "Name the right server with --host.")


def _server(found: dict[str, Any]) -> str:
    return f"{found['host']}, port {found['port']}, {found['security'].upper()}"


def _where(found: dict[str, Any], domain: str) -> str:
    match found["origin"]:
        case "table":
            return f"Known beforehand ({found['provider']})"
        case "autoconfig":
            return f"Found at {found['where']}"
        case "srv":
            return f"Found in DNS ({found['where']})"
        case _:
            return f"Found in DNS ({found['provider']} takes in the mail of {domain})"


def _address(words: str) -> str:
    from inbox.discovery.found import read_address
    from inbox.errors import WrongSetting

    try:
        return read_address(words).whole
    except WrongSetting as error:
        raise argparse.ArgumentTypeError(f"{words!r} is wrong: {error.detail}") from None
