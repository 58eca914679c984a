"""What the engine's codes mean, in English sentences: what happened, and what the person can do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop.core.views import SIGNS_OUT_SOON

HEALTH = {
    "ok": "ok",
    "connecting": "connecting",
    "offline": "cannot be reached; tried again by itself",
    "not_open": "not open on any of your devices; shown as soon as it is",
    "in_a_call": "shows a call or a meeting by itself; looked at again after it",
    "sign_in_refused": "name, password or token refused",
    "signed_out": "signed out: sign in again",
    "certificate_refused": "the server's certificate is not good; nothing was sent",
    "wrong_setting": "a setting cannot work",
    "unsupported": "the server cannot do what is needed",
    "broken": "answered something that was not understood; tried again by itself",
    "no_secret": "no password or token is known",
    "no_keyring": "its password or token cannot be read; tried again by itself",
    "off": "not read: Écluse does not run",
}

_HAPPENED = {
    "offline": "The server cannot be used now",
    "sign_in_refused": "The server refused the name, the password or the token",
    "signed_out": "The sign-in has ended or was refused",
    "certificate_refused": "The server's certificate is not good for this name, so nothing was sent to it",
    "wrong_setting": "A setting cannot work",
    "unsupported": "It cannot do what is needed",
    "broken": "Something that was not understood came back",
    "no_secret": "No password or token is known for it in this session",
    "no_keyring": "Its password or token cannot be read",
    "mail_refused": "The server refused the message, and nothing was sent",
    "gone": "It is not at the server any more",
    "no_account": "The account of this mail was removed",
    "unsure": "The message may have been sent",
}

_ADVICE = {
    "offline": "Check the host, the port and the network, then try again.",
    "sign_in_refused": "Check the user name, and give the password or the token again; some mail providers ask for an "
    "app password.",
    "signed_out": "Sign in again with `ecluse account sign-in NAME`, as the person whose mail it is.",
    "certificate_refused": "Check the host name. If the server has a certificate of its own, name its authority with "
    "--ca-file, or, where its owner told you the fingerprint, trust that one certificate with --pin.",
    "wrong_setting": "Correct it and try again.",
    "unsupported": "Look whether the address is right, if one was given: as it is, Écluse cannot use it.",
    "broken": "Try again; if it stays so, the log has the details.",
    "no_secret": "Give it with `ecluse account password NAME`.",
    "no_keyring": "Unlock the keyring, or give the password with `ecluse account password NAME`.",
    "mail_refused": "Correct what it says, then `ecluse outbox retry ID`, or `ecluse outbox drop ID`.",
    "gone": "It was moved or deleted elsewhere; what Écluse has of it stays.",
    "no_account": "Add the account again with `ecluse account add`; what Écluse has of the mail stays.",
    "unsure": "Look whether it arrived: `ecluse outbox retry ID` sends it again, `ecluse outbox drop ID` forgets it.",
}

VERDICTS = {
    "verified": "",
    "unknown": " (unverified)",
    "failed": " (the sender's domain says this is not from it)",
}

EVENTS = {
    "unverified": "not let through at once, for nobody vouches for its sender",
    "held_by_rule": "held by a rule",
    "over_budget": "held, first in its group: its rule had let enough through in that block",
    "too_old": "not let through at once, for it came too late to be urgent",
    "done_by_rule": "done by a rule",
    "promised": "promised",
    "also": "came another way too",
    "not_urgent": "called not urgent, and a rule was written",
    "always": "its sender comes through at once from then on: a rule was written",
    "tool": "its sender was called a tool",
    "snooze": "snoozed",
    "pin": "pinned",
    "unpin": "unpinned",
    "expired": "out too late: the code or link in it was good no more",
    "answered": "answered",
    "elsewhere:read": "read in another program, so done here",
    "elsewhere:gone": "moved or deleted in another program, so done here",
    "written:seen": "marked as read at the server",
    "written:archive": "archived at the server",
    "not_written": "could not be changed at the server, and stays as it was there",
    "not_taken_back": "could not be changed back at the server",
    "held:focus": "held, for you were in focus",
    "held:open": "held for the next check-in",
    "held:check_in": "held: that check-in did not admit it",
    "released:check_in": "released by the check-in",
    "released:together": "released: nothing is held while together",
    "released:open": "released in open time",
    "released:snooze": "came back from its snooze",
    "passed": "let through at once",
}
"""Of an item's history; the other codes are words already."""

MOMENTS = {"snooze": "until", "held": "until", "promised": "due", "released": "of", "back": "of", "expired": "since"}
"""What the other instant of such a line is."""

NOT_WHOLE = {
    **HEALTH,
    "gone": "it is not at the server any more",
    "no_account": "its account was removed",
    "too_much": "taking it apart takes more time or memory than a mail may",
    "offline": "the server cannot be reached",
}

CAUTIONS = {
    "poses_as_address": "the sender's name looks like an address, and it is not the one the mail is from.",
    "look_alike": "the sender's domain looks like {looks_like}, and is another.",
    "mixed_scripts": "the sender's domain mixes letters of several scripts.",
    "direction_marks": "sender or subject held characters that turn the writing direction; they were taken out.",
    "stacked_marks": "sender or subject held heaps of combining marks.",
    "replies_elsewhere": "an answer would go to another domain than the one the mail is from.",
    "deceptive_link": "a link shows another host than the one it leads to.",
    "encrypted": "a part is encrypted: Écluse does not open it.",
    "incomplete": "there are more parts, or they are nested deeper, than Écluse reads.",
}

BECAUSE = {
    "focus": "in focus",
    "off": "you are off",
    "together_soon": "comes out when everyone is together",
    "between": "waits for the check-in",
    "snoozed": "snoozed",
    "not_admitted": "this check-in does not admit it",
    "rule": "a rule has it wait for that check-in",
    "never": "no check-in is planned that admits it",
}

LEVELS = {"nothing": "nothing shown", "text": "text only", "busy": "busy", "do_not_disturb": "do not disturb"}
"""What a block or a provider shows, by its word in the settings."""

MODES = {"focus": "In focus", "check_in": "Check-in", "together": "Together", "open": "Open time"}


def sentence_for(error: Mapping[str, Any]) -> str:
    """What happened: our words, then what the server said."""
    happened, detail = _HAPPENED.get(error["code"]), error["message"]
    if happened is None:
        return str(detail)
    subject = f"{happened} ({error['key']})" if error.get("key") else happened
    said = f"{subject}: {detail}" if detail else subject
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def signs_out(instant: str | None, now: datetime) -> str:
    """That a sign-in will end soon, as the end of a line; '' where it will not."""
    end = datetime.fromisoformat(instant) if instant else None
    if end is None or end - now > SIGNS_OUT_SOON:
        return ""
    days = max(0, (end - now).days)
    return f"; signs out in {days} {'day' if days == 1 else 'days'}" if days else "; signs out within a day"


def advice_for(code: str) -> str:
    return _ADVICE.get(code, "")


def remark_of(one: Mapping[str, Any]) -> str:
    """What the person should know of an account that is read all the same."""
    if one["code"] == "mailbox":
        return f"{one['about']} cannot be read: {one['detail']}"
    if one["code"] == "no_service":
        return "nothing shows notifications on this desktop"
    if one["code"] == "pop_ups":
        why = f" ({one['detail']})" if one["detail"] else ": `ecluse provider add desktop` changes that"
        return f"what it holds still pops up on the screen in a focus block{why}"
    return f'the server says: "{one["detail"]}"'


WAYS = {"mail": "by mail", "api": "told by the tool itself", "desktop": "off the desktop's notifications"}
"""How an item came, by `by` of an origin."""
