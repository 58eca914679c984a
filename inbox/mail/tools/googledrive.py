"""Google Drive: what somebody shares.

It writes from `drive-shares-noreply@google.com` and `drive-shares-dm-noreply@google.com` under `Ada (via Google Docs)`,
in the person's language. Anyone with an account there can share anything with anyone, and Reply-To is theirs: so a
share ranks no higher than what one follows, and who shares is said by the name alone.

Threads: `docs.google.com/document/d/ID` and the like, `drive.google.com/file/d/ID`,
`drive.google.com/drive/folders/ID`. Events: none are known.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, host_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(
    r"/(?:a/[\w.-]{1,100}/)?(document/d|spreadsheets/d|presentation/d|drawings/d|forms/d|file/d|drive/folders)"
    r"/([\w-]{10,100})"
)


def _read(letter: Letter) -> Mention | None:
    link, path = next(iter(letter.found(_PATH)), ("", None))
    if path is None:
        return None
    thread = f"{host_of(link)}/{path[1]}/{path[2]}"
    return Mention(
        reason=Reason.SUBSCRIBED,
        actor=letter.actor("Google Drive"),
        thread=thread,
        link=f"https://{thread}",
        excerpt=letter.new_text(),
        why=letter.sender_address,
    )


SPEC = Tool(
    name="googledrive",
    title="Google Drive",
    read=_read,
    senders=("drive-shares-noreply@google.com", "drive-shares-dm-noreply@google.com"),
    signers=("google.com",),
    hosts=("docs.google.com", "drive.google.com"),
)
