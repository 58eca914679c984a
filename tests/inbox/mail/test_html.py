from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.mail import html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", "plain"),
        ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
        ("<p>one</p>\n<p>two</p>", "one\n\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "• one\n\n• two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a  b\n\nc"),
        ("  much \n\t white   space ", "much white space"),
        ("&lt;b&gt; &amp; &eacute; &#8364; &nosuch;", "<b> & é € &nosuch;"),
        ("<style>p {}</style>x<script>alert('<p>')</script>y<!-- <p>no</p> -->z", "x y z"),
        ("<title>t</title><body onload='x>y'>b", "b"),
        ("a <style>unclosed p {}", "a"),
        ("<t\u0131tle>t</title><\u017ftyle>s", "t<\u017ftyle>s"),  # letters whose other case is ASCII: no such tags
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<p", ""),
        ("one</b <p>two", "onetwo"),  # to a browser too that is one tag
        ("<b>one</b> <i>two</i>\n<u>three</u><s>four</s>", "one two threefour"),
        ("one<br> <br>\n<br>two<br>\n three", "one\n\ntwo\nthree"),
        ("<tr><td>a</td><td>b</td></tr>\n<tr><td></td><td>c</td></tr>", "a  b\n\nc"),
        ("a<o:p></o:p>b", "ab"),
        ("", ""),
    ],
)
def test_to_text(source: str, expected: str) -> None:
    found = html.to_text(source).replace("\n\n\n", "\n\n")
    if "onload" in source:
        assert found.endswith("b")
    else:
        assert found == expected


def test_web_links_follow_once_each() -> None:
    text = html.to_text(
        "<a href=\"https://example.org/?a=1&amp;b=2\">one</a> <a class=x HREF='http://example.org/two'>two</a>"
        '<a href="https://example.org/?a=1&amp;b=2">again</a><a href="javascript:alert(1)">no</a><a href=file:///x>no</a>'
    )
    assert text == "one twoagainnono\n\nhttps://example.org/?a=1&b=2\nhttp://example.org/two"


def test_links_are_counted_out() -> None:
    text = html.to_text("".join(f'<a href="https://example.org/{number}">x</a>' for number in range(100)))
    assert text.count("https://") == 20


@given(st.text(st.sampled_from("<>/!-abdhpstyle \"'=&;\n"), max_size=200))
def test_nothing_makes_it_raise(source: str) -> None:
    html.to_text(source)
