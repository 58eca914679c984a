"""What is to be shown on each provider."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from desktop.core.presence_words import wanted, worded
from desktop.core.settings.model import ProviderSettings, Settings
from focus.levels import AS_USUAL, Levels
from focus.plan import Plan
from focus.presence import Level, Presence
from focus.schedule import Mode, Override, Schedule, Span
from focus.wording import Wording

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
ELEVEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
CHECK_IN = Span(Mode.CHECK_IN, frozenset(range(7)), time(11, 30), time(12))
FILE = ProviderSettings("bar", "file", {"path": "/nowhere"})


def shown(
    *providers: ProviderSettings, wording: Wording | None = None, levels: Levels = AS_USUAL
) -> dict[str, Presence]:
    schedule = Schedule(PARIS, (CHECK_IN,))
    settings = Settings(schedule, "system", providers=providers, wording=wording or Wording())
    return wanted(settings, Plan(schedule, (Override(Mode.FOCUS, NINE, ELEVEN, "a secret", levels),)), NINE, "en")


def test_each_provider_shows_what_is_usual_for_it() -> None:
    found = shown(FILE, ProviderSettings("desktop", "desktop"))
    text = "In focus until 11:00, reading messages at 11:30"
    assert found == {
        "bar": Presence(Level.DO_NOT_DISTURB, text, "", ELEVEN),
        "desktop": Presence(Level.DO_NOT_DISTURB, "", "", ELEVEN),
    }


def test_the_person_may_say_otherwise_of_a_provider_and_of_a_block() -> None:
    quiet = ProviderSettings("quiet", "file", {}, level=Level.AVAILABLE)
    louder = ProviderSettings("louder", "file", {}, level=Level.TEXT)
    assert {name: one.level for name, one in shown(FILE, quiet, louder).items()} == {
        "bar": Level.DO_NOT_DISTURB,
        "louder": Level.TEXT,
    }
    levels = Levels(Level.BUSY, (("bar", Level.AVAILABLE),))
    assert {name: one.level for name, one in shown(FILE, quiet, louder, levels=levels).items()} == {
        "quiet": Level.BUSY,
        "louder": Level.BUSY,
    }


def test_the_intention_is_read_only_where_that_is_allowed() -> None:
    assert "a secret" not in shown(FILE, wording=Wording("{intention} until {end}"))["bar"].text
    assert shown(FILE, wording=Wording(intention=True))["bar"].text.startswith("In focus on a secret until 11:00")


def test_what_a_block_is_called_is_never_read() -> None:
    """It may be the title of an event that was imported."""
    span = Span(Mode.FOCUS, frozenset(range(7)), time(9), time(11), name="at the doctor's", intention="the gate")
    schedule = Schedule(PARIS, (span,))
    for allowed in (False, True):
        for text in ("", "{intention}, {urgent}, {end}, {next_check_in}"):
            settings = Settings(schedule, "system", providers=(FILE,), wording=Wording(text, intention=allowed))
            told = wanted(settings, Plan(schedule), NINE, "en")["bar"].text
            assert "doctor" not in told
            assert ("the gate" in told) is allowed


def test_a_provider_may_have_words_and_a_language_of_its_own() -> None:
    one = ProviderSettings("bar", "file", {}, text="Back at {end}")
    assert shown(one, wording=Wording("never"))["bar"].text == "Back at 11:00"
    french = ProviderSettings("bar", "file", {}, language="fr")
    assert shown(french)["bar"].text.startswith("En concentration jusqu’à 11:00")


def test_the_language_is_the_providers_then_that_of_presence_then_the_apps() -> None:
    for own, set_for_all, expected in (
        ("", "system", "app"), ("", "fr", "fr"), ("en", "fr", "en"), ("system", "fr", "app"),
    ):  # fmt: skip
        one = ProviderSettings("bar", "file", {}, language=own)
        assert worded(one, Wording(language=set_for_all), "app").language == expected
