"""Zulip: Cloud, and any other at a host the person added.

https://github.com/zulip/zulip/blob/main/zerver/lib/email_notifications.py: one mail for all that was missed in a topic
or conversation, with a link to it. Nothing in the header tells why; the mark-up of a mention in its HTML does.

Threads: `HOST/channel/9/topic/greet%20all`, `HOST/dm/8,12` (of two people only the other's number: the API has both).
Events: `HOST/near/1234`, the number that ends the link; older servers' links have none.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, fragment_of, host_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool
from inbox.rank import MASS

_NARROW: Final = re.compile(
    r"narrow/(?:(?:stream|channel)/(\d{1,12})(?:-[^/]*)?/(?:topic|subject)/([^/]{1,500})|(?:dm|pm-with)/([\d,]{1,200})[^/]*)"
    r"(?:/(?:near|with)/(\d{1,20}))?"
)
_PLACE: Final = re.compile(r"(?:\[[^\]]{1,20}\]\s)?#(.{1,100}?) > ")
_MENTION: Final = re.compile(
    r"class=[\"']user-(group-)?mention[\"'](?:[^<>]{0,200}\bdata-user(?:-group)?-id=[\"']([\d*]{1,12})[\"'])?"
)
_EVERYONE: Final = frozenset({"all", "everyone", "channel", "stream", "topic"})


def _read(letter: Letter) -> Mention | None:
    found = [(link, narrow) for link in letter.links() if (narrow := _NARROW.match(fragment_of(link)))]
    if not found:
        return None
    link, narrow = found[0]
    host = host_of(link)
    # A dot stands for each %, and there are no other dots.
    topic = (narrow[2] or "").replace(".", "%").replace("%2E", ".")
    place = _PLACE.match(letter.subject)
    reason, group, crowd, why = _reason(letter, bool(narrow[3]))
    return Mention(
        reason=reason,
        project=place[1] if place else "",
        thread=f"{host}/dm/{narrow[3].strip(',')}" if narrow[3] else f"{host}/channel/{narrow[1]}/topic/{topic}",
        event=agreed(f"{host_of(one)}/near/{path[4]}" for one, path in found if path[4]),
        link=link,
        excerpt=letter.new_text(),
        people=MASS if crowd else 1,
        group=group,
        why=why,
    )


def _reason(letter: Letter, direct: bool) -> tuple[Reason, bool, bool, str]:
    if direct:
        return Reason.DIRECT, False, False, "a link to a direct message"
    if letter.names_me():
        return Reason.MENTIONED, False, False, "you in the text"
    marks = [(bool(one[1]), one[2] or "") for one in _MENTION.finditer(letter.html[:65536])]
    if any(not group and who != "*" for group, who in marks):
        return Reason.MENTIONED, False, False, "user-mention"
    if any(group for group, _ in marks):
        return Reason.MENTIONED, True, False, "user-group-mention"
    if marks or letter.named() & _EVERYONE:
        return Reason.MENTIONED, True, True, "all who are there"
    return Reason.SUBSCRIBED, False, False, "a link to a topic"


SPEC = Tool(
    name="zulip",
    title="Zulip",
    read=_read,
    senders=("noreply@zulip.com",),
    signers=("zulip.com", "zulipchat.com"),
    hosts=("zulipchat.com", "zulip.com"),
    unmarked=True,
)
