"""What is known of providers beforehand, as data. Servers and user names: Thunderbird's ISPDB of March 2026, and the
providers' own pages where those differ.

To add one: a row here, and its advice in `desktop/window/forms/field_words.py`; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inbox.discovery.found import SignIn, within


@dataclass(frozen=True, slots=True)
class Provider:
    """`mx`: the domains in which its mail exchangers lie, by which domains of others that it serves are known."""

    name: str
    host: str
    domains: tuple[str, ...] = ()
    mx: tuple[str, ...] = ()
    local_user: bool = False
    """The user name is what stands before the @."""
    sign_in: SignIn = SignIn.PASSWORD
    advice: str = ""
    port: int = 993
    smtp: str = ""
    """The server for sending; over TLS from the first byte where its port is 465, else with STARTTLS."""
    smtp_port: int = 465
    smtp_whole_user: bool = False
    """For sending the user name is the whole address, also where it is not for reading."""
    authority: str = ""
    """Who signs people in by OAuth (`inbox.oauth.authorities`)."""


_MICROSOFT: Final = (
    "Microsoft takes no passwords from mail programs any more: you sign in with your browser. For that Écluse needs a "
    "client id of your own, made once; the help page on accounts says how."
)
_GMX: Final = "First allow IMAP in the settings of your mailbox on the website: it is off at first."

PROVIDERS: Final = (
    Provider(
        "Gmail",
        "imap.gmail.com",
        ("gmail.com", "googlemail.com"),
        mx=("google.com", "googlemail.com"),
        sign_in=SignIn.APP_PASSWORD,
        advice="Google wants an app password here, not your usual one. Switch on 2-Step Verification in your Google "
        "Account, then make one at myaccount.google.com/apppasswords and paste it.",
        smtp="smtp.gmail.com",
        authority="google",
    ),
    Provider(
        "Outlook.com",
        "outlook.office365.com",
        ("outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "hotmail.co.uk", "live.com", "live.fr", "msn.com"),
        mx=("olc.protection.outlook.com",),
        sign_in=SignIn.OAUTH,
        advice=_MICROSOFT,
        smtp="smtp-mail.outlook.com",
        smtp_port=587,
        authority="microsoft",
    ),
    Provider(
        "Microsoft 365",
        "outlook.office365.com",
        mx=("mail.protection.outlook.com", "mx.microsoft"),
        sign_in=SignIn.OAUTH,
        advice=_MICROSOFT,
        smtp="smtp.office365.com",
        smtp_port=587,
        authority="microsoft",
    ),
    Provider(
        "Yahoo",
        "imap.mail.yahoo.com",
        ("yahoo.com", "yahoo.fr", "yahoo.co.uk", "yahoo.de", "yahoo.es", "yahoo.it", "ymail.com", "rocketmail.com"),
        sign_in=SignIn.APP_PASSWORD,
        advice="Yahoo wants an app password here, not your usual one. Sign in on its website, open the security page "
        "of your account, choose to generate an app password and paste it.",
        smtp="smtp.mail.yahoo.com",
    ),
    Provider(
        "iCloud",
        "imap.mail.me.com",
        ("icloud.com", "me.com", "mac.com"),
        local_user=True,
        sign_in=SignIn.APP_PASSWORD,
        advice="Apple wants an app-specific password here, not your usual one. Sign in at account.apple.com, make one "
        "under Sign-In and Security, and paste it.",
        smtp="smtp.mail.me.com",
        smtp_port=587,
        smtp_whole_user=True,
    ),
    Provider(
        "Fastmail",
        "imap.fastmail.com",
        ("fastmail.com", "fastmail.fm"),
        mx=("messagingengine.com",),
        sign_in=SignIn.APP_PASSWORD,
        advice="Fastmail wants an app password here, not your usual one. Make one in its settings, under Privacy & "
        "Security, with access to IMAP, and paste it.",
        smtp="smtp.fastmail.com",
        authority="fastmail",
    ),
    Provider("OVHcloud", "ssl0.ovh.net", mx=("mail.ovh.net",), smtp="ssl0.ovh.net"),
    Provider("Orange", "imap.orange.fr", ("orange.fr", "wanadoo.fr"), smtp="smtp.orange.fr"),
    Provider("Free", "imap.free.fr", ("free.fr",), local_user=True, smtp="smtp.free.fr"),
    Provider(
        "La Poste",
        "imap.laposte.net",
        ("laposte.net",),
        local_user=True,
        advice="If the sign-in is refused, allow IMAP first, in the settings of your mailbox on the website.",
        smtp="smtp.laposte.net",
    ),
    Provider("SFR", "imap.sfr.fr", ("sfr.fr", "neuf.fr"), smtp="smtp.sfr.fr"),
    Provider("Gandi", "mail.gandi.net", mx=("mail.gandi.net",), smtp="mail.gandi.net"),
    Provider(
        "Zoho",
        "imap.zoho.com",
        ("zoho.com", "zohomail.com"),
        advice="First allow IMAP in the settings of Zoho Mail. If you sign in in two steps, make an app password in "
        "your Zoho account, under Security, and paste that one.",
        smtp="smtp.zoho.com",
    ),
    Provider("GMX", "imap.gmx.net", ("gmx.net", "gmx.de", "gmx.at", "gmx.ch"), advice=_GMX, smtp="mail.gmx.net"),
    Provider(
        "GMX",
        "imap.gmx.com",
        ("gmx.com", "gmx.fr", "gmx.co.uk", "gmx.us", "gmx.es", "gmx.it"),
        advice=_GMX,
        smtp="mail.gmx.com",
    ),
)


def serving(domain: str) -> Provider | None:
    """Whose own domain it is."""
    return next((one for one in PROVIDERS if domain in one.domains), None)


def receiving(exchangers: tuple[str, ...]) -> Provider | None:
    """Who takes in the mail of a domain with these mail exchangers: all of them have to be one provider's."""
    found = {next((one for one in PROVIDERS if any(within(host, mx) for mx in one.mx)), None) for host in exchangers}
    return found.pop() if len(found) == 1 else None
