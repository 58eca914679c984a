"""Where a link leads, and whether it may be opened (reliability.md P104, P106)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.mail.links import in_text, judged, named_host
from tests.effort import little_work


@pytest.mark.parametrize(
    ("url", "opened", "host"),
    [
        ("https://example.org", "https://example.org", "example.org"),
        ("HTTPS://Example.ORG/A?b=c#d", "https://example.org/A?b=c#d", "example.org"),
        ("https://example.org:443/", "https://example.org/", "example.org"),
        ("https://example.org:8443/", "https://example.org:8443/", "example.org"),
        ("https://münchen.example/ä?q=é", "https://xn--mnchen-3ya.example/%C3%A4?q=%C3%A9", "münchen.example"),
        ("https://example.org/%zz", "https://example.org/%25zz", "example.org"),
        ("https://example.org/a b", "https://example.org/a%20b", "example.org"),
        ("https://1.2.3.4/", "https://1.2.3.4/", "1.2.3.4"),
        ("https://[::1]/", "https://[::1]/", "[::1]"),
        ("mailto:anna@example.org", "mailto:anna@example.org", "anna@example.org"),
        (
            "mailto:a@b.example,c@d.example?subject=Hi%20there&cc=e@f.example&body=one%0D%0Atwo",
            "mailto:a@b.example,c@d.example?cc=e@f.example&subject=Hi%20there&body=one%0D%0Atwo",
            "a@b.example",
        ),
    ],
)
def test_what_may_be_opened_is_put_together_anew(url: str, opened: str, host: str) -> None:
    link = judged(url)
    assert (link.url, link.host, link.refused) == (opened, host, "")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/", "insecure"),
        ("javascript:alert(1)", "scheme"),
        ("JaVaScRiPt:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("smb://host/share", "scheme"),
        ("\\\\host\\share", "scheme"),
        ("ms-msdt:/id", "scheme"),
        ("search-ms:query=x", "scheme"),
        ("vscode://x", "scheme"),
        ("x-apple.systempreferences:", "scheme"),
        ("tel:+33", "scheme"),
        ("", "scheme"),
        ("/relative", "scheme"),
        ("//example.org/", "scheme"),
        ("https:example.org", "host"),
        ("https:/example.org", "host"),
        ("https:\\\\example.org", "controls"),
        ("https://example.org\\@evil.example", "controls"),
        ("https://exam\tple.org", "controls"),
        ("https://exam\u202eple.org", "controls"),
        ("https://example.org/\x00", "controls"),
        ("https://bank.example@evil.example/", "user"),
        ("https://bank.example:pass@evil.example/", "user"),
        ("https://", "host"),
        ("https:///x", "host"),
        ("https://example..org/", "host"),
        ("https://example.org:99999/", "host"),
        ("https://example.org:x/", "host"),
        ("https://exa%6dple.org/", "host"),
        ("https://2130706433/", "host"),
        ("https://0x7f.1/", "host"),
        ("https://0177.0.0.1/", "host"),
        ("https://1.2.3.4.5/", "host"),
        ("https://[zz]/", "host"),
        ("https://example.org/" + "a" * 5000, "long"),
        ("mailto:", "host"),
        ("mailto:nobody", "host"),
        ("mailto:a@b.example%0d%0aBcc:x@y.example", "controls"),
    ],
)
def test_what_is_refused(url: str, why: str) -> None:
    link = judged(url)
    assert (link.url, link.refused) == ("", why)


def test_a_mailto_names_no_file_no_hidden_recipient_and_no_other_field() -> None:
    link = judged(
        "mailto:a@b.example?attach=/etc/passwd&bcc=x@y.example&from=z@y.example&in-reply-to=%3Cx%3E&to=c@d.example"
    )
    assert link.url == "mailto:a@b.example,c@d.example"


def test_a_subject_in_a_mailto_cannot_begin_a_new_field() -> None:
    link = judged("mailto:a@b.example?subject=x%0d%0aBcc:%20q@r.example")
    assert "%0D" not in link.url
    assert "%0A" not in link.url


@pytest.mark.parametrize(
    ("url", "text", "deceives"),
    [
        ("https://evil.example/", "https://bank.example/login", True),
        ("https://evil.example/", "www.bank.example", True),
        ("https://evil.example/", "bank.example", True),
        ("https://evil.example/", " bank.example/login", True),
        ("http://evil.example/", "https://bank.example/", True),
        ("https://evil.co.uk/", "bank.co.uk", True),
        ("https://bank.example.evil.example/", "bank.example", True),
        ("https://evil.example/", "bank\u200b.example", True),
        ("https://evil.example/", "ba\u00adnk.example", True),
        ("https://evil.example/", "bank\u3002example", True),
        ("https://evil.example/", "bank\uff0eexample", True),
        ("https://evil.example/", "ｗｗｗ．bank．example", True),
        ("https://evil.example/", "→ bank.example", True),
        ("https://evil.example/", "“bank.example”", True),
        ("https://bank.example/", "“bank\u200b.example”", False),
        ("https://bank.example/", "https://bank.example/login", False),
        ("https://login.bank.example/", "bank.example", False),
        ("https://bank.example/", "www.bank.example", False),
        ("https://münchen.example/", "münchen.example", False),
        ("https://evil.example/", "Click here", False),
        ("https://evil.example/", "the file README.md is new", False),
        ("mailto:evil@evil.example", "boss@hull.example", True),
        ("mailto:evil@evil.example", "boss\u200b@hull.example", True),
        ("mailto:boss@hull.example", "boss@hull.example", False),
    ],
)
def test_words_that_name_another_host_deceive(url: str, text: str, deceives: bool) -> None:
    assert judged(url, text).deceptive is deceives


@pytest.mark.parametrize("host", ["аррӏе.example", "xn--80ak6aa92e.example", "pаypal.example", "gооgle.example"])
def test_a_host_that_passes_for_another_is_shown_in_punycode(host: str) -> None:
    assert judged(f"https://{host}/").host.startswith("xn--")


@pytest.mark.parametrize("host", ["bücher.example", "пример.example", "例え.example", "παράδειγμα.example"])
def test_a_host_in_letters_of_its_own_is_shown_in_them(host: str) -> None:
    assert judged(f"https://{host}/").host == host


def test_links_are_found_in_text_without_what_follows_them() -> None:
    text = "See (https://a.example/x(y)). Or <https://b.example>, mailto:c@d.example; and http://e.example/…"
    assert [text[start:end] for start, end, _ in in_text(text)] == [
        "https://a.example/x(y)",
        "https://b.example",
        "mailto:c@d.example",
        "http://e.example/",
    ]
    assert [link.refused for _, _, link in in_text(text)] == ["", "", "", "insecure"]


@given(st.text(max_size=300), st.text(max_size=100))
def test_nothing_that_is_opened_is_anything_but_https_or_mailto(rest: str, text: str) -> None:
    for start in ("", "https://", "https://example.org/", "mailto:", "mailto:a@b.example?", "http:"):
        link = judged(start + rest, text)
        assert link.url.startswith(("https://", "mailto:")) or (link.url == "" and link.refused)
        assert link.url.isascii()
        assert link.url.isprintable()
        assert " " not in link.url
        if link.url:
            assert judged(link.url).url == link.url  # understood again, it is the same


@given(st.text(alphabet="htps:/.@w example()[]{}<>\"'\n\u00e9", max_size=400))
def test_spans_in_text_lie_in_it_and_in_order(text: str) -> None:
    last = 0
    for start, end, link in in_text(text):
        assert last <= start < end <= len(text)
        assert link.text
        last = end


def test_it_is_quick_on_what_is_meant_to_be_slow() -> None:
    for text in ("https://" * 50_000, "https://a" + ")" * 200_000, "www." * 50_000, "a." * 100_000, "@" * 200_000):
        with little_work(text[:20]):
            list(in_text(text))
            judged(text, text)
            named_host(text)
