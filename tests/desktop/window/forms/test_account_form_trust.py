"""A certificate that was refused can be looked at, and trusted for this account."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.window.forms import account_form
from desktop.window.forms.account_form import AccountForm
from inbox.errors import Certificate, CertificateRefused
from tests.desktop.window.forms.conftest import BY_ADDRESS, CHAT
from tests.desktop.window.forms.desk import MemoryDesk

FINGERPRINT = ":".join(["AB"] * 32)
SHOWN = Certificate(
    "imap.example.org", 993, FINGERPRINT, datetime(2026, 1, 2, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)
)


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> AccountForm:
    monkeypatch.setattr(account_form, "discover", lambda: {"imap": BY_ADDRESS, "chat": CHAT})
    made = AccountForm(bridge)
    qtbot.addWidget(made)
    made.show()
    for name, value in (("host", "imap.example.org"), ("user", "me"), ("password", "x")):
        made.fields.editor(name).put(value)
    return made


def refuse(qtbot: QtBot, form: AccountForm, desk: MemoryDesk, error: Exception) -> None:
    desk.fails["test_account"] = error
    form.test()
    qtbot.waitUntil(lambda: form.says.is_problem)


def test_it_is_shown_and_trusted_when_asked_for(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    assert not form.trust_button.isVisible()
    refuse(qtbot, form, desk, CertificateRefused("self-signed certificate", certificate=SHOWN))
    assert form.trust_button.isVisible()
    assert FINGERPRINT in form.says.text
    assert "imap.example.org:993" in form.says.text
    assert "27" in form.says.text
    assert "pin" not in form.fields.values()
    desk.fails.clear()
    form.trust_button.click()
    qtbot.waitUntil(lambda: "Signed in" in form.says.text)
    assert desk.last("test_account")[1]["pin"] == FINGERPRINT
    assert not form.trust_button.isVisible()


def test_one_that_changed_cannot_be_trusted_in_passing(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    refuse(qtbot, form, desk, CertificateRefused("This is not the certificate that was trusted."))
    assert not form.trust_button.isVisible()


def test_the_offer_ends_with_the_settings_it_was_for(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    refuse(qtbot, form, desk, CertificateRefused("self-signed certificate", certificate=SHOWN))
    form.fields.editor("host").put("other.example.org")
    assert not form.trust_button.isVisible()
    form.trust()
    assert "pin" not in form.fields.values()
