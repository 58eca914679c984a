from __future__ import annotations

import ssl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inbox.errors import WrongSetting
from inbox.web import trust as module
from inbox.web.trust import trust


def test_the_system_s_are_read_once_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ssl.SSLContext] = []
    create = ssl.create_default_context

    def counted() -> ssl.SSLContext:
        made.append(create())
        return made[-1]

    module._system.cache_clear()
    monkeypatch.setattr(ssl, "create_default_context", counted)
    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(lambda _: trust(""), range(10)))
    assert made == found[:1]
    assert set(map(id, found)) == {id(made[0])}
    assert found[0].verify_mode is ssl.CERT_REQUIRED
    assert found[0].check_hostname


def test_certificates_that_are_new_are_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = trust("")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert trust("") is not before


def test_a_file_of_one_s_own_counts_for_nobody_else(tmp_path: Path) -> None:
    wrong = tmp_path / "ca.pem"
    wrong.write_text("none")
    with pytest.raises(WrongSetting, match=r"ca\.pem"):
        trust(str(wrong))
