"""What a No of the server means for what happens next (RFC 3501 7.1, RFC 5530, and what large providers really say).

Pure: text in, an error of `inbox.errors` out. The code in brackets counts; words only where there is none.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.errors import Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.mail.clean import one_line

_MOST_SHOWN: Final = 300

_CODE: Final = re.compile(r"\[([A-Z][A-Z0-9-]*)(?: [^\]]*)?\]")
_BACKOFF: Final = re.compile(r"backoff time:?\s*(\d{1,9})\s*(milliseconds|ms|seconds|s)?", re.IGNORECASE)

_LATER: Final = frozenset({"UNAVAILABLE", "LIMIT", "INUSE", "THROTTLED", "SERVERBUG", "CONTACTADMIN", "OVERQUOTA"})
_CREDENTIALS: Final = frozenset({"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "WEBALERT"})
_NO_SUCH_MAILBOX: Final = frozenset({"NONEXISTENT", "NOPERM", "CANNOT", "TRYCREATE"})
_LATER_WORDS: Final = re.compile(
    r"too many|throttl|rate limit|limit exceeded|try again|later|temporar|unavailable|maximum number|busy|internal"
    r"|authenticated but not connected|timed? ?out|server error|backend",
    re.IGNORECASE,
)
_CROWDED_WORDS: Final = re.compile(r"too many|throttl|rate limit|limit exceeded|maximum number", re.IGNORECASE)


class Refused(Exception):
    """A tagged NO or BAD. The connection is as good as before."""

    def __init__(self, status: str, text: str) -> None:
        super().__init__(f"{status} {text}")
        self.status = status
        self.text = text


def shown(text: str | bytes) -> str:
    """What a server said, fit for one line of a window or a log."""
    return one_line(text.decode("utf-8", "replace") if isinstance(text, bytes) else text, _MOST_SHOWN)


def later(text: str) -> Offline | None:
    """Is this "not now" rather than "no"? With the least time to wait."""
    code = _code(text)
    if code in _CREDENTIALS or code in _NO_SUCH_MAILBOX:
        return None
    if code not in _LATER and not _LATER_WORDS.search(text):
        return None
    return Offline(shown(text), wait_seconds=wait_seconds(text))


def wait_seconds(text: str) -> float:
    if asked := _BACKOFF.search(text):
        amount = float(asked[1])
        return amount if (asked[2] or "").lower().startswith("s") else amount / 1000
    return 60.0 if _code(text) in {"LIMIT", "THROTTLED"} or _CROWDED_WORDS.search(text) else 0.0


def of_sign_in(text: str) -> SourceError:
    """A server that is busy often says so to LOGIN: that must not be taken for a wrong password."""
    if not_now := later(text):
        return not_now
    if _code(text) == "PRIVACYREQUIRED":
        return Unsupported(shown(text))
    return SignInRefused(shown(text))


def of_command(text: str) -> SourceError:
    """A No to what every server has to do."""
    return later(text) or Unsupported(shown(text))


def of_change(text: str) -> SourceError:
    """A No to what changes something: a full mailbox or a missing right is for the person to mend."""
    return Unsupported(shown(text)) if _code(text) == "OVERQUOTA" else of_command(text)


def of_mailbox(text: str, mailbox: str) -> SourceError:
    if not_now := later(text):
        return not_now
    if mailbox.upper() == "INBOX" and _code(text) not in _NO_SUCH_MAILBOX:
        return Offline(shown(text))  # every account has one (RFC 3501 5.1): this will pass
    return WrongSetting("mailbox", shown(f"{mailbox}: {text}"))


def _code(text: str) -> str:
    found = _CODE.search(text)
    return found[1] if found else ""
