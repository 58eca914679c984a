"""Which app a notification is of, by the names that it gives itself. Pure.

Nobody vouches for these names: any program on the bus may take any of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

# Desktop entries (of distributions, Flatpak and Snap) and names, as `_plain` has them.
_KNOWN: Final = {
    "ecluse": "ecluse écluse",
    "slack": "slack com.slack.slack slack_slack",
    "discord": "discord com.discordapp.discord discord_discord discord-canary discord-ptb vesktop dev.vencord.vesktop "
    "webcord io.github.spacingbat3.webcord",
    "teams": "teams com.microsoft.teams teams-for-linux teams-for-linux_teams-for-linux microsoft-teams "
    "com.github.ismaelmartinez.teams_for_linux",
    "matrix": "element element-desktop im.riot.riot io.element.element nheko im.nheko.nheko neochat org.kde.neochat "
    "fractal org.gnome.fractal fluffychat im.fluffychat.fluffychat cinny in.cinny.cinny",
    "mattermost": "mattermost mattermost-desktop com.mattermost.desktop mattermost-desktop_mattermost-desktop",
    "zulip": "zulip org.zulip.zulip zulip_zulip",
    "rocketchat": "rocket.chat rocketchat rocketchat-desktop chat.rocket.rocketchat",
    "xmpp": "gajim org.gajim.gajim dino im.dino.dino",
    "signal": "signal signal-desktop org.signal.signal signal-desktop_signal-desktop",
    "telegram": "telegram telegram-desktop telegramdesktop org.telegram telegram-desktop_telegram-desktop",
}
_APPS: Final = {name: app for app, names in _KNOWN.items() for name in names.split()}
_OURS: Final = "ecluse"
_NO_TOOL: Final = frozenset({_OURS, "signal", "telegram"})
"""These have several names; nothing else here reads from them."""


def name_of(given: str) -> str:
    """A name in the form in which names are compared: Element, `im.riot.Riot` and `element-desktop` are one."""
    plain = _plain(given)
    return _APPS.get(plain, plain)


def is_listed(names: Iterable[str], listed: Collection[str]) -> bool:
    """`listed`: as `name_of` has them; a reverse domain name may be listed by its last part. We never are."""
    known = {name_of(name) for name in names} - {""}
    if _OURS in known:
        return False
    return not (known | {name.rpartition(".")[2] for name in known}).isdisjoint(listed)


def tool_of(names: Iterable[str]) -> str:
    """The name of a reader or an API source, where the app is one for it."""
    found = next((_APPS[plain] for plain in map(_plain, names) if plain in _APPS), "")
    return "" if found in _NO_TOOL else found


def _plain(given: str) -> str:
    return "-".join(given[:200].casefold().split()).removesuffix(".desktop")
