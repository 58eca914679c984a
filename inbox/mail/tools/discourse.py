"""Discourse, at a host the person added; those that its makers run for others write from `@discoursemail.com`.

https://github.com/discourse/discourse/blob/main/lib/email/sender.rb: the numbers of topic and post are taken out of the
header before a mail leaves, so mostly its Message-ID and its links tell. Nothing in the header tells of a mention.

Threads: `HOST/t/12` (the topic's number). Events: `HOST/t/12/3` (the post's number within it).
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, host_of, path_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool
from inbox.rank import MASS

_ID: Final = re.compile(r"<(?:topic/(\d{1,12})|discourse/post/\d{1,12})[.\w/-]*@([\w.-]{1,253})>")
_PATH: Final = re.compile(r"((?:/[\w.-]+)*?)/(?:t|p)/(?:(?!\d+/)[^/]+/)?(\d{1,12})(?:/(\d{1,9}))?$")
_TOPIC_LINK: Final = re.compile(r"/t/(?:[^/]+/)?\d+(?:/\d+)?$")


def _read(letter: Letter) -> Mention | None:
    topic = letter.field("x-discourse-topic-id")
    ids = [found for one in (letter.message_id, *letter.references) if (found := _ID.match(one))]
    if not ids and not topic:
        return None
    host = ids[0][2].lower() if ids else letter.host()
    topic = topic or next((found[1] for found in ids if found[1]), "")
    link = _post(letter, host, topic)
    path = _PATH.fullmatch(path_of(link)) if link else None
    topic = topic or (path[2] if path else "")
    if not topic.isdigit():
        return None  # a digest, or something of the account
    thread = f"{host}{path[1] if path else ''}/t/{topic}"
    number = (path[3] if path else "") or ("" if letter.references else "1")
    named, actor = letter.named(), _actor(letter)
    reason, why = Reason.REPLIED if letter.references else Reason.SUBSCRIBED, "Message-ID"
    if me := letter.logins & named:
        reason, why = Reason.MENTIONED, f"@{min(me)} in the new text"
    return Mention(
        reason=reason,
        actor=actor,
        project=letter.field("x-discourse-category") or letter.field("list-id").partition(" <")[0].strip('" '),
        thread=thread,
        event=f"{thread}/{number}" if number else "",
        link=without_query(link).partition("#")[0],
        excerpt=letter.new_text(),
        people=MASS if named & {"all", "here"} and not letter.names_me() else max(1, len(named)),
        bot=actor in {"system", "discobot"},
        why=why,
    )


def _post(letter: Letter, host: str, topic: str) -> str:
    """The link to the post that the mail is about: the last one to this topic, below all that somebody wrote."""
    best = ""
    for link in letter.links():
        path = _PATH.fullmatch(path_of(link))
        if path and host_of(link) == host and (not topic or path[2] == topic) and _TOPIC_LINK.search(path_of(link)):
            best = link
    return best


def _actor(letter: Letter) -> str:
    """Of `Ada via Sea`, where List-ID has the name of the site; the word between is of the site's language."""
    site = letter.field("list-id").partition(" <")[0].partition(" |")[0].strip("\"'")
    name = letter.sender_name
    if site and name.endswith(f" {site}"):
        return name.removesuffix(site).rstrip().rpartition(" ")[0] or name
    return name


SPEC = Tool(
    name="discourse",
    title="Discourse",
    read=_read,
    senders=("@discoursemail.com",),
    signers=("discoursemail.com",),
    hosts=("discourse.group", "discourse.org"),
    fields=("x-discourse-category", "list-id"),
    marks=("x-discourse-post-id", "x-discourse-topic-id", "x-discourse-reply-key", "x-discourse-sender"),
    shapes={"message-id": r"<(?:discourse/post|topic)/\d"},
    unmarked=True,
)
