"""Mail by IMAP: some mailboxes of one account, over TLS (RFC 8314: from the first byte), read and never changed."""

from __future__ import annotations

from collections.abc import Mapping

from inbox.oauth import OWN
from inbox.oauth.authorities import NAMES
from inbox.sources import Field, Source, SourceSpec, Terms, Value, number


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.imap.opening import Login
    from inbox.imap.source import ImapSource, Settings
    from inbox.mail.authenticity import trust

    login = Login(
        host=str(values.get("host", "")).strip(),
        port=number(values, "port", 993),
        user=str(values.get("user", "")),
        password=secrets.get("password", ""),
        ca_file=str(values.get("ca_file") or ""),
        pin=str(values.get("pin") or ""),
        security=str(values.get("security") or "tls"),
        tokens=terms.tokens,
    )
    chosen = values.get("mailbox") or "INBOX"
    return ImapSource(
        Settings(
            login,
            mailboxes=chosen if isinstance(chosen, tuple) else (str(chosen),),
            push=bool(values.get("push", False)),
            start=terms.start,
            known=terms.known,
            signatures=terms.signatures,
            poll_seconds=float(number(values, "poll_seconds", 120)),
            trust=trust(login.host, str(values.get("authserv_id") or "")),
            archive=str(values.get("archive_mailbox") or "").strip(),
            sent=str(values.get("sent_mailbox") or "").strip(),
        )
    )


_OAUTH = ("sign_in", "oauth2")
_OWN = ("authority", OWN)
_UNPUBLISHED = "Only where it is not published"

SPEC = SourceSpec(
    name="imap",
    title="Mail (IMAP)",
    fields=(
        Field("host", "Server", identifies=True, help="Such as imap.example.org", group="server"),
        Field(
            "port", "Port", kind="number", default=993, least=1, most=65535, help="993 is IMAP over TLS", group="server"
        ),
        Field("user", "User name", identifies=True, help="Mostly your whole mail address", group="server"),
        Field(
            "security",
            "Protection",
            kind="choice",
            default="tls",
            choices=("tls", "starttls"),
            help="STARTTLS only for a server that has no TLS from the first byte; its port is 143",
            group="server",
        ),
        Field(
            "sign_in",
            "Sign in with",
            kind="choice",
            default="password",
            choices=("password", "oauth2"),
            help="In your browser Écluse is given no password (OAuth)",
        ),
        Field(
            "password",
            "Password",
            kind="secret",
            help="Where signing in takes two steps: an app password made at your mail provider",
            where=("sign_in", "password"),
        ),
        Field("authority", "Signs you in", kind="choice", choices=NAMES, where=_OAUTH),
        Field(
            "client_id",
            "Client id",
            help="Made there once, by you: see the help page on accounts",
            where=_OAUTH,
        ),
        Field(
            "client_secret",
            "Client secret",
            kind="secret",
            required=False,
            help="Where one was given with the client id, as by Google",
            where=_OAUTH,
        ),
        Field("grant", "Sign-in", kind="grant", where=_OAUTH),
        Field(
            "issuer",
            "Address of the sign-in",
            required=False,
            help="Such as https://login.example.org, where the rest is published",
            where=_OWN,
        ),
        Field(
            "authorize_url", "Address for the browser", required=False, help=_UNPUBLISHED, where=_OWN, group="authority"
        ),
        Field("token_url", "Address for tokens", required=False, help=_UNPUBLISHED, where=_OWN, group="authority"),
        Field("device_url", "Address for codes", required=False, help=_UNPUBLISHED, where=_OWN, group="authority"),
        Field(
            "scope",
            "Scope",
            required=False,
            help="What whoever runs it calls the right to read mail",
            where=_OWN,
            group="authority",
        ),
        Field(
            "mailbox",
            "Mailboxes",
            kind="texts",
            default=("INBOX",),
            most=50,
            help="The folders that are read; a test shows which there are",
            group="reading",
        ),
        Field(
            "push",
            "Be told at once (IDLE)",
            kind="flag",
            default=False,
            help="Instead of asking now and then",
            group="reading",
        ),
        Field("poll_seconds", "Ask every (seconds)", kind="number", default=120, least=15, most=86400, group="reading"),
        Field(
            "done_marks_read",
            "Done marks as read",
            kind="flag",
            default=False,
            help="At the server too. Undo takes it back",
            group="changes",
        ),
        Field(
            "done_archives",
            "Done archives",
            kind="flag",
            default=False,
            help="Moves the mail to the archive at the server. Undo moves it back",
            group="changes",
        ),
        Field(
            "read_elsewhere_is_done",
            "Read elsewhere counts as done",
            kind="flag",
            default=False,
            help="What you read, move or delete in another program, such as on your phone",
            group="changes",
        ),
        Field(
            "archive_mailbox",
            "Archive folder",
            required=False,
            help="Empty: the folder that the server has for that",
            group="changes",
        ),
        Field(
            "smtp_host",
            "Server for sending",
            required=False,
            help="Such as smtp.example.org. Empty: none",
            group="sending",
        ),
        Field(
            "smtp_port",
            "Port for sending",
            kind="number",
            default=465,
            least=1,
            most=65535,
            help="465: over TLS",
            group="sending",
        ),
        Field(
            "smtp_security",
            "Protection for sending",
            kind="choice",
            default="tls",
            choices=("tls", "starttls"),
            help="STARTTLS only for a server that has no TLS from the first byte; its port is 587",
            group="sending",
        ),
        Field(
            "smtp_user", "User name for sending", required=False, help="Where it is not the one above", group="sending"
        ),
        Field(
            "smtp_password",
            "Password for sending",
            kind="secret",
            required=False,
            help="Where it is not the one above",
            group="sending",
        ),
        Field(
            "from_address", "Your mail address", required=False, help="Where it is not the user name", group="sending"
        ),
        Field(
            "from_name",
            "Your name",
            required=False,
            help="What those you answer see beside your address",
            group="sending",
        ),
        Field(
            "signature_file",
            "Signature",
            kind="file",
            required=False,
            help="A text file that ends each answer",
            group="sending",
        ),
        Field(
            "sent_copy",
            "Copy in Sent",
            kind="choice",
            default="auto",
            choices=("auto", "always", "never"),
            help="Of what you send. Automatic: where the server keeps none by itself",
            group="sending",
        ),
        Field(
            "sent_mailbox",
            "Sent folder",
            required=False,
            help="Empty: the folder that the server has for that",
            group="sending",
        ),
        Field(
            "ca_file",
            "Certificate authority",
            kind="file",
            required=False,
            help="Only for a server whose certificate comes from your organisation: its authority, as a PEM file",
            group="trust",
        ),
        Field(
            "pin",
            "Trusted certificate",
            required=False,
            help="Only for a private server: the SHA-256 fingerprint that its owner told you; no other is accepted",
            group="trust",
        ),
        Field(
            "smtp_pin",
            "Trusted certificate for sending",
            required=False,
            help="Only for a private server: the SHA-256 fingerprint that its owner told you; no other is accepted",
            group="trust",
        ),
        Field(
            "authserv_id",
            "Name your server vouches by",
            required=False,
            help="How its Authentication-Results begin, such as mx.example.org. Empty: what is known of providers",
            group="trust",
        ),
    ),
    open=_open,
    by_address=True,
)
