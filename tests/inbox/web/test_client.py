"""The client of all tools: what each answer means, and that nothing leaves for another host."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from inbox.errors import Broken, Gone, Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.web import client as web_client
from inbox.web.client import MOST_ANSWER, Client, retry_after
from tests.servers.web import Says, Web

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def client(answer: Callable[[httpx.Request], httpx.Response]) -> Client:
    transport = httpx.MockTransport(answer)
    return Client(
        "https://tool.example.org/api", {"Authorization": "Bearer secret"}, now=lambda: NOW, transport=transport
    )


def answering(status: int, content: bytes = b"{}", **headers: str) -> Client:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client(lambda _: httpx.Response(status, content=content, headers=named))


def test_asks_below_its_base_with_its_token() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=[1, 2], headers={"X-Poll-Interval": "60"})

    found = client(answer).get("things", {"all": False, "page": 2})
    assert found.data == [1, 2]
    assert found.headers["x-poll-interval"] == "60"
    assert str(seen[0].url) == "https://tool.example.org/api/things?all=false&page=2"
    assert seen[0].headers["Authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, SignInRefused),
        (403, SignInRefused),
        (404, Unsupported),
        (410, Gone),
        (429, Offline),
        (500, Offline),
        (503, Offline),
        (418, Broken),
    ],
)
def test_each_refusal_means_something(status: int, error: type[SourceError]) -> None:
    with pytest.raises(error):
        answering(status).get("things")


def test_waits_as_long_as_it_is_asked_to() -> None:
    with pytest.raises(Offline) as caught:
        answering(429, Retry_After="120").get("things")
    assert caught.value.wait_seconds == 120
    with pytest.raises(Offline) as caught:
        answering(403, X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(NOW.timestamp()) + 90)).get("things")
    assert caught.value.wait_seconds == 90


def test_a_limit_that_is_told_in_words_alone_is_one() -> None:
    """As docs.github.com has it (rate limits for the REST API, secondary): then at least a minute."""

    def limited(_: httpx.Request) -> httpx.Response:
        said = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}
        return httpx.Response(403, json=said, headers={"X-RateLimit-Remaining": "4321", "X-RateLimit-Reset": "1"})

    with pytest.raises(Offline) as caught:
        client(limited).get("things")
    assert caught.value.wait_seconds == 60


def test_a_server_that_repeats_the_token_does_not_make_us_tell_it() -> None:
    def repeating(request: httpx.Request) -> httpx.Response:
        return httpx.Response(401, json={"message": f"{request.headers['Authorization']} is not taken"})

    asked = Client(
        "https://tool.example.org", {"Authorization": "Bearer s3cret-token"}, transport=httpx.MockTransport(repeating)
    )
    with pytest.raises(SignInRefused) as caught:
        asked.get("things")
    assert "is not taken" in caught.value.detail
    assert "s3cret-token" not in caught.value.detail


def test_nor_is_one_told_that_is_in_quotes() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(401, json={"message": "s3cret-token is not taken"}))
    header = {"Authorization": 'OAuth oauth_consumer_key="public-key", oauth_token="s3cret-token"'}
    with pytest.raises(SignInRefused) as caught:
        Client("https://tool.example.org", header, transport=transport).get("things")
    assert "s3cret-token" not in caught.value.detail


@pytest.mark.parametrize("token", ["s3cret\n-token", "s3cret\0token", "s3cret-tok\u20acn", "s3cret\r\nX: y"])
def test_a_token_that_cannot_be_sent_is_named_and_not_told(token: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        Client("https://tool.example.org", {"Authorization": f"Bearer {token}"})
    assert caught.value.field == "token"
    assert "s3cret" not in str(caught.value)


def test_what_was_pasted_beside_a_token_is_left_out() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Authorization"])
        return httpx.Response(200, json=1)

    transport = httpx.MockTransport(answer)
    Client("https://tool.example.org", {"Authorization": "Bearer s3cret \n"}, transport=transport).get("things")
    assert seen == ["Bearer s3cret"]


def test_what_is_not_encrypted_goes_through_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with Web(lambda _: Says(200, "proxy")) as proxy, Web(lambda _: Says(200, "tool")) as tool:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        asked = Client(tool.url, {"Authorization": "Bearer s3cret-token"})
        assert asked.get("things").data == "tool"
        assert proxy.asked == []
        asked.close()


def test_an_answer_that_goes_on_and_on_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_client, "_WHOLE_SECONDS", 0.0)
    slow = client(lambda _: httpx.Response(200, content=iter([b" ", b"1"])))
    with pytest.raises(Offline, match="end of its answer"):
        slow.get("things", seconds=0.0)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("5", 5),
        ("Mon, 23 Nov 2026 12:01:00 GMT", 60),
        ("-5", 0),
        ("nan", 0),
        ("1e300", 86400),
        ("tomorrow", 0),
        ("", 0),
    ],
)
def test_retry_after(said: str, seconds: float) -> None:
    assert retry_after({"retry-after": said}, NOW) == seconds


@pytest.mark.parametrize(
    "elsewhere", ["https://example.net/api", "http://tool.example.org/api", "https://tool.example.org:8443/"]
)
def test_follows_nobody_to_another_host(elsewhere: str) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(302, headers={"Location": elsewhere})

    with pytest.raises(Broken):
        client(answer).get("things")
    assert seen == ["https://tool.example.org/api/things"]
    with pytest.raises(Broken):
        client(answer).get(elsewhere)
    assert len(seen) == 1


@pytest.mark.parametrize("same", ["https://Tool.Example.org/api/new", "https://tool.example.org:443/api/new"])
def test_its_own_host_may_be_spelt_otherwise(same: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/new":
            return httpx.Response(200, json=1)
        return httpx.Response(301, headers={"Location": same})

    assert client(answer).get("old").data == 1


@pytest.mark.parametrize("nowhere", ["https://[nonsense", "https://tool.example.org:99999/", "//u@tool.example.org/"])
def test_what_is_no_address_is_not_followed(nowhere: str) -> None:
    with pytest.raises(Broken):
        client(lambda _: httpx.Response(302, headers={"Location": nowhere})).get("things")


def test_follows_its_own_host_a_few_times() -> None:
    ours = client(
        lambda request: (
            httpx.Response(200, json=1)
            if request.url.path == "/api/new"
            else httpx.Response(301, headers={"Location": "/api/new"})
        )
    )
    assert ours.get("old").data == 1
    with pytest.raises(Broken):
        client(lambda _: httpx.Response(302, headers={"Location": "/api/things"})).get("things")


@pytest.mark.parametrize(
    "content",
    [b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"9" * 50, b"[" * 60 + b"]" * 60, b"[" * 100_000, b"\xff"],
    ids=["cut", "nan", "twice", "huge number", "deep", "deepest", "no utf-8"],
)
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(Broken):
        answering(200, content).get("things")


def test_a_web_page_names_the_setting() -> None:
    with pytest.raises(WrongSetting, match="web page"):
        answering(200, b"<!DOCTYPE html><title>Sign in</title>").get("things")


def test_an_answer_is_no_larger_than_anyone_has_reason_to_send() -> None:
    with pytest.raises(Broken, match="larger"):
        answering(200, b'"' + b"a" * MOST_ANSWER + b'"').get("things")


@pytest.mark.parametrize(
    "base",
    [
        "",
        "tool.example.org",
        "http://tool.example.org",
        "https://me@tool.example.org",
        "https://",
        "https://a b/",
        "ftp://a.org",
    ],
)
def test_an_address_that_cannot_be_used_names_the_setting(base: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        Client(base, {})
    assert caught.value.field == "url"


def test_a_password_in_an_address_is_not_told() -> None:
    with pytest.raises(WrongSetting, match="before an @") as caught:
        Client("https://ada:s3cret@tool.example.org", {})
    assert "s3cret" not in str(caught.value)


def test_nobody_there() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(Offline):
        client(answer).get("things")
