"""HTML made fit to show (reliability.md P98, P99, P102, P103)."""

from __future__ import annotations

import html
import html.parser
import importlib.metadata
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from inbox.mail.opened import LeftOut
from inbox.mail.pages import MOST, MOST_REMOTE, Page, Places, made_safe
from tests.effort import little_work
from tests.inbox.mail.test_mail_hostile import HTML_BOMBS

TAGS = "p br b i u em strong a ul ol li blockquote pre code div span table tr td th h1 h2 h3 h4 h5 h6 img"
ALLOWED = set(TAGS.split())


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            place = (value or "").partition(":")
            known = {("a", "href"): {"link"}, ("img", "src"): {"inline", "remote"}}.get((tag, name))
            if (known and not (place[0] in known and place[2].isdigit())) or not (
                known or (tag, name) == ("img", "alt")
            ):
                self.wrong.append(f"{tag} {name}={value}")
        if tag not in ALLOWED:
            self.wrong.append(tag)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")


def wrong(source: str) -> list[str]:
    """What is in it that names a place, runs, or is not on the list."""
    tags = _Tags()
    tags.feed(source)
    tags.close()
    return tags.wrong


def safe(source: str) -> tuple[Page, Places]:
    places = Places({"logo@x": "inline:3"})
    return made_safe(source, places), places


VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)></svg>",
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style>@import url(https://t.example/x.css)</style><p style='background:url(https://t.example/x)'>x</p>",
    "<link rel=stylesheet href=https://t.example/x.css><base href=https://t.example/>",
    "<meta http-equiv=refresh content='0;url=https://t.example/'>",
    "<iframe src=https://t.example></iframe><object data=file:///etc/passwd></object><embed src=x>",
    "<video poster=https://t.example/x><source src=https://t.example/y></video><audio src=z></audio>",
    "<form action=https://t.example><input type=image src=https://t.example/x><button formaction=x>go</button></form>",
    "<table background=https://t.example/x><td background=file:///etc/passwd>x</td></table><body background=x>",
    "<img src=file:///etc/passwd><img src='\\\\host\\share'><img src=//t.example/x><img src=data:image/png;base64,x>",
    "<img srcset='https://t.example/x 2x' src='cid:none'><picture><source srcset=https://t.example/y></picture>",
    "<a href='javascript:alert(1)'>x</a><a href=' java\nscript:alert(1)'>y</a><a href='data:text/html,x'>z</a>",
    "<a href='vbscript:x' ping=https://t.example>x</a><a href=https://a.example target=_blank download>y</a>",
    "<!--[if mso]><img src=https://t.example/x><![endif]--><![CDATA[<img src=x>]]><?xml x?>",
    "<textarea><img src=https://t.example/x></textarea><title><img src=x></title><xmp><img src=x></xmp>",
    "<p title='<img src=https://t.example/x>' class=x id=y data-x=z>x</p>",
    "<template><img src=https://t.example/x></template><select><option><img src=x></select>",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_is_left_that_runs_or_names_a_place(vector: str) -> None:
    page, _ = safe(f"<div>{vector}</div><p>after</p>")
    assert wrong(page.html) == []
    assert "t.example" not in page.html


PIECES = [
    *VECTORS, "<", ">", "<p", "'", '"', "</", "<!--", "-->", "<svg>", "</svg>", "<math>", "<style>", "</style>",
    "<a href=", "<img src=", "https://t.example/", "cid:logo@x", "x", "\x00", "&lt;", "&#60;script&#62;", "<table>",
    "<td>", "</p>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_whatever_they_are_made_into(pieces: list[str]) -> None:
    page, _ = safe("".join(pieces))
    assert wrong(page.html) == []
    again, _ = safe(page.html)
    assert wrong(again.html) == []


def test_links_stand_for_their_number_and_are_judged_with_their_words() -> None:
    page, places = safe(
        '<p><a href="https://evil.example/?a=1&amp;b=2">the <b>bank</b></a> <a href="http://a.example">a</a>'
        '<a href="mailto:x@y.example">x</a></p>'
    )
    assert page.html.count('<a href="link:') == 3
    assert [(one.url, one.refused, one.deceptive) for one in places.links] == [
        ("https://evil.example/?a=1&b=2", "", False),
        ("", "insecure", False),
        ("mailto:x@y.example", "", False),
    ]
    _, places = safe('<a href="https://evil.example/">bank.example</a>')
    assert places.links[0].deceptive
    assert places.links[0].text == "bank.example"
    for cut in ("ba<b>nk.example</b>", "bank<i></i>.example", "bank<img>.example", "<p>bank.<wbr>example</p>"):
        _, places = safe(f'<a href="https://evil.example/">{cut}</a>')
        assert (places.links[0].deceptive, places.links[0].text) == (True, "bank.example"), cut
    _, places = safe('<a href="https://evil.example/"><div>one</div><div>two</div></a>')
    assert places.links[0].text == "one two"


def test_remote_images_are_counted_once_and_those_of_the_mail_are_its_own() -> None:
    page, places = safe(
        '<img src="https://a.example/1.png" alt="One"><img src="https://a.example/1.png">'
        '<img src="http://a.example/2.png"><img src="CID:Logo@x"><img src="cid:other">'
        '<img src="cid:logo%40x">'
    )
    assert places.remote == ["https://a.example/1.png"]
    assert page.inline == ("inline:3",)
    assert page.html.count('src="remote:0"') == 2
    assert page.html.count('src="inline:3"') == 2
    assert page.html.count("<img") == 6
    assert 'alt="One"' in page.html


def test_images_are_bounded() -> None:
    _, places = safe("".join(f'<img src="https://a.example/{n}">' for n in range(MOST_REMOTE + 50)))
    assert len(places.remote) == MOST_REMOTE


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("x" * (MOST + 1), LeftOut.LARGE),
        ("<div>" * 200_000, LeftOut.MANY_TAGS),
        ("<b>" * 101 + "x", LeftOut.DEEP),
        ("<table><tr><td>" * 101, LeftOut.DEEP),
        ("<p><li><b>" * 90 + "x" + "</b>" * 90, LeftOut.NONE),
        ("<p>" * 5000, LeftOut.NONE),
        ("<br>" * 5000, LeftOut.NONE),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_would_take_the_windows_time_is_not_shown_as_html(source: str, why: LeftOut) -> None:
    page, _ = safe(source)
    assert page.left_out is why
    assert bool(page.html) is (why is LeftOut.NONE)


@pytest.mark.parametrize("name", HTML_BOMBS)
def test_a_bomb_is_taken_apart_or_left_out_soon(name: str) -> None:
    with little_work():
        page, _ = safe(HTML_BOMBS[name])
    assert wrong(page.html) == []


def test_what_takes_html_apart_is_newer_than_its_last_known_faults() -> None:
    """RUSTSEC-2025-0071, -2026-0193 and -2026-0213: mended in ammonia 4.1.4, which nh3 has in it."""
    told = [file for file in importlib.metadata.files("nh3") or () if file.name.endswith(".cyclonedx.json")]
    if not told:
        pytest.skip("this nh3 does not say what is in it")
    parts = json.loads(told[0].read_text())["components"]
    (ammonia,) = (Version(part["version"]) for part in parts if part["name"] == "ammonia")
    assert ammonia >= Version("4.1.4")
