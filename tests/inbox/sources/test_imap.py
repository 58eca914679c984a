from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from email.utils import format_datetime

import pytest

from inbox.errors import CertificateRefused, SignInRefused
from inbox.item import Arrival
from inbox.sources import Source, Start, Terms, Value
from inbox.sources.imap import SPEC
from inbox.wakeup import Wakeup
from tests.contract.source_contract import Place, SourceContract, everything, mail, now, opened
from tests.inbox.mail.test_mail_hostile import CORPUS
from tests.servers.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.dovecot


class Account:
    def __init__(self, server: Dovecot, user: str) -> None:
        self.server = server
        self.user = user

    def put(self, *mails: bytes) -> None:
        self.server.put(self.user, mails)

    def values(self, **more: Value) -> Mapping[str, Value]:
        mine: dict[str, Value] = {"host": self.server.host, "port": self.server.port, "user": self.user}
        return {**mine, "ca_file": str(self.server.ca_file), **more}

    def open(self, start: Start | None = None, **more: Value) -> Source:
        return SPEC.open(self.values(**more), {"password": PASSWORD}, Terms(start or Start()))

    def open_elsewhere(self) -> tuple[Source, str]:
        return self.open(mailbox="Nowhere & back"), "mailbox"


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    return Account(dovecot, dovecot.new_user())


class TestImapSource(SourceContract):
    spec = SPEC

    @pytest.fixture
    def place(self, account: Account) -> Place:
        return account


def test_a_wrong_password(account: Account) -> None:
    source = SPEC.open(account.values(), {"password": "wrong"}, Terms())
    with pytest.raises(SignInRefused):
        everything(source)
    source.close()


def test_a_certificate_nobody_vouches_for(account: Account) -> None:
    source = SPEC.open(account.values(ca_file=""), {"password": PASSWORD}, Terms())
    with pytest.raises(CertificateRefused) as caught:
        everything(source)
    assert "certificate" in caught.value.detail
    source.close()


def test_a_live_test_tells_what_is_there(account: Account) -> None:
    account.put(mail(1))
    source = account.open()
    found = source.probe()
    assert found.server == "Dovecot"
    assert "IDLE" in found.capabilities
    assert found.tls.startswith("TLSv1.")
    assert found.messages == 1
    source.close()


def test_reading_leaves_no_trace(account: Account) -> None:
    account.put(mail(1))
    with opened(account) as source:
        everything(source)
    names = [file.name for file in (account.server.folder / "mail" / account.user / "Maildir").glob("*/*.test*")]
    assert len(names) == 1
    assert ":2,S" not in names[0]


def test_received_is_when_the_server_took_it_in(account: Account) -> None:
    account.put(mail(1))
    with opened(account) as source:
        (one,), _ = everything(source)
    assert abs((one.received_at - now()).total_seconds()) < 60


def test_numbers_made_anew_lose_and_double_nothing(account: Account) -> None:
    account.put(*(mail(number) for number in range(1, 1001)))
    with opened(account, Start(days=14, mails=2000)) as source:
        before, cursor = everything(source)
    assert len(before) == 1000
    account.server.forget_numbers(account.user)
    account.put(mail(1001))
    with opened(account, Start(days=14, mails=10)) as source:
        after, _ = everything(source, cursor)
    known = {one.content_key for one in before}
    assert {one.content_key for one in after} > known
    assert len([one for one in after if one.content_key not in known]) == 1
    assert not {one.key for one in before} & {one.key for one in after}


@pytest.mark.parametrize("by_push", [True, False])
def test_new_mail_is_noticed_on_the_kept_connection(account: Account, by_push: bool) -> None:
    wakeup = Wakeup()
    source = account.open(push=by_push)
    try:
        _, cursor = everything(source)
        assert source.push is by_push
        signed_in = account.server.log.count(f"user=<{account.user}>")
        for number in range(1, 4):
            late = threading.Timer(0.1, account.server.deliver, (account.user, mail(number)))
            late.start()
            deadline = time.monotonic() + 60
            found: list[Arrival] = []
            while not found and time.monotonic() < deadline:
                source.wait(wakeup, 20.0 if by_push else 0.2)
                found, cursor = everything(source, cursor)
            late.join()
            assert [one.subject for one in found] == [f"mail {number}"]
        assert account.server.log.count(f"user=<{account.user}>") == signed_in
    finally:
        source.close()
        wakeup.close()


def test_a_push_that_is_woken_answers_at_once(account: Account) -> None:
    wakeup = Wakeup()
    source = account.open(push=True)
    everything(source)
    threading.Timer(0.2, wakeup.wake).start()
    begin = time.monotonic()
    source.wait(wakeup, 60)
    assert time.monotonic() - begin < 30
    assert everything(source, "")[0] == []
    source.close()
    wakeup.close()


def test_dates_before_the_window_are_left_alone(account: Account) -> None:
    account.put(mail(1))
    with opened(account, Start(days=0, mails=500)) as source:
        found, cursor = everything(source)
        account.put(mail(2))
        later, _ = everything(source, cursor)
    assert found == []
    assert [one.subject for one in later] == ["mail 2"]
    assert format_datetime(later[0].received_at)


@pytest.mark.skipif(not CORPUS, reason="needs a folder of odd mails: ECLUSE_ODD_MAILS")
def test_the_odd_mails_of_others_arrive_once_each(account: Account) -> None:
    account.put(*(file.read_bytes() for file in CORPUS))
    with opened(account) as source:
        found, cursor = everything(source)
        assert everything(source, cursor)[0] == []
    assert len(found) == len(CORPUS) == len({one.key for one in found})
    assert not any(one.unreadable for one in found)
