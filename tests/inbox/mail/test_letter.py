"""What a reader is given of a mail: links of the tool's own hosts only, names that are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox.mail.letter import Letter, host_of, own, path_of, place_of, query_of, without_query

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


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Hm.\n\n-- \nView it", "Hm."),
        ("Hm.\n---\nView it\nHere", "Hm."),
        ("Hm.\n—\nView it", "Hm."),
        ("Hm.\n---\n" + "More.\n" * 30, "Hm.\n---\n" + "More.\n" * 29 + "More."),
        ("a\n---\nb\n---\nView it", "a\n---\nb"),
        ("> old\nnew\n> old", "new"),
        ("On Mon, 1 Jun 2026 at 10:00, @ada wrote:\n> old\nnew", "new"),
        ("Ada <a@example.org> skrev:\n\n> old\nnew", "new"),
        ("@ada, look:\n> old\nnew", "@ada, look:\nnew"),
        ("new\n\nhttps://github.com/a\nhttps://github.com/b", "new"),
        ("https://github.com/a", "https://github.com/a"),
    ],
)
def test_what_is_new_in_it(text: str, new: str) -> None:
    assert letter(text).new_text() == new


def test_code_calls_nobody() -> None:
    assert letter("`@grace` and\n```java\n@Override @grace\n```\n@ada `@linus").named() == {"ada", "linus"}
    assert letter("@acme/crew, @grace/ and @ada").named() == {"acme/crew", "grace", "ada"}


def test_the_words_of_one_cell() -> None:
    page = '<p>cell</p><td class="x cell-big">no</td><td style="" class="a cell b"><p>Mend <a href="https://x">it</a></p></td>'
    assert letter(html=page).element("cell") == "Mend it"
    assert letter(html='<td id="cell">Yes').element("cell") == "Yes"
    for other in ("<td>cell</td>", '<td title="cell">x</td>', '<td class="cell', "", '<td class="x">a > cell "</td>'):
        assert letter(html=other).element("cell") == ""


def test_the_parts_of_a_link() -> None:
    link = own("https://GitHub.com/a/b/?x=1&name=a%20b#c", HOSTS)
    assert (host_of(link), path_of(link), place_of(link)) == ("github.com", "/a/b/", "github.com/a/b")
    assert (query_of(link, "name"), query_of(link, "am"), query_of(link, "c")) == ("a b", "", "")
    assert (host_of(""), place_of("")) == ("", "")


def test_entities_are_read_in_html_only() -> None:
    assert list(letter(html='<a href="https://github.com/a&#43;b?x=1&amp;y=2">').links()) == [
        "https://github.com/a+b?x=1&y=2"
    ]
    assert list(letter("https://github.com/a?x=1&amp;y").links()) == ["https://github.com/a?x=1&amp;y"]


@pytest.mark.parametrize(
    ("references", "message_id", "text", "host"),
    [
        (("<7@git.example.org>",), "<8@example.net>", "https://github.com/a", "git.example.org"),
        ((), "<8@Git.Example.org>", "", "git.example.org"),
        ((), "<8@example.net>", "https://docs.github.com/a https://github.com/a", "github.com"),
        ((), "<8@example.net>", "", "git.example.org"),
        ((), "", "", "git.example.org"),
    ],
)
def test_where_the_tool_runs(references: tuple[str, ...], message_id: str, text: str, host: str) -> None:
    assert Letter("", "", "", message_id, references, {}, text, "", own_hosts=HOSTS).host() == host


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Look, @Grace Hopper!", "grace hopper"),
        ("Look, @grace.", "grace"),
        ("Look, @me@example.org: here", "me@example.org"),
        ("Look, @grace-ann, @grace.h, x@grace and @me@example.org.net", ""),
        ("> @grace\n\nHm.", ""),
        ("`@grace`", ""),
    ],
)
def test_by_which_name_the_person_is_called(text: str, called: str) -> None:
    found = replace(letter(text=text), logins=frozenset({"grace", "grace hopper"}), to=("Me@example.org",))
    assert found.called() == called


@pytest.mark.parametrize(
    ("name", "actor"),
    [("Ada L (Sea)", "Ada L"), ("Ada L via Sea", "Ada L"), ("Sea", ""), ("sea (beta)", ""), ("Ada", "Ada"), ("", "")],
)
def test_who_did_it_by_the_name_in_from(name: str, actor: str) -> None:
    assert replace(letter(text=""), sender_name=name).actor("Sea") == actor
