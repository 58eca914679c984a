"""A morning in November, for tests and for `python -m tests.look`: invented senders, English and French."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from desktop.core.views import AccountLine, ProviderLine
from focus.presence import Level, Presence
from focus.schedule import Mode, Schedule, Span
from inbox.answering import SavedAnswer
from inbox.item import Channel, Item, Reason, State
from inbox.sending import Outgoing, Progress
from tests.clock import HandClock
from tests.desktop.desk_double import BATCH, DeskDouble
from tests.desktop.sample_mails import put_opened

ZONE = ZoneInfo("Europe/Paris")
WEEKDAYS = frozenset(range(5))
CHECK_IN = datetime(2026, 11, 18, 10, 12, tzinfo=UTC)
"""11:12 in Paris, in the late morning's check-in."""
FOCUS = datetime(2026, 11, 18, 13, 27, tzinfo=UTC)
"""14:27 in Paris, in a focus block."""
OPEN = datetime(2026, 11, 18, 11, 24, tzinfo=UTC)


def week() -> Schedule:
    def span(kind: Mode, start: str, end: str, name: str = "", intention: str = "") -> Span:
        hours = time.fromisoformat(start), time.fromisoformat(end)
        return Span(kind, WEEKDAYS, *hours, name=name, intention=intention)

    return Schedule(
        ZONE,
        (
            span(Mode.FOCUS, "08:30", "11:00", intention="Release 2.0"),
            span(Mode.CHECK_IN, "11:00", "11:30"),
            span(Mode.FOCUS, "13:30", "16:00", intention="Release 2.0: write the migration guide"),
            span(Mode.CHECK_IN, "16:00", "16:30"),
            span(Mode.CHECK_IN, "18:00", "18:20"),
        ),
    )


class Mail(NamedTuple):
    name: str
    address: str
    subject: str
    preview: str
    held_minutes: int
    reason: Reason = Reason.DIRECT
    state: State = State.RELEASED
    pinned: bool = False


