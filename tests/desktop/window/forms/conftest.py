from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.bridge import Bridge
from desktop.window.forms import account_form, accounts_page, busy_there, provider_card, provider_form
from desktop.window.theme import Theme
from focus.presence import Level
from focus.providers import Field as ProviderField
from focus.providers import ProviderSpec
from inbox.sources import Field, SourceSpec
from tests.desktop.window.forms.desk import AtOnce, MemoryDesk


def _never(*_: object) -> object:
    raise AssertionError("a form opens no source")


MAIL = SourceSpec(
    "imap",
    "E-mail (IMAP)",
    (
        Field("host", "Server"),
        Field("port", "Port", "number", default=993, least=1, most=65535),
        Field("user", "User name", help="Often the whole address."),
        Field("password", "Password", "secret"),
        Field("ca_file", "Certificate file", "file", required=False),
        Field("push", "Be told at once", "flag", default=True, required=False),
        Field("limit", "At most", "number", required=False, least=10),
        Field("folder", "Folder", "choice", default="inbox", choices=("inbox", "all")),
    ),
    _never,  # type: ignore[arg-type]
)
BY_ADDRESS = replace(
    MAIL,
    by_address=True,
    fields=(
        *(replace(field, group="server" if field.name in {"host", "port", "user"} else "") for field in MAIL.fields),
        Field("security", "Protection", "choice", default="tls", choices=("tls", "starttls")),
        Field("pin", "Trusted certificate", required=False),
        Field("smtp_host", "Server for sending", required=False, group="sending"),
        Field("smtp_port", "Port for sending", "number", default=465, required=False, group="sending"),
        Field(
            "smtp_security",
            "Protection for sending",
            "choice",
            default="tls",
            choices=("tls", "starttls"),
            group="sending",
        ),
        Field("smtp_user", "User name for sending", required=False, group="sending"),
        Field("from_address", "Your mail address", required=False, group="sending"),
    ),
)
CHAT = SourceSpec("chat", "Chat", (Field("token", "Token", "secret"),), _never)  # type: ignore[arg-type]
DESKTOP = ProviderSpec("desktop", "This desktop", (), Level.DO_NOT_DISTURB, False, _never)  # type: ignore[arg-type]
CHAT_STATUS = ProviderSpec(
    "chat",
    "Chat status",
    (ProviderField("token", "Token", "secret"), ProviderField("emoji", "Emoji", required=False)),
    Level.BUSY,
    True,
    _never,  # type: ignore[arg-type]
    most_text=100,
    source="chat",
)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The forms are made from data: here from kinds of our own, with a field of each sort."""
    for module in (account_form, accounts_page):
        monkeypatch.setattr(module, "discover", lambda: {"imap": MAIL, "chat": CHAT})
    monkeypatch.setattr(provider_form, "discover_sources", lambda: {"imap": MAIL, "chat": CHAT})
    for module in (busy_there, provider_card, provider_form):
        monkeypatch.setattr(module, "discover", lambda: {"chat": CHAT_STATUS, "desktop": DESKTOP})


class _Shown(QObject):
    """The windows that were shown, other than those a test shows: a widget shown before it has a parent is one."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(repr(watched))
        return False


@pytest.fixture(autouse=True)
def _no_window_flashes(qapp: QApplication) -> Iterator[None]:
    shown = _Shown()
    qapp.installEventFilter(shown)
    yield
    qapp.removeEventFilter(shown)
    assert len(shown.windows) <= 1 + sum("QFileDialog" in window for window in shown.windows), shown.windows


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


@pytest.fixture
def engine(desk: MemoryDesk) -> AtOnce:
    return AtOnce(desk)


@pytest.fixture
def bridge(qapp: QApplication, engine: AtOnce) -> Iterator[Bridge]:
    made = Bridge()
    made.attach(engine)
    yield made
    made.close()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)
