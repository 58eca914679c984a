"""What is said of an opened mail: each caution says what it means and what to do. No widget is made here."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.core.text import cleaned
from desktop.window import mention_words, texts
from desktop.window.counted import Counted
from inbox.item import Item, Verdict
from inbox.mail.opened import Attachment, Caution, LeftOut, Link, Opened

translate = QCoreApplication.translate


def cautions(item: Item, mail: Opened | None) -> tuple[str, ...]:
    """What to be careful about, the gravest first; before the mail is opened, what its row says."""
    found: list[str] = []
    if mail is not None and mail.verdict is Verdict.FAILED:
        found.append(_failed(item))
    elif standing(item, mail) == LOOKS:
        found.append(mention_words.sign(item)[1])
    known = () if mail is None else mail.cautions
    if Caution.POSES_AS_ADDRESS in known or texts.poses_as_another(item):
        said = translate("Reading", "The name looks like an address, but the message is from {address}.")
        found.append(said.format(address=texts.address(item)))
    if mail is not None:
        said_by = _said_by(item, mail)
        found += [said_by[caution] for caution in mail.cautions if caution in said_by]
    return tuple(found)


def also_by(accounts: Sequence[str]) -> str:
    """The other accounts by which it came; '' if none."""
    if not accounts:
        return ""
    return translate("Reading", "also by: {accounts}").format(accounts=", ".join(cleaned(one, 40) for one in accounts))


def unverified(item: Item, mail: Opened) -> str:
    """What it means that nobody vouches for the sender; '' where that was not found."""
    return verdict(item, mail)[1] if standing(item, mail) == Verdict.UNKNOWN else ""


LOOKS = "looks"
"""How a mail stands that only looks like a tool's."""


def standing(item: Item, mail: Opened | None) -> str:
    """LOOKS or the value of a Verdict. A mention is one because somebody vouches for its tool; who vouches for the
    domain of what only looks like one does not vouch for that."""
    found = Verdict.UNKNOWN if mail is None else mail.verdict
    if found is Verdict.FAILED:
        return found
    if mention_words.seems(item):
        return LOOKS
    return Verdict.VERIFIED if mail is not None and mention_words.tool(item) else found


def _failed(item: Item) -> str:
    said = translate(
        "Reading",
        "Your mail server found that this does not come from {domain}: anybody may have written it. "
        "Do not pay, sign in or open anything because of it; ask the sender another way.",
    )
    return said.format(domain=_domain(item))


def _said_by(item: Item, mail: Opened) -> dict[Caution, str]:
    return {
        Caution.LOOK_ALIKE: translate(
            "Reading",
            "{domain} is not {other}, though it looks like it. If you expected {other}, "
            "write to the address you know instead of answering.",
        ).format(domain=_domain(item), other=cleaned(mail.looks_like, 100)),
        Caution.MIXED_SCRIPTS: translate(
            "Reading",
            "The sender's domain mixes letters of several alphabets, as look-alike addresses do. "
            "Check it letter by letter before you trust it.",
        ),
        Caution.DIRECTION_MARKS: translate(
            "Reading",
            "The name or the subject held invisible marks that turn words round. Écluse took them out; "
            "what you see is the real order.",
        ),
        Caution.STACKED_MARKS: translate(
            "Reading", "The name or the subject held heaps of accents that cover other text. Écluse took them out."
        ),
        Caution.REPLIES_ELSEWHERE: translate(
            "Reading", "An answer would go to another domain than the one this came from. Check the address first."
        ),
        Caution.DECEPTIVE_LINK: translate(
            "Reading",
            "A link in it shows one address and leads to another. It is marked in red; do not sign in there.",
        ),
        Caution.ENCRYPTED: translate(
            "Reading", "A part of it is encrypted. Écluse does not decrypt; open it at the source."
        ),
        Caution.INCOMPLETE: translate(
            "Reading", "It has more parts than Écluse reads. What is missing can be read at the source."
        ),
    }


def _domain(item: Item) -> str:
    return cleaned(item.sender_address.rpartition("@")[2], 100) or texts.sender(item)


