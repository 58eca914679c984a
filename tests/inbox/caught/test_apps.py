"""Which app a notification is of."""

from __future__ import annotations

import pytest

from inbox.caught.apps import is_listed, name_of, tool_of
from inbox.sources import discover


@pytest.mark.parametrize(
    ("listed", "app", "entry", "taken"),
    [
        ("Slack", "Slack", "", True),
        ("slack", "Electron", "com.slack.Slack", True),
        ("com.slack.Slack", "slack", "", True),
        ("slack.desktop", "", "slack_slack", True),
        ("Element", "", "im.riot.Riot", True),
        ("Microsoft Teams", "", "teams-for-linux", True),
        ("Beeper", "", "com.automattic.beeper", True),
        ("com.automattic.beeper", "Beeper", "com.automattic.beeper", True),
        ("com.automattic.beeper", "Beeper", "", False),  # nobody says that it is the same
        ("Slack", "Slackware", "", False),
        ("Slack", "Bank", "org.example.Bank", False),
        ("Slack", "", "", False),
        ("", "", "", False),
        ("Slack", "Slack", "ecluse", False),
        ("Écluse", "Écluse", "ecluse", False),
    ],
)
def test_by_its_name_or_its_desktop_entry(listed: str, app: str, entry: str, taken: bool) -> None:
    assert is_listed((app, entry), {name_of(listed)} - {""}) is taken


@pytest.mark.parametrize(
    ("names", "tool"),
    [
        (("Slack", ""), "slack"),
        (("", "com.discordapp.Discord"), "discord"),
        (("Teams for Linux", "teams-for-linux"), "teams"),
        (("Firefox", "org.mozilla.firefox"), ""),
        (("Signal", "org.signal.Signal"), ""),
        (("", "org.telegram.desktop"), ""),
    ],
)
def test_the_tool_is_one_that_something_here_reads_from(names: tuple[str, str], tool: str) -> None:
    assert tool_of(names) == tool
    if tool:
        from inbox.mail.tools import discover as readers

        assert tool in {*discover(), *readers()}
