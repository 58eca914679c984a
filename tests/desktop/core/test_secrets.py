"""With back ends of our own that behave as those that were met; the real keyring under the headless desktop."""

from __future__ import annotations

import logging
import os
import pickle
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from desktop.core import logs as log_file
from desktop.core.secrets import NoSafeStore, Secret, Secrets

CANARY = "CANARY-9f3-secret"


class Memory(KeyringBackend):
    """One that works."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Forgetful(Memory):
    def set_password(self, service: str, username: str, password: str) -> None:
        """As the null back end, but under another name."""


class Locked(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked("dismissed")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise keyring.errors.KeyringLocked("dismissed")


class Broken(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("D-Bus went away")


class Hanging(Memory):
    def __init__(self) -> None:
        super().__init__()
        self.unlocked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.unlocked.wait(60)
        return super().get_password(service, username)


def made(kind: Callable[..., KeyringBackend]) -> KeyringBackend:
    return kind()


@pytest.fixture
def memory() -> Iterator[Memory]:
    ring = Memory()
    yield from _in_force(ring)


def _in_force(ring: KeyringBackend) -> Iterator[Memory]:
    before = keyring.get_keyring()
    keyring.set_keyring(ring)
    yield ring  # type: ignore[misc]
    keyring.set_keyring(before)


def use(ring: KeyringBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)


def test_kept_and_found_by_the_next_session(memory: Memory) -> None:
    assert Secrets("p").put("work", "password", CANARY) == ""
    found = Secrets("p").get("work", "password")
    assert found == CANARY
    assert isinstance(found, Secret)
    assert list(memory.kept) == [("ecluse-p", "work:password")]


def test_profiles_do_not_share(memory: Memory) -> None:
    Secrets("p").put("work", "password", CANARY)
    assert Secrets("q").get("work", "password") is None
    assert Secrets().get("work", "password") is None


def test_deleted(memory: Memory) -> None:
    secrets = Secrets("p")
    secrets.put("work", "password", CANARY)
    secrets.put("home", "password", "other")
    assert secrets.delete_all("work", ["password"]) == ""
    assert secrets.delete("nobody", "password") == ""
    assert secrets.get("work", "password") is None
    assert list(memory.kept) == [("ecluse-p", "home:password")]


@pytest.mark.logs("keyring cannot be used")
@pytest.mark.parametrize(
    ("ring", "words"),
    [
        (made(fail.Keyring), "no keyring is running"),
        (made(null.Keyring), "switched off"),
        (Forgetful(), "took it and did not give it back"),
        (Locked(), "it is locked"),
        (Broken(), "RuntimeError: D-Bus went away"),
    ],
)
def test_what_keeps_no_secret_is_told_and_the_session_goes_on(
    ring: KeyringBackend, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(ring, monkeypatch)
    secrets = Secrets("p")
    reason = secrets.put("work", "password", CANARY)
    assert reason.startswith("The secret of work could not be kept in the keyring, because ")
    assert words in reason
    assert CANARY not in reason
    assert secrets.problem
    assert secrets.get("work", "password") == CANARY
    assert Secrets("p").get("work", "password") is None


@pytest.mark.logs("keyring cannot be used")
def test_plain_text_is_refused_even_first_in_a_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = type("PlaintextKeyring", (Memory,), {"__module__": "keyrings.alt.file"})()
    use(plain, monkeypatch)
    assert "anyone could read" in Secrets("p").put("work", "password", CANARY)
    chain, good = made(chainer.ChainerBackend), Memory()
    use(chain, monkeypatch)
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, made(null.Keyring), good])
    assert Secrets("p").put("work", "password", CANARY) == ""
    assert list(good.kept.values()) == [CANARY]
    assert plain.kept == {}
    for members in ([plain, made(null.Keyring)], []):
        monkeypatch.setattr(chainer.ChainerBackend, "backends", members)
        assert "could not be kept" in Secrets("p").put("work", "password", CANARY)


@pytest.mark.logs("keyring cannot be used")
def test_a_keyring_that_hangs_costs_its_limit_once_and_works_once_unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Hanging()
    use(ring, monkeypatch)
    secrets = Secrets("p", seconds=0.1)
    assert secrets.get("work", "password") is None
    assert "did not answer within 0.1 seconds" in secrets.problem
    assert "may wait to be unlocked" in secrets.put("work", "password", CANARY)
    assert secrets.get("work", "password") == CANARY
    ring.unlocked.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(60)
    secrets._limited._seconds = 60.0  # what does not hang has all the time a busy machine needs
    assert secrets.put("work", "password", CANARY) == ""
    assert secrets.problem == ""


@pytest.mark.logs("keyring cannot be used")
def test_a_back_end_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> KeyringBackend:
        raise ModuleNotFoundError("No module named 'nosuch'")

    monkeypatch.setattr(keyring, "get_keyring", load)
    assert "cannot be loaded" in Secrets("p").put("work", "password", CANARY)
    assert "cannot be loaded" in Secrets("p").state().problem


def test_the_state_of_one_that_works(memory: Memory) -> None:
    state = Secrets("p").state()
    assert state.problem == ""
    assert "Memory" in state.name


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret(CANARY)
    assert CANARY not in repr(secret)
    assert CANARY not in repr({"password": secret})
    assert CANARY not in f"{secret!r}"
    assert str.__str__(secret) == CANARY
    assert pickle.loads(pickle.dumps(secret)) == CANARY


@pytest.mark.logs("keyring cannot be used|sign-in")
def test_the_canary_is_in_no_log_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    level = logging.getLogger().level
    handler = log_file.set_up(tmp_path / "ecluse.log", verbose=True)
    try:
        use(Broken(), monkeypatch)
        secrets = Secrets("p")
        secrets.put("work", "password", CANARY)
        logging.getLogger("test").error("sign-in of %r with %s failed", secrets, CANARY)
        text = ""
        try:
            secrets._ask(lambda ring: ring.get_password("a", "b"))
        except NoSafeStore as error:
            text = "".join(traceback.format_exception(error))
    finally:
        log_file.tear_down(handler)
        logging.getLogger().setLevel(level)
    assert "D-Bus went away" in text
    assert CANARY not in text
    written = (tmp_path / "ecluse.log").read_text()
    assert "sign-in" in written
    assert CANARY not in written


@pytest.mark.desktop
@pytest.mark.logs("keyring cannot be used")
def test_the_real_keyring(tmp_path: Path) -> None:
    """Under the headless desktop's `--keyring locked` and `--keyring none` as well."""
    kind = os.environ.get("RIG_KEYRING", "gnome")
    secrets = Secrets("test", seconds=20.0 if kind == "gnome" else 3.0)
    reason = secrets.put("work", "password", CANARY)
    if kind == "gnome":
        assert reason == ""
        assert Secrets("test").get("work", "password") == CANARY
        assert secrets.delete("work", "password") == ""
        assert Secrets("test").get("work", "password") is None
    else:
        assert reason.startswith("The secret of work could not be kept in the keyring")
        assert secrets.get("work", "password") == CANARY
        assert secrets.state().problem
