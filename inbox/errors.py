"""What can go wrong with a source, told apart only by what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server showed. `fingerprint`: SHA-256 of the whole, in pairs of upper-case hexadecimal digits."""

    host: str
    port: int
    fingerprint: str
    start: datetime
    end: datetime

    def __str__(self) -> str:
        return (
            f"{self.host}:{self.port} shows a certificate with the SHA-256 fingerprint {self.fingerprint}, "
            f"good from {self.start:%Y-%m-%d} to {self.end:%Y-%m-%d}."
        )


class SourceError(Exception):
    """The text says what the server or the system said; `code` is stable and names the class to the window."""

    code = "broken"
    retries = True

    def __init__(self, detail: str = "", *, wait_seconds: float = 0.0) -> None:
        super().__init__(detail)
        self.detail = detail
        self.wait_seconds = wait_seconds
        """The least time the other side asked us to wait before the next try."""


class Offline(SourceError):
    """No answer, or an answer that says "later": tried again with back-off, by itself."""

    code = "offline"


class SignInRefused(SourceError):
    """The server says that name or password is wrong: the person is asked, the old secret is kept."""

    code = "sign_in_refused"
    retries = False


class SignedOut(SignInRefused):
    """No token is taken any more, or there is none: the person signs in again in their browser. What is kept stays."""

    code = "signed_out"


class CertificateRefused(SourceError):
    """The server's certificate is not good for this name: nothing was sent.

    `certificate` is set where the person may decide to trust exactly that one; never where another was trusted before.
    """

    code = "certificate_refused"
    retries = False

    def __init__(self, detail: str = "", *, certificate: Certificate | None = None) -> None:
        super().__init__(detail)
        self.certificate = certificate


class WrongSetting(SourceError):
    """A setting cannot work (no such mailbox, an impossible port): `field` names it."""

    code = "wrong_setting"
    retries = False

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


class Unsupported(SourceError):
    """The server cannot do what was asked, and never will in this session."""

    code = "unsupported"
    retries = False


class Gone(SourceError):
    """What was asked for is not there any more: it was moved or deleted elsewhere. Nothing else is wrong."""

    code = "gone"
    retries = False


class Broken(SourceError):
    """Anything else, theirs or ours: tried again in an hour, with the traceback in the log."""

    code = "broken"
