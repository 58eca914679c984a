"""The part of a desk double that signs in by OAuth, at an authority that takes everybody at once."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core.desk import Later
from desktop.core.views import SignInStep
from inbox.sources import Value

STEP = SignInStep("1", "https://login.example.org/", "")


class SigningInDouble:
    def begin_sign_in(
        self,
        kind: str,
        values: Mapping[str, Value],
        secrets: Mapping[str, str],
        *,
        name: str | None = None,
        device: bool = False,
        provider: bool = False,
    ) -> Later[SignInStep]:
        return Later(lambda: STEP)

    def finish_sign_in(self, id: str, seconds: float | None = None) -> Later[str | None]:
        return Later(lambda: "{}")

    def stop_sign_in(self, id: str) -> None: ...
