"""Lists page by page: where the next one is, and that there is an end."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from inbox.errors import Broken
from inbox.web.client import Client
from inbox.web.paging import next_link, pages


@pytest.mark.parametrize(
    ("field", "link"),
    [
        ('<https://a.org/x?page=2>; rel="next", <https://a.org/x?page=9>; rel="last"', "https://a.org/x?page=2"),
        ('<https://a.org/x?page=9>; rel="last",<https://a.org/x?page=2>;rel=next', "https://a.org/x?page=2"),
        ('<https://a.org/x?q=a,b;c>; title="a, b; rel=next"; rel="prev next"', "https://a.org/x?q=a,b;c"),
        ('<https://a.org/x?page=1>; rel="prev"', ""),
        ('https://a.org/x?page=2; rel="next"', ""),
        ("", ""),
        ("<" * 50_000, ""),
    ],
)
def test_next_link(field: str, link: str) -> None:
    assert next_link(field) == link


def client(link: Callable[[httpx.Request], str]) -> tuple[Client, list[str]]:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, json=len(seen), headers={"Link": link(request)})

    return Client("https://tool.example.org/api", {}, transport=httpx.MockTransport(answer)), seen


def test_follows_to_the_last_page() -> None:
    def link(request: httpx.Request) -> str:
        page = int(request.url.params.get("page", "1"))
        return f'<https://behind.example/other?page={page + 1}&a=%26>; rel="next"' if page < 3 else ""

    asked, seen = client(link)
    assert [answer.data for answer in pages(asked, "things", {"a": "&"})] == [1, 2, 3]
    assert seen == [
        "https://tool.example.org/api/things?a=%26",
        "https://tool.example.org/api/things?page=2&a=%26",
        "https://tool.example.org/api/things?page=3&a=%26",
    ]


def test_pages_that_come_again_end_it() -> None:
    asked, seen = client(lambda _: '<https://tool.example.org/api/things?page=2>; rel="next"')
    with pytest.raises(Broken, match="circles"):
        list(pages(asked, "things"))
    assert len(seen) == 2


def test_there_is_an_end_to_pages() -> None:
    asked, seen = client(lambda request: f'<?page={request.url.params.get("page", "")}1>; rel="next"')
    with pytest.raises(Broken, match="more than 20"):
        list(pages(asked, "things", most=20))
    assert len(seen) == 20


def test_no_page_is_asked_for_before_it_is_wanted() -> None:
    asked, seen = client(lambda request: f'<?page={request.url.params.get("page", "")}1>; rel="next"')
    next(pages(asked, "things"))
    assert len(seen) == 1
