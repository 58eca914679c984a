"""How a service that shows one as busy is: asked, confirmed, until, before, and what is wrong, in words."""

from __future__ import annotations

from datetime import datetime

from desktop.core.text import cleaned
from desktop.core.views import ProviderLine
from desktop.window.texts import level, moment, translate
from focus.presence import Level, Presence

_LONGEST = 60


def presence_words(line: ProviderLine, now: datetime) -> str:
    """What was asked for there, whether the service confirmed it, until when, and what it showed before."""
    if line.ours:
        return " · ".join(part for part in _ours(line, now) if part)
    if line.found is None:
        if line.yielded:
            return translate("Presence", "Left as you have it until this block ends")
        asked = line.wanted is not None and not line.wanted.blank
        return translate("Presence", "Asked, no answer yet") if asked else translate("Presence", "Not asked yet")
    shows = translate("Presence", "Shows {what}").format(what=shown(line.found, now))
    why = _left(line)
    return f"{shows} · {why}" if why else shows


def _left(line: ProviderLine) -> str:
    """Why nothing of ours is there although it was asked for; '' where nobody asked."""
    if line.wanted is None or line.wanted.level is Level.AVAILABLE or line.problem:
        return ""
    if line.yielded:
        return translate("Presence", "left as you have it until this block ends")
    if line.found is not None and line.found.level >= line.wanted.level:
        # Few services tell whether it was the person or a meeting.
        return translate("Presence", "set by you or by the service itself, so Écluse leaves it")
    return ""


def _ours(line: ProviderLine, now: datetime) -> list[str]:
    wanted = line.wanted
    found = line.found or Presence()
    until = _time(line.until, now)
    parts = []
    if wanted is None or wanted.blank:
        parts.append(translate("Presence", "Being put back"))
    else:
        parts.append(translate("Presence", "Asked: {what}").format(what=level(wanted.level)))
        confirmed = found.level is wanted.level and found.text == wanted.text
        parts.append(
            translate("Presence", "confirmed by the service") if confirmed
            else translate("Presence", "not confirmed yet")
        )  # fmt: skip
    if until:
        parts.append(translate("Presence", "until {time}").format(time=until))
    parts.append(translate("Presence", "before: {what}").format(what=shown(line.previous or Presence(), now)))
    return parts


def shown(presence: Presence, now: datetime) -> str:
    """As one would say it: busy, “on the train”, until 15:00."""
    text = cleaned(" ".join((presence.emoji, presence.text)).strip(), _LONGEST)
    quoted = translate("Presence", "“{text}”").format(text=text) if text else ""
    named = level(presence.level) if presence.level is not Level.TEXT or not text else ""
    until = _time(presence.until, now)
    ends = translate("Presence", "until {time}").format(time=until) if until and not presence.blank else ""
    return ", ".join(part for part in (named, quoted, ends) if part)


def problem_words(line: ProviderLine) -> str:
    """What is wrong there, what Écluse does about it, and what the person can do; '' where nothing is."""
    if not line.problem:
        return ""
    words = {
        "offline": translate(
            "Presence", "It cannot be used now. Écluse keeps trying, and its own end there still holds."
        ),
        "not_open": translate("Presence", "It is open on none of your devices. Écluse shows you as busy once it is."),
        "in_a_call": translate("Presence", "It shows a call or a meeting by itself. Écluse goes on when that is over."),
        "sign_in_refused": translate(
            "Presence", "It refuses the sign-in. Écluse tries again now and then; give it a new token with Edit."
        ),
        "signed_out": translate("Presence", "You are signed out there. Sign in again, and Écluse goes on."),
        "certificate_refused": translate(
            "Presence", "It could not prove that it is the server you named, so nothing was sent. Check its address."
        ),
        "wrong_setting": translate("Presence", "One of its settings cannot work. Correct it with Edit."),
        "unsupported": translate("Presence", "It cannot do this here. Écluse leaves it alone."),
        "gone": translate(
            "Presence", "It is not in the settings any more. Add it again to have it put back, or remove it."
        ),
    }
    return words.get(
        line.problem, translate("Presence", "Something is broken. Écluse keeps trying; ecluse doctor shows the log.")
    )


def _time(at: datetime | None, now: datetime) -> str:
    return "" if at is None else moment(at, now.astimezone())