def verdict(item: Item, mail: Opened) -> tuple[str, str]:
    """The sign beside the address and what it means; empty where nothing was checked."""
    how = standing(item, mail)
    if how == LOOKS:
        return mention_words.sign(item)
    if not item.sender_address or (how == Verdict.UNKNOWN and not mail.whole):
        return "", ""
    if how == Verdict.VERIFIED and (tool := mention_words.tool(item)):
        said = translate("Reading", "Your mail server, or the signature of the message, vouches that {tool} sent it.")
        return translate("Reading", "verified sender"), said.format(tool=tool)
    return {
        Verdict.VERIFIED: (
            translate("Reading", "verified sender"),
            translate(
                "Reading", "Your mail server, or the signature of the message, vouches for the domain of this address."
            ),
        ),
        Verdict.FAILED: (translate("Reading", "check failed"), _failed(item)),
        Verdict.UNKNOWN: (
            translate("Reading", "unverified sender"),
            translate(
                "Reading",
                "Neither your mail server nor a signature says that this comes from {domain}. "
                "Before you pay or sign in because of it, ask the sender another way.",
            ).format(domain=_domain(item)),
        ),
    }[Verdict(how)]


def left_out(reason: LeftOut) -> str:
    """Why the formatted text is not shown."""
    return {
        LeftOut.NONE: "",
        LeftOut.LARGE: translate(
            "Reading", "Its formatted text is too large to be shown safely: this is the plain text."
        ),
        LeftOut.DEEP: translate(
            "Reading", "Its formatted text is nested too deep to be shown: this is the plain text."
        ),
        LeftOut.MANY_TAGS: translate(
            "Reading", "Its formatted text has too many parts to be shown: this is the plain text."
        ),
    }[reason]


def problem(code: str) -> str:
    """Why only the text that is kept here is shown, and what can be done."""
    if code == "signed_out":
        code = "sign_in_refused"
    return {
        "offline": translate(
            "Reading", "The mail server cannot be reached. This is the text that is kept here, without attachments."
        ),
        "gone": translate(
            "Reading",
            "It is not in the mailbox any more: moved or deleted elsewhere. This is the text that is kept here.",
        ),
        "no_account": translate("Reading", "Its account was removed from Écluse. This is the text that is kept here."),
        "too_much": translate(
            "Reading",
            "It takes too much time or memory to open safely. This is the text that is kept here; "
            "read the rest at the source.",
        ),
        "sign_in_refused": translate(
            "Reading", "The mail server refuses to sign you in. This is the text that is kept here."
        ),
    }.get(code, translate("Reading", "The whole message could not be read. This is the text that is kept here."))


def tries_again(code: str) -> bool:
    """Whether asking once more may help."""
    return code not in {"", "gone", "no_account", "too_much", "unsupported"}


def remote_images(count: int, hosts: Sequence[str]) -> str:
    """`hosts`: where they come from, each once."""
    shown = ", ".join(cleaned(host, 60) for host in hosts[:2])
    more = f" (+ {Counted().more(len(hosts) - 2)})" if len(hosts) > 2 else ""
    return Counted().wanted_images(count, f"{shown}{more}")


def refused(link: Link) -> str:
    """Why a link is not opened."""
    host = cleaned(link.host, 80)
    return {
        "insecure": translate(
            "Reading",
            "This link to {host} is not encrypted (http), so Écluse does not open it. You can copy its words.",
        ).format(host=host),
        "scheme": translate(
            "Reading", "This link ({host}) could start a program or open a file, so Écluse does not open it."
        ).format(host=host),
        "user": translate(
            "Reading", "This link hides where it leads ({host}) behind a name, so Écluse does not open it."
        ).format(host=host),
    }.get(link.refused, translate("Reading", "This link is not a proper web address, so Écluse does not open it."))


def source_link(url: str) -> Link:
    """The address at which an item can be opened, as a link of its text would be."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return Link("", url, parts.hostname or "")
    if parts.scheme == "mailto":
        return Link("", url, parts.path)
    return Link(url, "", parts.hostname or "", refused="insecure" if parts.scheme == "http" else "scheme")


def leads_to(link: Link) -> str:
    """One line for a link that is pointed at: its true host before all else."""
    host = cleaned(link.host, 100)
    if link.refused:
        return translate("Reading", "Not opened: {host}").format(host=host or cleaned(link.text, 80))
    if link.deceptive:
        said = translate("Reading", "Says “{text}”, but leads to {host}")
        return said.format(text=cleaned(link.text, 60), host=host)
    return translate("Reading", "Leads to {host}").format(host=host)


def size(count: int) -> str:
    return QLocale().formattedDataSize(count, 0 if count < 1_000_000 else 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def attachment(one: Attachment) -> str:
    """Name, kind and size on one line, as a screen reader says it."""
    said = f"{cleaned(one.name, 120)}, {cleaned(one.kind, 60)}, {size(one.size)}"
    warning = translate("Reading", "may run a program")
    return f"{said}, {warning}" if one.dangerous else said
