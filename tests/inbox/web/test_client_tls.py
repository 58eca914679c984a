"""The client of all tools, over real sockets: certificates, bombs, servers that hang up."""

from __future__ import annotations

import gzip
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from inbox.errors import Broken, CertificateRefused, Offline, WrongSetting
from inbox.web.client import Client
from tests.servers.ports import free_ports
from tests.servers.web import Asked, Says, Web

TOKEN = {"Authorization": "Bearer secret"}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def serving(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


def told(_: Asked) -> Says:
    return Says(200, {"fine": True})


@pytest.fixture
def web(authority: trustme.CA) -> Iterator[Web]:
    with Web(told, tls=serving(authority, "localhost"), host="localhost") as found:
        yield found


def test_an_authority_of_ones_own_is_enough(web: Web, ca_file: str) -> None:
    client = Client(web.url, TOKEN, ca_file=ca_file)
    assert client.get("things").data == {"fine": True}
    assert client.tls == "TLS"
    client.close()
    client.close()


def test_a_certificate_that_nobody_vouches_for_gets_no_token(web: Web) -> None:
    client = Client(web.url, TOKEN)
    with pytest.raises(CertificateRefused) as caught:
        client.get("things")
    client.close()
    assert caught.value.detail
    assert web.asked == []


def test_a_certificate_for_another_name_gets_no_token(authority: trustme.CA, ca_file: str) -> None:
    with Web(told, tls=serving(authority, "other.example"), host="localhost") as web:
        client = Client(web.url, TOKEN, ca_file=ca_file)
        with pytest.raises(CertificateRefused):
            client.get("things")
        client.close()
        assert web.asked == []


@pytest.mark.parametrize("content", [None, "", "no certificate at all"])
def test_an_authority_that_is_none_names_the_setting(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    client = Client("https://localhost:9", TOKEN, ca_file=str(file))
    with pytest.raises(WrongSetting) as caught:
        client.get("things")
    assert caught.value.field == "ca_file"


def test_a_bomb_is_put_down_before_it_is_unpacked() -> None:
    bomb = gzip.compress(b" " * 200_000_000)
    assert len(bomb) < 1_000_000
    with Web(lambda _: Says(200, None, {"Content-Encoding": "gzip"}, bomb)) as web:
        client = Client(web.url, TOKEN)
        with pytest.raises(Broken, match="larger"):
            client.get("things")
        client.close()


def test_what_is_not_packed_as_it_says_is_broken() -> None:
    with Web(lambda _: Says(200, None, {"Content-Encoding": "gzip"}, b"not packed")) as web:
        client = Client(web.url, TOKEN)
        with pytest.raises(Broken, match="unpacked"):
            client.get("things")
        client.close()


def test_nobody_at_the_port() -> None:
    client = Client(f"http://127.0.0.1:{free_ports(1)[0]}", TOKEN)
    with pytest.raises(Offline):
        client.get("things")
    client.close()


def test_goes_on_after_an_error() -> None:
    says = [Says(500, {}), Says(200, None, {}, b"{"), Says(200, {"fine": True})]
    with Web(lambda _: says.pop(0)) as web:
        client = Client(web.url, TOKEN)
        with pytest.raises(Offline):
            client.get("things")
        with pytest.raises(Broken):
            client.get("things")
        assert client.get("things").data == {"fine": True}
        client.close()
