"""Remote images, on request only: whom we ask, how much we take, and for how long (reliability.md P101)."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator

import pytest

from inbox.images import MOST_BYTES, MOST_IMAGES, MOST_REDIRECTS, Loader, is_public
from tests.servers.pages import Pages

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100
PUBLIC = "93.184.216.34"


def image(content: bytes = PNG, kind: str = "image/png") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content


def moved(to: str, status: str = "302 Found") -> bytes:
    return f"HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


@pytest.fixture
def pages() -> Iterator[Pages]:
    with Pages("a.example", "b.example", "xn--mnchen-3ya.example") as served:
        yield served


class Names:
    """Every host has a public address, but for those that are told."""

    def __init__(self) -> None:
        self.told: dict[str, list[str]] = {}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.told.get(host, [PUBLIC])


def load(pages: Pages, *urls: str, names: Names | None = None, seconds: float = 60.0) -> dict[str, bytes]:
    return Loader(names or Names(), pages.connect, pages.trusting, seconds).load(urls)


def test_images_are_had_by_https_and_nothing_is_told_but_where_we_are(pages: Pages) -> None:
    pages.pages["a.example/1.png?x=y"] = image()
    assert load(pages, "https://a.example/1.png?x=y") == {"https://a.example/1.png?x=y": PNG}
    head = pages.asked[0].decode().split("\r\n")
    assert head[0] == "GET /1.png?x=y HTTP/1.1"
    assert {line.partition(":")[0].lower() for line in head[1:] if line} == {
        "host", "user-agent", "accept", "connection", "accept-encoding",
    }  # fmt: skip
    assert "User-Agent: Ecluse" in head
    assert "Accept-Encoding: identity" in head


def test_the_connection_goes_to_the_address_that_was_looked_at(pages: Pages) -> None:
    """A name that has a public address first, and a private one when it is asked for again."""
    pages.pages["a.example/1"] = image()
    names = Names()
    load(pages, "https://a.example/1", names=names)
    assert names.asked == ["a.example"]
    assert pages.connected == [(PUBLIC, 443)]


def test_where_one_address_is_not_reached_the_next_is(pages: Pages) -> None:
    pages.pages["a.example/1"] = image()
    names, tried = Names(), list[str]()
    names.told["a.example"] = ["2606:2800:220:1::1", PUBLIC]

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        tried.append(address)
        if ":" in address:
            raise OSError("Network is unreachable")
        return pages.connect(address, port, seconds)

    assert Loader(names, connect, pages.trusting, 60).load(["https://a.example/1"]) == {"https://a.example/1": PNG}
    assert tried == ["2606:2800:220:1::1", PUBLIC]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.0.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "ff02::1", "none",
        "fec0::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1",
    ],
)  # fmt: skip
def test_no_machine_of_the_persons_own_network_is_asked(pages: Pages, address: str) -> None:
    assert not is_public(address)
    names = Names()
    for found in ([address], [PUBLIC, address]):
        names.told["a.example"] = found
        pages.pages["a.example/1"] = image()
        assert load(pages, "https://a.example/1", names=names) == {}
    assert pages.connected == []


def test_a_public_address_is_one() -> None:
    assert is_public(PUBLIC)
    assert is_public("2606:2800:220:1::1")


def test_an_address_in_the_url_is_looked_at_too(pages: Pages) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return [host]

    found = Loader(resolve, pages.connect, pages.trusting, 60).load(["https://127.0.0.1/x", "https://[::1]/x"])
    assert found == {}
    assert pages.connected == []


@pytest.mark.parametrize(
    "url",
    ["http://a.example/1", "file:///etc/passwd", "https://user@a.example/1", "ftp://a.example/", "https://2130706433/"],
)
def test_nothing_but_https_is_asked(pages: Pages, url: str) -> None:
    assert load(pages, url) == {}
    assert pages.connected == []


def test_a_redirect_is_followed_and_looked_at_again(pages: Pages) -> None:
    pages.pages["a.example/1"] = moved("https://b.example/2")
    pages.pages["b.example/2"] = moved("/3", "301 Moved")
    pages.pages["b.example/3"] = image()
    assert load(pages, "https://a.example/1") == {"https://a.example/1": PNG}


@pytest.mark.parametrize("to", ["http://b.example/2", "file:///etc/passwd", "https://inside.example/", "", "x", "//"])
def test_a_redirect_leads_nowhere_else(pages: Pages, to: str) -> None:
    names = Names()
    names.told["inside.example"] = ["10.0.0.1"]
    pages.pages["a.example/1"] = moved(to)
    assert load(pages, "https://a.example/1", names=names) == {}
    assert len(pages.connected) == 1


def test_redirects_end(pages: Pages) -> None:
    pages.pages["a.example/1"] = moved("https://a.example/1")
    assert load(pages, "https://a.example/1") == {}
    assert len(pages.asked) == MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "answer",
    [
        image(kind="text/html"),
        image(kind="image/svg+xml"),
        image(b"x" * (MOST_BYTES + 1)),
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"",
    ],
    ids=["html", "svg", "large", "404", "401", "nonsense", "nothing"],
)
def test_what_is_no_image_is_not_had_and_keeps_no_other_from_being_had(pages: Pages, answer: bytes) -> None:
    pages.pages["a.example/1"] = answer
    pages.pages["b.example/2"] = image()
    assert load(pages, "https://a.example/1", "https://b.example/2") == {"https://b.example/2": PNG}


def test_a_certificate_of_another_is_refused(pages: Pages) -> None:
    pages.pages["c.example/1"] = image()
    assert load(pages, "https://c.example/1") == {}
    assert pages.asked == []


def test_so_many_and_no_more(pages: Pages) -> None:
    urls = [f"https://a.example/{n}" for n in range(MOST_IMAGES + 10)]
    for n in range(MOST_IMAGES + 10):
        pages.pages[f"a.example/{n}"] = image()
    assert len(load(pages, *urls)) == MOST_IMAGES


def test_so_much_together_and_no_more(pages: Pages) -> None:
    for n in range(6):
        pages.pages[f"a.example/{n}"] = image(b"x" * (4 * 1024 * 1024))
    found = load(pages, *(f"https://a.example/{n}" for n in range(6)))
    assert sum(len(one) for one in found.values()) <= 20 * 1024 * 1024
    assert 3 <= len(found) <= 5


def test_a_name_server_that_does_not_answer_keeps_nobody_waiting_nor_the_app_from_ending(pages: Pages) -> None:
    asked: list[threading.Thread] = []
    over = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        asked.append(threading.current_thread())
        over.wait(60)
        return [PUBLIC]

    started = time.monotonic()
    assert Loader(resolve, pages.connect, pages.trusting, 1.0).load([f"https://a.example/{n}" for n in range(9)]) == {}
    assert time.monotonic() - started < 30
    assert asked
    assert all(thread.daemon for thread in asked)  # Python waits for any other at its end
    over.set()
    for thread in asked:
        thread.join(60)
    assert pages.connected == []
    assert len(asked) < 9


def test_a_server_that_drips_is_left(pages: Pages) -> None:
    def drip(wire: ssl.SSLSocket) -> None:
        wire.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            wire.sendall(b"x")
            wire.settimeout(0.2)
            try:
                if not wire.recv(1):
                    return
            except TimeoutError:
                pass

    pages.pages["a.example/1"] = drip
    started = time.monotonic()
    assert load(pages, "https://a.example/1", seconds=1.0) == {}
    assert time.monotonic() - started < 30
