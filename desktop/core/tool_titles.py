"""What a tool is called. Known here so that the first page can say it before any reader of mails is loaded."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Final

_SPELT: Final[Mapping[str, str]] = {
    "clickup": "ClickUp",
    "github": "GitHub",
    "gitlab": "GitLab",
    "googledocs": "Google Docs",
    "googledrive": "Google Drive",
    "hubspot": "HubSpot",
    "linkedin": "LinkedIn",
    "monday": "monday.com",
    "rocketchat": "Rocket.Chat",
    "teams": "Microsoft Teams",
    "xmpp": "XMPP",
}
"""Those that are not simply their name with a capital. One that is missing is called so once mails are read."""


def tool_title(name: str) -> str:
    """The title of a tool by its name (`Item.tool`); what the person called it stays as they wrote it."""
    if name in _SPELT:
        return _SPELT[name]
    loaded: Any = sys.modules.get("inbox.mail.tools")  # not to be loaded for this: it takes longer than a first paint
    spec = loaded.discover().get(name) if loaded is not None else None
    if spec is not None:
        return str(spec.title)
    return name.capitalize() if name.isascii() and name.isalpha() and name.islower() else name
