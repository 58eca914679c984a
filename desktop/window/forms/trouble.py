"""What went wrong with an account or a service, in words: what happened, what Écluse did, what the person can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.core.desk import RequestError
from desktop.core.text import cleaned
from desktop.core.views import SIGNS_OUT_SOON, AccountLine
from desktop.window.counted import Counted
from desktop.window.texts import moment
from focus.errors import ProviderError
from focus.errors import WrongSetting as WrongPresence
from inbox.errors import SourceError, WrongSetting
from inbox.sources import Trial

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Trouble:
    """`field` names the setting that is wrong, or is ''. `said` is the other side's own words, unchanged."""

    happened: str
    did: str
    advice: str
    said: str = ""
    field: str = ""

    @property
    def text(self) -> str:
        first = f"{self.happened} {self.did}".strip()
        said = translate("Trouble", "“{said}”").format(said=self.said) if self.said else ""
        return "\n".join(part for part in (first, self.advice, said) if part)


def _of_code(code: str) -> tuple[str, str]:
    """What happened, and what to do, by the stable code of an error."""
    words = {
        "offline": (
            translate("Trouble", "The server cannot be used now."),
            translate(
                "Trouble",
                "Where it cannot be reached, check the address and your network; where it asks for patience, wait. "
                "Then test again.",
            ),
        ),
        "sign_in_refused": (
            translate("Trouble", "The server refused the name, the password or the token."),
            translate(
                "Trouble",
                "Check them. Many mail providers want an app password here, and tools a token: both are made on their "
                "website.",
            ),
        ),
        "signed_out": (
            translate("Trouble", "The sign-in has ended or was refused."),
            translate("Trouble", "Sign in again with your browser, as the person whose mail it is."),
        ),
        "no_secret": (
            translate("Trouble", "The password or the token is missing."),
            translate("Trouble", "Type it, then test again."),
        ),
        "no_keyring": (
            translate("Trouble", "The keyring does not give the password or the token."),
            translate("Trouble", "Unlock it, or type that anew, then test again."),
        ),
        "certificate_refused": (
            translate("Trouble", "The server could not prove that it is the one you named."),
            translate("Trouble", "Check the server's name. If it is your own server, give its certificate file."),
        ),
        "unsupported": (
            translate("Trouble", "The server cannot do what this needs."),
            translate("Trouble", "Ask whoever runs it, or choose another kind of account."),
        ),
        "wrong_setting": (
            translate("Trouble", "One of the settings cannot work."),
            translate("Trouble", "Correct it, then test again."),
        ),
        "mail_refused": (
            translate("Trouble", "The server refused the message."),
            translate("Trouble", "Correct what it says, then send it again."),
        ),
        "gone": (
            translate("Trouble", "It is not at the server any more."),
            translate("Trouble", "It was moved or deleted elsewhere; what Écluse has of it stays."),
        ),
        "no_account": (
            translate("Trouble", "Its account was removed from Écluse."),
            translate("Trouble", "Add the account again, or choose another message."),
        ),
        "unsure": (
            translate("Trouble", "The message may have been sent."),
            translate("Trouble", "Find out whether it arrived before you send it again."),
        ),
    }
    broken = (
        translate("Trouble", "Something went wrong that Écluse did not expect."),
        translate("Trouble", "Try again. The log has the details: ecluse doctor shows where it is."),
    )
    return words.get(code, broken)


def of_test(error: Exception) -> Trouble:
    """Why a live test failed. Nothing is ever kept from one."""
    if isinstance(error, RequestError):
        return Trouble(error.message, "", error.advice)
    code = error.code if isinstance(error, SourceError | ProviderError) else "broken"
    happened, advice = _of_code(code)
    if code == "certificate_refused":
        did = translate("Trouble", "Écluse hung up before it sent your name, password or token.")
    else:
        did = translate("Trouble", "Nothing was kept.")
    field = error.field if isinstance(error, WrongSetting) else ""
    return Trouble(happened, did, advice, cleaned(str(error), 300), field)


def of_sending(trial: Trial) -> Trouble:
    """Why signing in to send failed, where signing in to read did not."""
    happened, advice = _of_code(trial.problem)
    form = translate("Trouble", "Reading works, but not sending by {server}.")
    did = form.format(server=cleaned(trial.server, 120))
    return Trouble(did, happened, advice, cleaned(trial.detail, 300))


def of_sign_in(error: Exception) -> Trouble:
    """Why a sign-in by OAuth came to nothing. Nothing is kept of it."""
    if isinstance(error, RequestError):
        return Trouble(error.message, "", error.advice)
    happened = translate("Trouble", "You are not signed in.")
    did = translate("Trouble", "Nothing was kept.")
    advice = translate("Trouble", "Try again; the help page on accounts says what a client id is and how to get one.")
    return Trouble(happened, did, advice, cleaned(str(error), 300))


def of_request(error: Exception) -> Trouble:
    """Why something could not be saved or removed."""
    if isinstance(error, RequestError):
        return Trouble(error.message, "", error.advice)
    happened, advice = _of_code(getattr(error, "code", "broken"))
    did = translate("Trouble", "Nothing was changed.")
    field = error.field if isinstance(error, WrongSetting | WrongPresence) else ""
    return Trouble(happened, did, advice, cleaned(str(error), 300), field)


def _clock(at: datetime | None, now: datetime) -> str:
    """An instant as one says it now, in the computer's zone; '' for None."""
    return "" if at is None else moment(at, now.astimezone())


def health_words(line: AccountLine, now: datetime) -> str:
    """How an account is, since when, and what happens next, in one line."""
    since, again = _clock(line.since, now), _clock(line.next_try, now)
    words = {
        "ok": translate("Health", "Working"),
        "connecting": translate("Health", "Connecting"),
        "offline": translate("Health", "Unreachable"),
        "sign_in_refused": translate("Health", "Sign-in refused"),
        "signed_out": translate("Health", "Signed out"),
        "certificate_refused": translate("Health", "Certificate refused"),
        "wrong_setting": translate("Health", "A setting is wrong"),
        "unsupported": translate("Health", "The server cannot do this"),
        "no_secret": translate("Health", "The password or token is missing: edit the account to give it"),
        "no_keyring": translate("Health", "The password or token cannot be read from the keyring"),
        "off": translate("Health", "Switched off"),
    }
    said = words.get(line.health, translate("Health", "Something is broken"))
    if line.health == "ok":
        checked = _clock(line.last_fetch, now)
        form = translate("Health", "{state}, checked {time}")
        return form.format(state=said, time=checked) if checked else said
    if line.health in ("connecting", "off", "no_secret"):
        return said
    if since:
        said = translate("Health", "{state} since {time}").format(state=said, time=since)
    if again:
        return translate("Health", "{state}, trying again at {time}").format(state=said, time=again)
    return said


def signs_out_words(at: datetime | None, now: datetime) -> str:
    """Of what signs in until `at`: that this will end soon; '' where it will not."""
    if at is None or at - now > SIGNS_OUT_SOON:
        return ""
    days = max(0, (at - now).days)
    return Counted().signs_out(days) if days else translate("Health", "signs out within a day")
