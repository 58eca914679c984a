"""What a server refuses, and how it fails, in the words of `inbox.errors`."""

from __future__ import annotations

import ssl

from inbox.errors import CertificateRefused, Offline, SourceError, WrongSetting
from inbox.mail.clean import one_line


class Refused(Exception):
    """The other side answered with an error. `condition`: as in RFC 6120 8.3.3."""

    def __init__(self, condition: str, text: str = "") -> None:
        super().__init__(f"{condition} {text}".strip())
        self.condition = condition
        self.text = one_line(text or condition, 200)

    @property
    def passes(self) -> bool:
        """It is no fault of what was asked."""
        return self.condition in {
            "internal-server-error", "remote-server-timeout", "resource-constraint", "service-unavailable",
        }  # fmt: skip


def tls(ca_file: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise WrongSetting("ca_file", f"{ca_file}: {error}") from error
    return context


def unreached(said: object) -> SourceError:
    if isinstance(said, ssl.SSLCertVerificationError):
        return CertificateRefused(f"The server's certificate is not good for its name: {said.verify_message}.")
    return Offline(words(said))


def words(said: object) -> str:
    return one_line(str(said or ""), 200) or "The server ended the connection."
