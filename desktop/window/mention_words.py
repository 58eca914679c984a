"""What is said of a tool's notifications, and of what only looks like one. Only words are made here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.core.text import cleaned
from desktop.core.tool_titles import tool_title
from inbox.item import Channel, Item

translate = QCoreApplication.translate


def tool(item: Item) -> str:
    """The tool a mention is from; '' for anything else, and for what only looks like a tool's."""
    return cleaned(tool_title(item.tool), 40) if item.channel is Channel.MENTION and item.tool else ""


def seems(item: Item) -> str:
    """The tool that an ordinary mail looks like, which nobody vouches for; '' mostly."""
    return cleaned(tool_title(item.tool), 40) if item.channel is Channel.MAIL and item.tool else ""


def with_tool(item: Item, sender: str) -> str:
    """Who it is from: the tool before the person."""
    name = tool(item)
    return f"{name} · {sender}" if name and name.casefold() != sender.casefold() else sender


def project(item: Item) -> str:
    """The repository, board or room of a mention, where its subject does not say that already."""
    found = cleaned(item.project, 60) if tool(item) else ""
    return "" if found.casefold() in cleaned(item.subject, 300).casefold() else found


def avatar(item: Item, sender: str) -> tuple[str, str]:
    """The letters of the disc beside an item, and what its colour is made from."""
    name = tool(item)
    if name:
        return disc(name), item.tool
    return initials(sender), item.sender_address or sender


def disc(title: str) -> str:
    """Two letters for a tool: GH, GD, SL."""
    capitals = "".join(letter for letter in title if letter.isupper())
    letters = capitals if len(capitals) > 1 else "".join(letter for letter in title if letter.isalnum())
    return letters[:2].upper()


def initials(name: str) -> str:
    """One or two letters for the disc beside a name."""
    words = [word for word in name.replace("@", " ").replace(".", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def where(item: Item, verb: str) -> str:
    """What was done, in which project and tool: between the name and the time in the reading pane."""
    name, there = tool(item), cleaned(item.project, 60)
    if not name:
        return verb
    if not there:
        return translate("Reading", "{verb} on {tool}").format(verb=verb, tool=name)
    return translate("Reading", "{verb} in {project} on {tool}").format(verb=verb, project=there, tool=name)


def sign(item: Item) -> tuple[str, str]:
    """The sign beside the address of what looks like a tool's, and what it means; empty for all else."""
    name = seems(item)
    if not name:
        return "", ""
    meaning = translate(
        "Reading",
        "It is made like a notification of {tool}, but nobody vouches that {tool} sent it. "
        "Open {tool} yourself instead of following its links.",
    )
    return translate("Reading", "looks like {tool}, not verified").format(tool=name), meaning.format(tool=name)


def answered_there(item: Item) -> str:
    """Why what did not come by mail has no reply, and what there is instead."""
    name = tool(item)
    if name and item.link:
        said = translate("Reading", "It did not come by mail and is answered on {tool}: O opens it there.")
    elif name:
        said = translate("Reading", "It did not come by mail and is answered on {tool}.")
    else:
        said = translate("Reading", "It did not come by mail: answer it where it came from.")
    return said.format(tool=name)


def opens_at(item: Item | None) -> str:
    """What the button says that opens an item where it came from; '' for the usual words."""
    name = tool(item) if item is not None else ""
    return translate("Reading", "Open on {tool}").format(tool=name) if name else ""
