"""What a reader is given of a mail: links of the tool's own hosts only, names that are called."""

from __future__ import annotations

import pytest

from inbox.mail.letter import Letter, own, without_query

HOSTS = ("github.com", "git.example.org")


def letter(text: str = "", html: str = "") -> Letter:
    return Letter("", "", "", "", (), {}, text, html, own_hosts=HOSTS, logins=frozenset({"grace"}))


@pytest.mark.parametrize(
    ("link", "owned"),
    [
        ("https://github.com/a/b?x=1#c", "https://github.com/a/b?x=1#c"),
        ("https://GitHub.com", "https://github.com/"),
        ("https://gist.github.com:443/a", "https://gist.github.com/a"),
        ("https://git.example.org/a", "https://git.example.org/a"),
        ("http://github.com/a", ""),
        ("https://github.com.example.net/a", ""),
        ("https://github.com@example.net/a", ""),
        ("https://example.net/https://github.com/a", ""),
        ("https://github.com:8443/a", ""),
        ("https://notgithub.com/a", ""),
        ("https:/github.com/a", ""),
        ("https://github.com/" + "a" * 3000, ""),
    ],
)
def test_a_link_is_the_tools_own_or_none(link: str, owned: str) -> None:
    assert own(link, HOSTS) == owned


def test_the_query_goes_and_the_rest_stays() -> None:
    assert without_query("https://github.com/a?utm=1#c") == "https://github.com/a#c"
    assert without_query("https://github.com/a#c") == "https://github.com/a#c"


def test_the_first_link_with_such_a_path() -> None:
    found = letter(
        "https://github.com/help and (https://github.com/a/b/issues/7).", '<a href="https://example.net/a/b/issues/8">'
    )
    assert found.link(r"/a/b/issues/") == "https://github.com/a/b/issues/7"
    assert found.link(r"/elsewhere") == ""


def test_the_action_for_machines() -> None:
    action = '<script type="application/ld+json">{"potentialAction": {"url": "%s"}}</script>'
    assert letter(html=action % "https://github.com/a").view_action() == "https://github.com/a"
    assert letter(html=action % "https://example.net/a").view_action() == ""
    assert letter(html="<script type=application/ld+json>{[[</script>").view_action() == ""


def test_who_is_called_in_what_is_not_quoted() -> None:
    assert letter("@Grace and @ada.\n> @linus\nmail me@example.org").named() == {"grace", "ada"}
    assert letter("@Grace").names_me()
    assert not letter("> @grace\n@graceful").names_me()
