"""The server that sends an account's mail, out of its settings and secrets."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core.accounts import NoSecret
from inbox.errors import CertificateRefused, SourceError, WrongSetting
from inbox.oauth import Tokens
from inbox.sending import Submission
from inbox.sources import Trial, Value, number


def sends(values: Mapping[str, Value]) -> bool:
    return bool(str(values.get("smtp_host") or "").strip())


def server_of(values: Mapping[str, Value], secrets: Mapping[str, str], tokens: Tokens | None = None) -> Submission:
    """`tokens`: of an account that signs in by OAuth. Raises WrongSetting where it names no server, and NoSecret."""
    if not sends(values):
        raise WrongSetting("smtp_host", "It has no server for sending.")
    password = secrets.get("smtp_password") or secrets.get("password", "")
    if not password and tokens is None:
        raise NoSecret("no password is known for this account")
    return Submission(
        host=str(values["smtp_host"]).strip(),
        port=number(values, "smtp_port", 465),
        user=str(values.get("smtp_user") or values.get("user", "")),
        password=password,
        ca_file=str(values.get("ca_file") or ""),
        pin=str(values.get("smtp_pin") or ""),
        security=str(values.get("smtp_security") or "tls"),
        tokens=None if secrets.get("smtp_password") else tokens,
    )


def tried(values: Mapping[str, Value], secrets: Mapping[str, str], tokens: Tokens | None = None) -> Trial:
    """Sign in to send, and send nothing: what came of it, well or not. Blocks."""
    from inbox.sending.smtp import trial

    place = f"{str(values['smtp_host']).strip()}:{values.get('smtp_port', 465)}"
    try:
        return trial(server_of(values, secrets, tokens))
    except SourceError as error:
        shown = isinstance(error, CertificateRefused) and error.certificate
        return Trial(place, problem=error.code, detail=f"{error.detail}. {shown}" if shown else error.detail)
