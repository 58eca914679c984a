"""What can go wrong with a provider or a plan, told apart only by what happens next."""

from __future__ import annotations


class ProviderError(Exception):
    """The text says what the service said; `code` is stable and names the class to the window."""

    code = "broken"
    retries = True

    def __init__(self, detail: str = "", *, wait_seconds: float = 0.0) -> None:
        super().__init__(detail)
        self.detail = detail
        self.wait_seconds = wait_seconds
        """The least time the service asked us to wait before the next try."""


class Offline(ProviderError):
    """No answer: tried again with back-off, by itself."""

    code = "offline"


class NotOpen(ProviderError):
    """The service shows people only while its program is open somewhere, and it is not: tried again by itself."""

    code = "not_open"


class InACall(ProviderError):
    """For as long as a call or a meeting lasts the service shows that, and then puts back what stood there, ours too:
    tried again by itself."""

    code = "in_a_call"


class SignInRefused(ProviderError):
    """The service refuses our token: the person is asked."""

    code = "sign_in_refused"
    retries = False


class SignedOut(SignInRefused):
    """No token is taken any more, or there is none: the person signs in again in their browser."""

    code = "signed_out"


class CertificateRefused(ProviderError):
    """The service's certificate is not good for its name: nothing was sent."""

    code = "certificate_refused"
    retries = False


class WrongSetting(ProviderError):
    """A setting cannot work (no address, no such calendar): `field` names it."""

    code = "wrong_setting"
    retries = False

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


class Unsupported(ProviderError):
    """This service or desktop cannot do it, and will not in this session."""

    code = "unsupported"
    retries = False


class Gone(ProviderError):
    """The settings no longer have this provider, so nobody can reach what we have set there."""

    code = "gone"
    retries = False


class Broken(ProviderError):
    """Anything else, theirs or ours."""

    code = "broken"


class WrongPlan(ValueError):
    """A schedule or an override that cannot be: `key` names the part, `value` what stood there, `right` what could."""

    def __init__(self, key: str, value: object, right: str) -> None:
        super().__init__(f"{key}: {value!r} is not {right}")
        self.key = key
        self.value = value
        self.right = right
