"""Salesforce: Chatter.

It writes from `chatter.salesforce.com`. No mail of it was at hand, and no field of its header is known to tell
anything: the reason comes from the person's name in the words (only of one word, or as the person said they are
called) and from the links, where the ids of posts begin with 0D5 and those of comments with 0D7
(https://help.salesforce.com/s/articleView?id=000385203). A mail that leads to several posts is a digest.

Threads: `HOST/0D5...`, the id of the post, of 15 letters and digits. Events: of a comment `HOST/0D7...`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, host_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/(?:[\w./-]{1,200}/)?(0D[57]\w{12})(?:\w{3})?(?![\w])")
_QUERY: Final = re.compile(r"[?&][\w.]{1,40}=(0D7\w{12})")


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    posts = [one for one in found if one[1][1].startswith("0D5")]
    if not found:
        return None
    link, path = (posts or found)[0]
    comments = [(one, said[1]) for one, said in found if said[1].startswith("0D7")]
    comments += [(one, asked[1]) for one, _ in posts if (asked := _QUERY.search(one))]
    reason, why = Reason.SUBSCRIBED, "a link to a post"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif len({one[1][1] for one in posts}) > 1:
        reason, why = Reason.AUTOMATIC, "links to several posts"
    elif comments:
        reason, why = Reason.REPLIED, "a link to a comment"
    return Mention(
        reason=reason,
        actor=letter.actor("Salesforce"),
        thread=f"{host_of(link)}/{path[1]}",
        event=agreed(f"{host_of(one)}/{name}" for one, name in comments),
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="salesforce",
    title="Salesforce",
    read=_read,
    senders=("@chatter.salesforce.com",),
    signers=("salesforce.com",),
    hosts=("salesforce.com", "force.com"),
)
