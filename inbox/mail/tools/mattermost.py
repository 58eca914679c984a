"""Mattermost, at a host the person added.

https://github.com/mattermost/mattermost/blob/master/server/channels/app/notification_email.go: its Message-ID and its
link name the post. Which of its mails it is (direct message, mention) only their words tell, in the person's language.

Threads: `HOST/pl/ROOTID`, of a post that answers nothing `HOST/pl/POSTID`. Events: `HOST/pl/POSTID`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, place_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool
from inbox.rank import MASS

_ID: Final = re.compile(r"<([a-z0-9]{26})@([\w.-]{1,253})>")
_LINK: Final = re.compile(r"(.*?)(?:/landing#)?/([\w-]{1,64})/pl/([a-z0-9]{26})$", re.DOTALL)
_EVERYONE: Final = frozenset({"all", "channel", "here"})


def _read(letter: Letter) -> Mention | None:
    own_id = _ID.match(letter.message_id)
    links = map(without_query, letter.links())
    found = [(link, path) for link in links if (path := _LINK.fullmatch(link))]
    found = [one for one in found if own_id is None or one[1][3] == own_id[1]]
    if not found:
        return None
    link, path = found[0]
    site = place_of(path[1])
    root = _ID.match(letter.references[0]) if letter.references else None
    named = letter.named()
    reason, crowd, why = _reason(letter, named, root is not None)
    return Mention(
        reason=reason,
        project=path[2],
        thread=f"{site}/pl/{root[1] if root else path[3]}",
        event=agreed(f"{place_of(one[1])}/pl/{one[3]}" for _, one in found),
        link=link,
        excerpt=letter.new_text(),
        people=MASS if crowd else max(1, len(named)),
        group=crowd,
        why=why,
    )


def _reason(letter: Letter, named: frozenset[str], answers: bool) -> tuple[Reason, bool, str]:
    if me := letter.logins & named:
        return Reason.MENTIONED, False, f"@{min(me)} in the text"
    if named & _EVERYONE:
        return Reason.MENTIONED, True, f"@{min(named & _EVERYONE)} in the text"
    if answers:
        return Reason.REPLIED, False, "References"
    if named and not letter.logins:
        return Reason.MENTIONED, False, "somebody in the text"
    return Reason.DIRECT, False, "a link to a post"


SPEC = Tool(
    name="mattermost",
    title="Mattermost",
    read=_read,
    shapes={"message-id": r"<[a-z0-9]{26}@"},
    unmarked=True,
)
