"""What became of a letter, in words: what happened, what Écluse did, what one can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from desktop.core.text import cleaned
from desktop.window import texts
from desktop.window.texts import translate
from inbox.sending import Outgoing, Progress


class Deed(Enum):
    """What can be done with a letter or a draft."""

    SEND = auto()
    TAKE_BACK = auto()
    FORGET = auto()
    WRITE_ON = auto()
    DISCARD = auto()
    MEND = auto()
    """Open the settings of its account."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`side` for the list, `said` in whole sentences, `color` a token, `deeds` with the likeliest first."""

    side: str
    said: str
    color: str
    deeds: tuple[Deed, ...]


def standing(letter: Outgoing, now: datetime) -> Standing:
    """Where a letter stands at `now`, whose zone counts."""
    since = texts.moment(letter.since, now)
    detail = cleaned(letter.detail, 300)
    if letter.progress is Progress.WAITING:
        return _waiting(letter, detail, now)
    if letter.progress is Progress.SENDING:
        said = translate("Outbox", "It is being handed to the server. This takes a few seconds, rarely minutes.")
        return Standing(translate("Outbox", "being sent"), said, "muted", ())
    if letter.progress is Progress.SENT:
        said = translate("Outbox", "The server took it at {time}, for all it goes to.").format(time=since)
        return Standing(since, said, "ok_text", (Deed.FORGET,))
    if letter.progress is Progress.UNSURE:
        said = translate(
            "Outbox",
            "It may have been sent: the server was given all of it, and its answer was lost. Écluse does not send it "
            "again by itself, so that nobody gets it twice. Look into the Sent folder of your mail provider, or ask; "
            "then send it again, or forget it here.",
        )
        side = translate("Outbox", "perhaps sent")
        return Standing(side, _with(said, detail), "gate_text", (Deed.SEND, Deed.FORGET))
    deeds: tuple[Deed, ...] = (_away(letter), Deed.SEND)
    if letter.problem in _MENDED:
        deeds = (*deeds, Deed.MEND)
    return Standing(translate("Outbox", "not sent"), _refused(letter, detail), "due", deeds)


_MENDED = (
    "sign_in_refused",
    "certificate_refused",
    "no_secret",
    "no_keyring",
    "wrong_setting",
    "unsupported",
    "offline",
)
"""What is wrong with the account, not with the letter."""


def _away(letter: Outgoing) -> Deed:
    """What is taken back becomes a draft of what it answers. Where that was forgotten, nothing is left of it."""
    return Deed.FORGET if letter.item is None else Deed.TAKE_BACK


def _waiting(letter: Outgoing, detail: str, now: datetime) -> Standing:
    due = letter.not_before or letter.since
    time = texts.moment(due, now)
    both = (Deed.SEND, _away(letter))
    if letter.problem:
        said = translate(
            "Outbox",
            "It could not be sent yet, and nothing has left. Écluse tries again at {time}, and so on for two days. You "
            "can also have it tried now, or take it back and change it.",
        ).format(time=time)
        return Standing(translate("Outbox", "again {time}").format(time=time), _with(said, detail), "gate_text", both)
    if letter.send_at is not None and letter.send_at > now:
        said = translate("Outbox", "It is sent {time}, if this computer is on then; else as soon as it is.").format(
            time=time
        )
        return Standing(time, said, "accent", both)
    said = translate("Outbox", "It goes in a few seconds. Until then it can be taken back.")
    return Standing(translate("Outbox", "goes now"), said, "accent", both)


def _refused(letter: Outgoing, detail: str) -> str:
    happened = {
        "sign_in_refused": translate("Outbox", "The server for sending refused the name or the password."),
        "certificate_refused": translate("Outbox", "The certificate of the server for sending is not good."),
        "no_secret": translate("Outbox", "The password for sending is not to hand."),
        "no_keyring": translate("Outbox", "The keyring with the password is locked or missing."),
        "wrong_setting": translate("Outbox", "A setting for sending cannot work."),
        "unsupported": translate("Outbox", "The server for sending cannot do what is needed."),
        "offline": translate("Outbox", "The server for sending took nothing for two days."),
        "mail_refused": translate("Outbox", "The server refused the message, or somebody it should go to."),
    }.get(letter.problem, translate("Outbox", "It could not be sent."))
    mend = translate(
        "Outbox",
        "It went to nobody, and Écluse does not try again by itself. Take it back to change it, or mend what is wrong "
        "and send it again.",
    )
    return _with(f"{happened} {mend}", detail)


def _with(said: str, detail: str) -> str:
    if not detail:
        return said
    quoted = translate("Outbox", "Details: {words}").format(words=detail)
    return f"{said}\n\n{quoted}"


KEYS = {
    Deed.SEND: "S",
    Deed.TAKE_BACK: "Return",
    Deed.WRITE_ON: "Return",
    Deed.FORGET: "Del",
    Deed.DISCARD: "Del",
    Deed.MEND: "O",
}
"""Enter opens; what sends, and what cannot be had back, each has a key that nobody hits by habit."""


def deed_words(deed: Deed, progress: Progress | None = None) -> str:
    if deed is Deed.SEND and progress in (Progress.UNSURE, Progress.REFUSED):
        return translate("Outbox", "Send again")
    return {
        Deed.SEND: translate("Outbox", "Send now"),
        Deed.TAKE_BACK: translate("Outbox", "Take back"),
        Deed.FORGET: translate("Outbox", "Forget it here"),
        Deed.WRITE_ON: translate("Outbox", "Go on writing"),
        Deed.DISCARD: translate("Outbox", "Discard"),
        Deed.MEND: translate("Outbox", "Open the account"),
    }[deed]
