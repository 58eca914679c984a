"""Mails of tools, put together for the tests of their readers."""

from __future__ import annotations

from datetime import UTC, datetime

from inbox import mail
from inbox.mail.authenticity import Trust
from inbox.mail.mentions import NOTHING, Known, Notification

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SERVER = "mx.example.org"


def letter(
    sender: str,
    subject: str = "Hello",
    *,
    text: str = "Hello.\n",
    html: str = "",
    signed: str = "",
    **fields: str,
) -> bytes:
    """`sender` as it stands in From. `signed`: the domain that signed it, as the account's own server says.

    Fields by their names, with _ for -; `Message_ID` among them.
    """
    head = [f"From: {sender}", "To: me@example.org", f"Subject: {subject}", "Date: Mon, 23 Nov 2026 09:00:00 +0000"]
    if signed:
        head.insert(0, f"Authentication-Results: {SERVER}; dkim=pass header.d={signed}")
    head += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    if not html:
        return "\r\n".join([*head, "Content-Type: text/plain; charset=utf-8", "", text]).encode()
    parts = [("plain", text), ("html", html)]
    body = "".join(f"--limit\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{part}\r\n" for kind, part in parts)
    head += ["MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=limit"]
    return "\r\n".join([*head, "", f"{body}--limit--\r\n"]).encode()


def notified(content: bytes, known: Known = NOTHING) -> Notification | None:
    """What an account understands whose own server is SERVER."""
    return mail.notification(mail.Raw("1", content, len(content), trust=Trust((SERVER,)), known=known), NOW)


def facts(found: Notification | None, *names: str) -> dict[str, object]:
    """Those of a notification and of its mention that a row of a table names."""
    assert found is not None, "it was taken for an ordinary mail"
    return {name: getattr(found if name in {"tool", "verified", "rank"} else found.mention, name) for name in names}
