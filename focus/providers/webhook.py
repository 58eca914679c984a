"""An address that is told of the start, the change and the end of a focus block, as JSON by POST.

    {"version": 1, "id": "…", "event": "start", "level": "do_not_disturb", "text": "In focus until 11:00",
     "until": "2026-11-23T10:00:00+00:00", "at": "2026-11-23T09:00:00+00:00"}

event: start, change or end. level: available, text, busy or do_not_disturb; available at the end, without text and
with `until` null. `until`, `at`: RFC 3339. What is told stands until the next event, or until `until` if that is lost.
`id` is also the header Idempotency-Key (RFC 8941 string): it is the same where one event is sent twice.
With a secret, X-Hub-Signature-256 is `sha256=` and the HMAC-SHA256 of the body in hex, as GitHub signs its own:
https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC
from urllib.parse import urlsplit

from focus.errors import WrongSetting
from focus.fields import CA_FILE, Field, Value
from focus.presence import Level
from focus.providers import Means, Provider, ProviderSpec
from focus.records import presence_record
from focus.telling import Event, Told
from focus.web import Web

VERSION = 1
_ANY_SUCCESS = tuple(range(200, 300))


class Webhook:
    """`web` is the server's; `url` the whole address, with whatever stands after a "?"."""

    def __init__(self, web: Web, url: str, secret: str) -> None:
        self._web = web
        self._url = url
        self._secret = secret

    def tell(self, event: Event) -> None:
        content = body(event)
        headers = {"Content-Type": "application/json", "Idempotency-Key": f'"{event.id}"'}
        if self._secret:
            headers["X-Hub-Signature-256"] = signature(content, self._secret)
        # Whatever it answers is for people: `raw`.
        self._web.ask("POST", self._url, content=content, headers=headers, expects=_ANY_SUCCESS, raw=True)


def body(event: Event) -> bytes:
    record = presence_record(event.presence)
    told = {
        "version": VERSION,
        "id": event.id,
        "event": event.kind.value,
        "level": record["level"],
        "text": record["text"],
        "until": record["until"],
        "at": event.at.astimezone(UTC).isoformat(),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def signature(content: bytes, secret: str) -> str:
    import hashlib
    import hmac

    return "sha256=" + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    url = str(values["url"]).strip()
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise WrongSetting("url", f"{url!r} is no address.") from error
    # Only the server is the base: an address of a webhook may have a "?", which no base has.
    web = means.web(f"{parts.scheme}://{parts.netloc}", {}, ca_file=str(values.get("ca_file") or ""))
    told = Told(Webhook(web, parts._replace(fragment="").geturl(), secrets.get("secret", "")).tell, means.now)
    return Provider((told,), web.close)


SPEC = ProviderSpec(
    name="webhook",
    title="Webhook: an address of your own",
    fields=(
        Field("url", "Address", help="https://…, or http:// to this machine; it is told by POST, as JSON."),
        Field(
            "secret",
            "Secret",
            kind="secret",
            required=False,
            help="Signs what is sent: X-Hub-Signature-256, as GitHub does it",
        ),
        CA_FILE,
    ),
    level=Level.DO_NOT_DISTURB,
    expires=False,
    open=_open,
    usual=Level.DO_NOT_DISTURB,
    most_text=200,
)