_ENGLISH = (
    Mail(
        "Hugo Perrin",
        "hugo@hull.example",
        "hull/api !214 Retry on 429",
        "@you could you check the back-off constants?",
        48,
        Reason.MENTIONED,
    ),
    Mail(
        "Aïcha Benali",
        "aicha@atelier.example",
        "Website relaunch: footer copy",
        "@you which of the two versions do we keep?",
        70,
        Reason.MENTIONED,
    ),
    Mail(
        "Marc Dubois",
        "marc@support.example",
        "#support: customer 4417",
        "@you customer 4417 asks about the invoice again",
        125,
        Reason.REVIEW_ASKED,
    ),
    Mail(
        "Claire Lemoine",
        "claire.lemoine@lemoine-conseil.example",
        "Contract renewal, clause 4",
        "Could you confirm the notice period before Thursday?",
        112,
        pinned=True,
    ),
    Mail(
        "Jonathan Bail",
        "jonathan@booth.example",
        "Photos for the booth",
        "Here are the six I would keep, the rest is blurry.",
        35,
    ),
    Mail(
        "Maya Ndiaye",
        "maya@people.example",
        "Re: Onboarding checklist",
        "Done on my side, only the access badge is missing.",
        140,
        Reason.REPLIED,
    ),
    Mail(
        "boss@hull.example",
        "promo@win-a-prize.example",
        "Urgent: gift cards",
        "Are you at your desk? I need you to buy something for me.",
        22,
    ),
    Mail(
        "Debian Weekly",
        "weekly@lists.example",
        "What is new this week",
        "Freeze dates, a new installer, and a call for testers.",
        95,
        Reason.LIST,
    ),
    Mail("CI", "noreply@ci.example", "Pipeline #8841 passed", "All 312 jobs passed in 14 min.", 64, Reason.AUTOMATIC),
    Mail(
        "Rail Tickets",
        "noreply@rail.example",
        "Your receipt",
        "Lyon Part-Dieu to Paris Gare de Lyon, 24 November.",
        20,
        Reason.AUTOMATIC,
    ),
    Mail(
        "Canal Museum",
        "news@canal.example",
        "Locks by night",
        "A walk along the old canal, with lanterns.",
        130,
        Reason.LIST,
    ),
    Mail(
        "Ines Roy",
        "ines@atelier.example",
        "Lunch on Friday?",
        "The place by the canal has a table at noon.",
        80,
        state=State.DONE,
    ),
    Mail(
        "Tom Weber", "tom@hull.example", "Slides for Monday", "I put them into the shared folder.", 55, state=State.DONE
    ),
    Mail(
        "Ola Nowak",
        "ola@hull.example",
        "Budget 2027",
        "Two numbers are still missing in the second sheet.",
        90,
        state=State.SNOOZED,
    ),
)
_FRENCH = (
    Mail(
        "Hugo Perrin",
        "hugo@hull.example",
        "hull/api !214 Nouvel essai sur 429",
        "@vous pouvez-vous vérifier les constantes d’attente ?",
        48,
        Reason.MENTIONED,
    ),
    Mail(
        "Aïcha Benali",
        "aicha@atelier.example",
        "Refonte du site : texte du pied de page",
        "@vous laquelle des deux versions gardons-nous ?",
        70,
        Reason.MENTIONED,
    ),
    Mail(
        "Marc Dubois",
        "marc@support.example",
        "#support : client 4417",
        "@vous le client 4417 redemande sa facture",
        125,
        Reason.REVIEW_ASKED,
    ),
    Mail(
        "Claire Lemoine",
        "claire.lemoine@lemoine-conseil.example",
        "Renouvellement du contrat, clause 4",
        "Pourriez-vous confirmer le préavis avant jeudi ?",
        112,
        pinned=True,
    ),
    Mail(
        "Jonathan Bail",
        "jonathan@booth.example",
        "Photos pour le stand",
        "Voici les six que je garderais, le reste est flou.",
        35,
    ),
    Mail(
        "Maya Ndiaye",
        "maya@people.example",
        "Re : Liste d’accueil",
        "C’est fait de mon côté, il ne manque que le badge.",
        140,
        Reason.REPLIED,
    ),
    Mail(
        "boss@hull.example",
        "promo@win-a-prize.example",
        "Urgent : cartes cadeaux",
        "Êtes-vous au bureau ? Il faut acheter quelque chose pour moi.",
        22,
    ),
    Mail(
        "Debian Hebdo",
        "weekly@lists.example",
        "Les nouvelles de la semaine",
        "Dates du gel, nouvel installateur, appel à testeurs.",
        95,
        Reason.LIST,
    ),
    Mail(
        "CI",
        "noreply@ci.example",
        "Chaîne n° 8841 réussie",
        "Les 312 tâches ont réussi en 14 min.",
        64,
        Reason.AUTOMATIC,
    ),
    Mail(
        "Billets de train",
        "noreply@rail.example",
        "Votre reçu",
        "Lyon Part-Dieu – Paris Gare de Lyon, 24 novembre.",
        20,
        Reason.AUTOMATIC,
    ),
    Mail(
        "Musée du canal",
        "news@canal.example",
        "Les écluses la nuit",
        "Une promenade le long du vieux canal, aux lanternes.",
        130,
        Reason.LIST,
    ),
    Mail(
        "Inès Roy",
        "ines@atelier.example",
        "Déjeuner vendredi ?",
        "La table au bord du canal est libre à midi.",
        80,
        state=State.DONE,
    ),
    Mail(
        "Tom Weber",
        "tom@hull.example",
        "Diapositives de lundi",
        "Elles sont dans le dossier partagé.",
        55,
        state=State.DONE,
    ),
    Mail(
        "Ola Nowak",
        "ola@hull.example",
        "Budget 2027",
        "Deux chiffres manquent encore dans la deuxième feuille.",
        90,
        state=State.SNOOZED,
    ),
)
_BODY = {
    "en": "@you could you check the back-off constants? I took 0.5 s, doubling up to 30 s, with full jitter.\n\n"
    "If you agree I will merge this after lunch. The failing job is unrelated (runner out of disk).\n\nHugo",
    "fr": "@vous pouvez-vous vérifier les constantes d’attente ? J’ai pris 0,5 s, doublé jusqu’à 30 s, avec une "
    "part de hasard.\n\nSi vous êtes d’accord, je fusionne après le déjeuner. La tâche qui échoue n’a rien à voir "
    "(disque plein).\n\nHugo",
}


_TOOLS = {1: ("gitlab", "hull/api", 5), 2: ("trello", "Website", 5), 3: ("slack", "#support", 4)}
"""What the mentions are from, the project and the rank."""


def item(id: int, mail: Mail, opened: datetime) -> Item:
    """`mail` in the batch of `opened`."""
    arrived = opened - timedelta(minutes=mail.held_minutes)
    mentioned = mail.reason in (Reason.MENTIONED, Reason.REVIEW_ASKED)
    tool, project, rank = _TOOLS.get(id, ("gitlab", "", 5)) if mentioned else ("", "", 0)
    return Item(
        id=id,
        account="work",
        channel=Channel.MENTION if mentioned else Channel.MAIL,
        reason=mail.reason,
        sender_name=mail.name,
        sender_address=mail.address,
        subject=mail.subject,
        preview=mail.preview,
        received_at=arrived,
        arrived_at=arrived,
        state=mail.state,
        state_since=opened,
        snoozed_until=opened + timedelta(hours=22) if mail.state is State.SNOOZED else None,
        released_at=opened,
        batch=BATCH,
        pinned=mail.pinned,
        link="https://code.hull.example/api/214" if mentioned else "",
        also=("code.hull",) if mentioned else (),
        tool=tool,
        project=project,
        rank=rank,
    )


