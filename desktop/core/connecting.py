"""What providers ask their services through: the client that sources have, in the words of `focus`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import focus.errors
import inbox.errors
from inbox.oauth import Tokens, with_token

if TYPE_CHECKING:  # what asks servers is not needed before a provider is opened
    from inbox.web.client import Answer, Client

T = TypeVar("T")
TOKEN = "{token}"  # noqa: S105 (where one is to stand)


class Connection:
    """`focus.web.Web`. `headers` may have TOKEN in them, which `tokens` gives. Used by one thread at a time."""

    def __init__(
        self, base: str, headers: Mapping[str, str], tokens: Callable[[], Tokens | None], ca_file: str = ""
    ) -> None:
        self._base = base
        self._headers = dict(headers)
        self._tokens = tokens
        self._ca_file = ca_file
        self._token = ""
        self._client: Client | None = None
        self.host = in_words(lambda: self._opened("").host)

    def ask(self, method: str, path: str, query: Mapping[str, str | int | bool] | None = None, **sent: Any) -> Answer:
        def asked(token: str) -> Answer:
            return self._opened(token).ask(method, path, query, **sent)

        wants_token = any(TOKEN in value for value in self._headers.values())
        return in_words(lambda: with_token(self._tokens() if wants_token else None, asked))

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _opened(self, token: str) -> Client:
        from inbox.web.client import Client

        if self._client is None or token != self._token:
            self.close()
            headers = {name: value.replace(TOKEN, token) for name, value in self._headers.items()}
            self._client, self._token = Client(self._base, headers, ca_file=self._ca_file), token
        return self._client


def connect(tokens: Callable[[], Tokens | None]) -> Callable[..., Connection]:
    """`focus.providers.Connect`, for one provider. `tokens` may block, and raise `inbox.errors`."""

    def made(base: str, headers: Mapping[str, str], *, ca_file: str = "") -> Connection:
        return Connection(base, headers, tokens, ca_file)

    return made


def in_words(ask: Callable[[], T]) -> T:
    """What `ask` gives; what goes wrong is raised in the words of `focus`."""
    try:
        return ask()
    except inbox.errors.SourceError as error:
        raise _translated(error) from error


def _translated(error: inbox.errors.SourceError) -> focus.errors.ProviderError:
    kinds: Mapping[type[inbox.errors.SourceError], Callable[..., focus.errors.ProviderError]] = {
        inbox.errors.Offline: focus.errors.Offline,
        inbox.errors.SignedOut: focus.errors.SignedOut,
        inbox.errors.SignInRefused: focus.errors.SignInRefused,
        inbox.errors.CertificateRefused: focus.errors.CertificateRefused,
        inbox.errors.Unsupported: focus.errors.Unsupported,
        inbox.errors.Gone: focus.errors.Unsupported,
    }
    if isinstance(error, inbox.errors.WrongSetting):
        return focus.errors.WrongSetting(error.field, error.detail)
    made = next((made for kind, made in kinds.items() if isinstance(error, kind)), focus.errors.Broken)
    return made(error.detail, wait_seconds=error.wait_seconds)
