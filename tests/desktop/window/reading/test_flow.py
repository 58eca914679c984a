"""HTML cut into slices: what may stand in them, where they are cut, and that nothing makes that slow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.window.reading.flow import BUDGET, MOST_SHOWN, MOST_SLICES, flow, flows

ALLOWED = re.compile(
    r"</?(?:b|i|u|em|strong|code|s|del|ins|sub|sup|small|tt|kbd|p|div|h[1-6]|blockquote|pre|ul|ol|li|tr|td|th|table|a)>"
    r'|<br>|<hr>|<table cellspacing="0" cellpadding="4">|<a href="link:\d{1,6}"(?: class="deceptive")?>'
    r'|<img src="(?:inline|remote):\d{1,6}"(?: width="\d{1,3}" height="\d{1,3}")?>|<span class="missing">|</span>'
)
HOSTILE = (
    '<img src="file:///etc/passwd"><img src="//evil.example/x"><img src="inline:0" onerror="x" style="a:url(/b)">',
    '<body background="file:///b.png"><link rel="stylesheet" href="/bait.css"><style>@import url(/bait.css)</style>',
    '<a href="file:///etc/passwd">a</a><a href="javascript:1">b</a><a href="link:1x">c</a><a href=link:1>d</a>',
    '<svg><image href="/bait.png"/></svg><object data="/bait"></object><iframe src="/bait"></iframe><p style="x">y',
    '<table background="/bait.png"><tr><td background=/bait.png>1<td>2</table><ul style="a:url(/bait)"><li>x',
    "&lt;img src=/bait&gt; <<b>b</b> <!-- <img src=/bait> --> <img src='remote:1' width=9999 height='1'>",
)


def written(html: str, **more: object) -> str:
    return "".join(flow(html, images=("inline:0", "remote:1")).slices)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_but_what_is_allowed_comes_out_whatever_goes_in(html: str) -> None:
    out = written(html)
    assert "<" not in ALLOWED.sub("", out)
    assert "bait" not in re.sub(r"&lt;.*?&gt;", "", out)


@given(st.text(alphabet="<>/a b=\"'&;!-tdrphle:0123img", max_size=300))
def test_nothing_else_comes_out_of_any_text(html: str) -> None:
    assert "<" not in ALLOWED.sub("", written(html))


def test_tables_that_place_things_become_blocks_and_tables_of_data_stay() -> None:
    data = "<table><tr><th>Day</th><th>Time</th></tr><tr><td>Friday</td><td></td></tr></table>"
    out = written(f"<table><tr><td><p>Before</p>{data}</td></tr></table>")
    assert out.count("<table ") == 1
    assert out.count("<td>") == 2  # an empty cell keeps its place
    assert written("<table><tr><td>one</td></tr><tr><td>two</td></tr></table>").count("<table") == 0


def test_tables_in_tables_never_come_out_in_one_another() -> None:
    out = written("<table><tr><td>a</td><td>" * 30 + "deep" + "</td></tr></table>" * 30)
    depth = deepest = 0
    for tag in re.findall(r"</?table", out):
        depth += 1 if tag == "<table" else -1
        deepest = max(deepest, depth)
    assert "deep" in out
    assert deepest == 1


def test_what_is_long_is_cut_and_goes_on_inside_the_same_elements() -> None:
    found = flow("<ul>" + "<li><b>entry</b></li>" * 1000 + "</ul>").slices
    assert len(found) > 5
    assert all(part.startswith("<ul>") and part.endswith("</ul>") for part in found)
    assert sum(part.count("entry") for part in found) == 1000
    rows = flow("<table>" + "<tr><td>a</td><td>b</td></tr>" * 500 + "</table>").slices
    assert all(part.count("<table") == part.count("</table>") == 1 for part in rows)
    assert sum(part.count("<tr>") for part in rows) == 500


def test_a_slice_weighs_what_it_may() -> None:
    for html in ("<p>" + "x" * 60_000, "a<br>" * 5000, "<p>" + "<b>y</b> " * 5000, "<p>z</p>" * 5000):
        for part in flow(html).slices:
            assert len(re.findall(r"<[a-z]", part)) <= 2 * BUDGET
            assert len(re.sub(r"<[^>]*>", "", part)) <= 45 * BUDGET


def test_more_than_is_laid_out_is_cut_over_all_parts_together() -> None:
    long = flow("<p>" + "word " * 100_000 + "</p>")
    assert long.cut
    assert MOST_SHOWN <= long.characters <= MOST_SHOWN + 2000
    parts = flows(["<p>" + "word " * 20_000 + "</p>"] * 5)
    assert [part.cut for part in parts] == [False, True, True, True, True]
    assert sum(part.characters for part in parts) <= MOST_SHOWN + 2000
    assert len(flow("<p>x</p>" * 60_000).slices) <= MOST_SLICES + 1
    assert flow("<p>all of it</p>") == flow("<p>all of it</p>", most_characters=10)


def test_images_there_are_no_bytes_for_give_their_words() -> None:
    assert written('<img src="remote:7" alt="A &lt;b&gt; canal">') == '<span class="missing">[A &lt;b&gt; canal]</span>'
    assert written('<img src="remote:7">') == ""
    assert written('<img src="remote:1" alt="canal">') == '<img src="remote:1">'


def test_links_that_deceive_are_marked() -> None:
    html = '<a href="link:0">a</a> <a href="link:1">b</a>'
    out = "".join(flow(html, deceptive={1}).slices)
    assert out == '<a href="link:0">a</a> <a href="link:1" class="deceptive">b</a>'


def test_empty_elements_and_heaps_of_line_breaks_leave_nothing_behind() -> None:
    assert written("<div><p> </p><div>\n</div><span></span></div>") == ""
    assert written("<p>a<br><br><br><br><br>b</p>") == "<p>a<br><br>b</p>"
    assert written("<pre>a\n\n  b</pre>") == "<pre>a\n\n  b</pre>"