def items(language: str = "en", *, held: int = 0) -> list[Item]:
    """The late morning's batch; with `held`, so many more that wait for the next check-in."""
    opened = datetime(2026, 11, 18, 10, tzinfo=UTC)
    mails = _FRENCH if language == "fr" else _ENGLISH
    found = [item(number, mail, opened) for number, mail in enumerate(mails, 1)]
    for number in range(held):
        mail = mails[number % len(mails)]
        made = item(100 + number, mail, opened + timedelta(hours=2, minutes=30 + 7 * number))
        held_back = replace(made, state=State.HELD, released_at=None, batch=None, snoozed_until=None, pinned=False)
        found.append(held_back)
    return found


def desk(clock: HandClock, language: str = "en", *, held: int = 0) -> DeskDouble:
    made = DeskDouble(week(), items(language, held=held), clock, {1: _BODY[language]})
    made.opened_at = datetime(2026, 11, 18, 10, tzinfo=UTC)
    put_opened(made, language)
    made.account_lines = (account("ok"),)
    made.provider_lines = (provider(),)
    made.saved_answers = {number: SavedAnswer(number, *words) for number, words in enumerate(_LIBRARY[language], 1)}
    return made


_LIBRARY = {
    "en": (
        ("Notice period", "Hello {first name},\n\nThe notice period is {weeks}, as in clause 4.2.\n\n{my name}", 14),
        ("Where the office is", "We are at 12 quai de la Loire, second floor; please ring at {name on the bell}.", 6),
        ("Invoice again", "Hello {first name},\n\nHere is the invoice of {month} again.\n\n{my name}", 3),
        ("I answer after the next check-in", "I read this at {next check-in} and come back to you then.", 0),
    ),
    "fr": (
        ("Préavis", "Bonjour {prénom},\n\nLe préavis est de {durée}, comme à la clause 4.2.\n\n{mon nom}", 14),
        ("Où est le bureau", "Nous sommes au 12 quai de la Loire, au deuxième étage ; sonnez à {nom}.", 6),
        ("La facture, à nouveau", "Bonjour {prénom},\n\nVoici à nouveau la facture de {mois}.\n\n{mon nom}", 3),
        ("Je réponds après la relève", "Je lis ceci à {prochaine relève} et je reviens vers vous.", 0),
    ),
}


def letters(language: str = "en") -> tuple[Outgoing, ...]:
    """One for each way in which a letter can stand."""
    at = CHECK_IN
    french = language == "fr"

    def letter(id: int, who: str, subject: str, progress: Progress, minutes: int, **more: Any) -> Outgoing:
        since = at - timedelta(minutes=minutes)
        known: dict[str, Any] = {"not_before": None, "tries": 1, "problem": "", "detail": "", **more}
        return Outgoing(
            id, "work", 8, (who,), f"Re: {subject}", f"<{id}@hull.example>", progress, since, since, **known
        )

    nine = datetime(2026, 11, 19, 14, tzinfo=UTC)
    lost = "No answer came after the message had been handed over: timed out"
    full = "The server said 552: mailbox of tom@hull.example is full"
    off = "The server's name could not be found: Temporary failure in name resolution"
    return (
        letter(6, "ines@atelier.example", "Déjeuner vendredi ?" if french else "Lunch on Friday?", Progress.UNSURE, 41,
               problem="unsure", detail=lost),
        letter(5, "tom@hull.example", "Diapositives" if french else "Slides for Monday", Progress.REFUSED, 52,
               problem="mail_refused", detail=full),
        letter(4, "paul@lakes.example", "Budget 2027", Progress.WAITING, 9, not_before=nine, send_at=nine, tries=0),
        letter(3, "ola@hull.example", "Badge", Progress.WAITING, 12, problem="offline", detail=off,
               not_before=at + timedelta(minutes=4)),
        letter(2, "maya@people.example", "Badge", Progress.SENT, 95),
        letter(1, "hugo@hull.example", "Stand", Progress.SENT, 130),
    )  # fmt: skip


def account(health: str, detail: str = "") -> AccountLine:
    since = datetime(2026, 11, 18, 9, 3, tzinfo=UTC)
    return AccountLine("work", "imap", "Mail (IMAP)", health, since, detail, since, 14, True)


def provider() -> ProviderLine:
    wanted = Presence(Level.DO_NOT_DISTURB, "In focus until 16:00", until=datetime(2026, 11, 18, 15, tzinfo=UTC))
    return ProviderLine("desktop", "desktop", wanted, wanted, True, wanted.until, Presence(), "", "")
