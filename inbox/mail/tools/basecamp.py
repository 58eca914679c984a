"""Basecamp.

It writes from `notifications@app.basecamp.com`, formerly `notifications@3.basecamp.com`; no mail of it was at hand, and
no field of its header is known to tell anything. So the reason comes from its own mark-up of a mention, from the links
and from the person's name in the words.

Threads: `basecamp.com/ACCOUNT/buckets/12/messages/34` (`todos`, `documents`, `chats` and so on), whatever host below
basecamp.com the link names. Events: of a comment `THREAD#__recording_56`, as in its address; of the thing itself the
thread.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, fragment_of, path_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(
    r"/(\d{1,20})/(?:buckets|projects)/(\d{1,20})/(?:([a-z_]{1,40}(?:/[a-z_]{1,40})?)/(\d{1,20}))?"
)
_RECORDING: Final = re.compile(r"__recording_\d{1,20}$")
_MENTION: Final = "application/vnd.basecamp.mention"
_PLACE: Final = re.compile(r"^(?:\w{1,5}:\s*)?\(([^()]{1,100})\)")


def _read(letter: Letter) -> Mention | None:
    found = [(link, path) for link in letter.links() if (path := _PATH.match(path_of(link))) and path[4]]
    if not found:
        return None
    link, path = found[0]
    events = [_event(one, path) for one, path in found]
    thread, recording, _ = events[0].partition("#")
    named = letter.named()
    place = _PLACE.match(letter.subject)
    reason, why = Reason.SUBSCRIBED, f"a link to {path[3]}"
    if len({one[0] for _, one in found}) > 2:
        reason, why = Reason.AUTOMATIC, "links to several things"
    elif me := letter.logins & named:
        reason, why = Reason.MENTIONED, f"@{min(me)} in the new text"
    elif _MENTION in letter.html:
        reason, why = Reason.MENTIONED, _MENTION
    elif recording:
        reason, why = Reason.REPLIED, "a link to a comment"
    return Mention(
        reason=reason,
        actor=re.sub(r"\s*\(Basecamp\)$", "", letter.sender_name),
        project=place[1] if place else "",
        thread=thread,
        event=agreed(event for event in events if "#" in event) or agreed(events),
        link=without_query(link),
        excerpt=letter.new_text(),
        people=max(1, len(named)),
        why=why,
    )


def _event(link: str, path: re.Match[str]) -> str:
    recording = _RECORDING.match(fragment_of(link))
    return f"basecamp.com/{path[1]}/buckets/{path[2]}/{path[3]}/{path[4]}" + (f"#{recording[0]}" if recording else "")


SPEC = Tool(
    name="basecamp",
    title="Basecamp",
    read=_read,
    senders=("notifications@app.basecamp.com", "notifications@3.basecamp.com"),
    signers=("basecamp.com",),
    hosts=("basecamp.com",),
)
