"""Servers for tests, as fixtures. Imported by tests/conftest.py, so nothing heavy at the top."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.servers.authority import Authority
    from tests.servers.cyrus import Cyrus
    from tests.servers.dovecot import Dovecot
    from tests.servers.imap_script import ScriptedImap
    from tests.servers.prosody import Prosody
    from tests.servers.radicale import Radicale
    from tests.servers.synapse import Synapse


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One for the whole run; every test asks it for a `new_user()`."""
    _need_dovecot()
    from tests.servers.dovecot import Dovecot

    with Dovecot() as server:
        yield server


def _need_dovecot() -> None:
    if shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
        missing = "needs Debian's dovecot-imapd and dovecot-lmtpd (packaging/test installs them)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)


@pytest.fixture
def authority() -> Iterator[Authority]:
    from tests.servers.authority import Authority

    with Authority() as found:
        yield found


@pytest.fixture(params=["xoauth2", "oauthbearer"])
def oauth_dovecot(request: pytest.FixtureRequest, authority: Authority) -> Iterator[Dovecot]:
    """Takes the tokens of `authority`, by one mechanism at a time."""
    _need_dovecot()
    from tests.servers.dovecot import Dovecot

    with Dovecot(f"plain {request.param}", token_key=authority.public_key) as server:
        yield server


@pytest.fixture(scope="session")
def cyrus() -> Iterator[Cyrus]:
    """As `dovecot`."""
    from tests.servers.cyrus import MISSING, Cyrus, is_there

    if not is_there():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with Cyrus() as server:
        yield server


@pytest.fixture(scope="session")
def synapse() -> Iterator[Synapse]:
    """One for the whole run, which takes seconds to start; every test asks it for a `new_person()`."""
    from tests.servers.synapse import MISSING, Synapse, is_there

    if not is_there():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with Synapse() as server:
        yield server


@pytest.fixture(scope="session")
def prosody() -> Iterator[Prosody]:
    """One for the whole run; every test asks it for people of its own, and names rooms of its own."""
    from tests.servers.prosody import MISSING, Prosody, is_there

    if not is_there():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with Prosody() as server:
        yield server


@pytest.fixture(scope="session")
def radicale() -> Iterator[Radicale]:
    """One for the whole run; every test asks it for a `new_person()`."""
    from tests.servers.radicale import MISSING, Radicale, is_there

    if not is_there():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with Radicale() as server:
        yield server


@pytest.fixture
def scripted() -> Iterator[ScriptedImap]:
    """Empty and well-behaved until the test says otherwise. At the end it must not have met a line it did not know."""
    from tests.servers.imap_script import ScriptedImap

    with ScriptedImap() as server:
        yield server
    assert server.violations == []


@pytest.fixture
def own_bus(short_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real session bus with nobody on it."""
    if shutil.which("dbus-daemon") is None:
        missing = "needs Debian's dbus-daemon (packaging/test installs it)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    config = short_path / "bus.conf"
    config.write_text(
        '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"'
        ' "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
        f"<busconfig><type>session</type><listen>unix:path={short_path}/bus</listen><auth>EXTERNAL</auth>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
        '<allow own="*"/></policy></busconfig>'
    )
    words = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        process.terminate()
