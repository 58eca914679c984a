"""Zendesk: the tickets of a support team, and the answers to those who asked one.

A team's mails come from below zendesk.com, or from its own address with `X-Zendesk-From-Account-Id`
(https://support.zendesk.com/hc/en-us/articles/4408828867098): then the team's host must have been added for anyone to
vouch for it. Anyone can open an account there, and many do to deceive. Nothing tells a mention in an internal note but
the person's name in the words; links to /agent/ tell that the person works on the ticket.

Threads: `HOST/tickets/12`; without a link `zendesk.com/KEY`, the key of the ticket that begins its Message-IDs. Events:
none, for a mail names no comment.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, host_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/(?:(agent)/tickets|hc/(?:[\w-]{2,10}/)?requests|requests|tickets)/(\d{1,15})")
_KEY: Final = re.compile(r"<([A-Z0-9]{6,12}(?:-[A-Z0-9]{4,12})?)_[0-9a-f]+_[0-9a-f]+_sprut@zendesk[\w.-]*>")


def _read(letter: Letter) -> Mention | None:
    link, path = next(iter(letter.found(_PATH)), ("", None))
    key = next((found[1] for one in (*letter.references, letter.message_id) if (found := _KEY.match(one))), "")
    if path is None and not key:
        return None  # of the account, or an advertisement
    thread = f"{host_of(link)}/tickets/{path[2]}" if path else f"zendesk.com/{key}"
    reason, why = Reason.REPLIED, "a link to a request" if path else "Message-ID"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif path and path[1]:
        reason, why = Reason.SUBSCRIBED, "a link to a ticket"
    return Mention(
        reason=reason,
        actor=letter.actor("Zendesk"),
        project=host_of(link).partition(".")[0],
        thread=thread,
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="zendesk",
    title="Zendesk",
    read=_read,
    senders=("@zendesk.com",),
    signers=("zendesk.com",),
    hosts=("zendesk.com",),
    marks=("x-zendesk-from-account-id",),
)
