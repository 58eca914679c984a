"""GraphQL over HTTP (https://graphql.github.io/graphql-over-http/), as a provider asks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from focus.errors import Broken, Offline, ProviderError, SignInRefused, Unsupported
from focus.web import Answer, Web, found, text

_WAIT: Final = 60.0
"""Seconds, where a service that asks for patience does not say how much."""
_MOST_WAIT: Final = 24 * 3600.0


def asked(web: Web, path: str, document: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data of an answer. Raises `focus.errors`: an answer with errors is refused as a whole."""
    answer = web.ask("POST", path, body={"query": document, "variables": dict(variables)}, expects=(200, 400))
    wrong = found(answer.data, "errors")
    if wrong or answer.status != 200:
        raise _refusal(answer, wrong[0] if isinstance(wrong, list) and wrong else {})
    data = found(answer.data, "data")
    if not isinstance(data, Mapping):
        raise Broken("The service's answer has no data.")
    return data


def _refusal(answer: Answer, wrong: Any) -> ProviderError:
    """The kind is told as `type` (GitHub), or among the extensions (Linear)."""
    said = " ".join((text(wrong, "extensions", "userPresentableMessage") or text(wrong, "message")).split())[:300]
    kind = text(wrong, "extensions", "type") or text(wrong, "extensions", "code") or text(wrong, "type")
    match re.sub(r"[^a-z]", "", kind.lower()):
        case "ratelimited" | "ratelimit":
            return Offline(f"The service asks to be asked less often ({said})", wait_seconds=_wait(answer.headers))
        case "authenticationerror" | "forbidden" | "insufficientscopes":
            return SignInRefused(f"The token may not do that ({said})")
        case "internalerror" | "internalservererror" | "networkerror" | "locktimeout" | "serviceunavailable":
            return Offline(f"The service has a fault ({said})")
        case "undefinedfield" | "graphqlvalidationfailed" | "featurenotaccessible":
            return Unsupported(f"The service does not know what was asked ({said})")
        case _:
            return Broken(f"The service did not take it ({said})")


def _wait(headers: Mapping[str, str]) -> float:
    said = headers.get("retry-after", "").strip()
    return min(float(said), _MOST_WAIT) if said.isdecimal() else _WAIT
