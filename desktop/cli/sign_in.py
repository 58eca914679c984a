"""Signing in by OAuth from a terminal: the address or the code is shown, then the person is waited for."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.output import Failed, say
from desktop.cli.parsing import Parser


def add(made: Parser) -> None:
    made.add_argument("--device", action="store_true", help="sign in with a code, on any device that has a browser")


def grant(ask: Asking, *, device: bool, **given: Any) -> str:
    """What the person was granted; raises Failed. `given`: a new account's settings, or the name of one."""
    step = ask("begin_sign_in", device=device, **given)
    if step["code"]:
        say(f"On any device, open {step['url']} and enter the code {step['code']}")
    else:
        say("Sign in at this address, in a browser on this computer:")
        say(f"  {step['url']}")
        _open(step["url"])
    say("Waiting for you, some minutes at most…")
    try:
        while True:
            found = ask("finish_sign_in", id=step["id"])
            if found is not None:
                return str(found)
    except KeyboardInterrupt:
        ask("stop_sign_in", id=step["id"])
        raise Failed("The sign-in was stopped. Nothing was changed.") from None


def wanted(options: Namespace) -> bool:
    return getattr(options, "field_sign_in", None) == "oauth2"


def _open(url: str) -> None:
    """Only where a person sits at a desktop: a browser of the terminal would take the terminal."""
    desktop = not sys.platform.startswith("linux") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if sys.stdin.isatty() and desktop:
        import webbrowser

        webbrowser.open(url)
