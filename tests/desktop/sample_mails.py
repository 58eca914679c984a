"""Mails of the sample morning as they are when they are opened: a quote, links, files, an invitation, a forgery."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from inbox.item import Verdict
from inbox.mail.opened import Attachment, Caution, Invitation, Link, Opened, Passage, PassageKind
from tests.desktop.desk_double import DeskDouble

CONTRACT, PHOTOS, ONBOARDING, FORGED, WEEKLY, RECEIPT, MUSEUM = 4, 5, 6, 7, 8, 10, 11
"""Ids of the items with something to see in them."""
NEW_YORK = ZoneInfo("America/New_York")

_HEADERS = (
    ("Received", "from mail.lemoine-conseil.example by mx.example.org with ESMTPS; Wed, 18 Nov 2026 08:20:11 +0000"),
    ("From", "Claire Lemoine <claire.lemoine@lemoine-conseil.example>"),
    ("To", "me@example.org"),
    ("Authentication-Results", "mx.example.org; dkim=pass header.d=lemoine-conseil.example"),
)


def picture(width: int = 320, height: int = 90, color: tuple[int, int, int] = (36, 71, 107)) -> bytes:
    """A PNG of one colour, made by hand."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(color) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def contract(language: str) -> Opened:
    """Verified, with a quote, a signature, a link in the text and two files, one of them a program."""
    french = language == "fr"
    text = (
        "Bonjour,\n\nPourriez-vous confirmer le préavis avant jeudi ? Le texte à jour est ici :\n"
        "https://docs.lemoine-conseil.example/contrat-4\n"
        if french
        else "Hello,\n\nCould you confirm the notice period before Thursday? The latest wording is here:\n"
        "https://docs.lemoine-conseil.example/contract-4\n"
    )
    lines = "\n".join(f"> {number}. " + ("Trois mois." if french else "Three months.") for number in range(1, 14))
    quote = ("Le 16 novembre, vous avez écrit :\n" if french else "On 16 November you wrote:\n") + lines
    url = text.splitlines()[3]
    return Opened(
        passages=(
            Passage(PassageKind.TEXT, text),
            Passage(PassageKind.QUOTE, quote),
            Passage(PassageKind.SIGNATURE, "-- \nClaire Lemoine\nLemoine Conseil, Lyon"),
        ),
        links=(Link(url, url, "docs.lemoine-conseil.example"),),
        attachments=(
            Attachment(0, "Contrat 2027.pdf" if french else "Contract 2027.pdf", "application/pdf", 248_300),
            Attachment(1, "Setup.exe", "application/octet-stream", 1_830_000, dangerous=True),
        ),
        verdict=Verdict.VERIFIED,
        headers=_HEADERS,
        source_bytes=2_900_000,
    )


def newsletter(language: str) -> Opened:
    """Formatted text with a picture of its own, remote ones, a table, and a link that is not what it says."""
    french = language == "fr"
    walk = (
        "Une promenade le long du vieux canal, aux lanternes."
        if french
        else "A walk along the old canal, with lanterns."
    )
    head = "Les écluses la nuit" if french else "Locks by night"
    days = (("Vendredi", "19:30"), ("Samedi", "20:00")) if french else (("Friday", "19:30"), ("Saturday", "20:00"))
    rows = "".join(f"<tr><td>{day}</td><td>{time}</td></tr>" for day, time in days)
    book = "Réserver" if french else "Book a place"
    page = (
        f'<table><tr><td><img src="inline:0" alt="Canal"></td></tr><tr><td><h2>{head}</h2><p>{walk}</p>'
        f"<table><tr><th>{'Jour' if french else 'Day'}</th><th>{'Heure' if french else 'Time'}</th></tr>{rows}</table>"
        f'<p><a href="link:0">{book}</a> · <a href="link:1">www.mybank.example</a></p>'
        f'<img src="remote:0" alt="{"Lanternes" if french else "Lanterns"}"><img src="remote:1">'
        "<blockquote>Musée du canal</blockquote></td></tr></table>"
    )
    return Opened(
        passages=(Passage(PassageKind.TEXT, f"{head}\n\n{walk}\n"),),
        html=(page,),
        inline_images={"inline:0": picture()},
        remote_images=("https://img.canal.example/1.png", "https://img.canal.example/2.png"),
        links=(
            Link(book, "https://canal.example/book", "canal.example"),
            Link("www.mybank.example", "https://login.evil.example/", "login.evil.example", deceptive=True),
            Link("tickets", "", "canal.example", refused="insecure"),
        ),
        cautions=(Caution.DECEPTIVE_LINK,),
        headers=_HEADERS,
    )


def meeting(language: str, method: str = "REQUEST") -> Invitation:
    start = datetime(2026, 11, 26, 9, 0, tzinfo=NEW_YORK)
    summary = "Point d’étape du contrat" if language == "fr" else "Contract: where we are"
    place = "Salle Saône" if language == "fr" else "Room Saône"
    who = "Maya Ndiaye <maya@people.example>"
    return Invitation(method, summary, place, who, start, start + timedelta(minutes=45), recurs=method == "REQUEST")


def forged() -> Opened:
    text = "Are you at your desk? I need you to buy something for me."
    return Opened(
        passages=(Passage(PassageKind.TEXT, text),),
        verdict=Verdict.FAILED,
        cautions=(Caution.POSES_AS_ADDRESS, Caution.REPLIES_ELSEWHERE),
        headers=_HEADERS,
    )


def put_opened(desk: DeskDouble, language: str) -> None:
    """What opening the sample's mails gives, and a conversation around one of them."""
    invited = Opened(
        (Passage(PassageKind.TEXT, desk.items[ONBOARDING].preview),),
        invitations=(meeting(language),),
        verdict=Verdict.VERIFIED,
        headers=_HEADERS,
    )
    desk.opened |= {
        CONTRACT: contract(language), MUSEUM: newsletter(language), FORGED: forged(), ONBOARDING: invited,
        RECEIPT: Opened((Passage(PassageKind.TEXT, desk.items[RECEIPT].preview),), whole=False, problem="offline"),
    }  # fmt: skip
    desk.images[MUSEUM] = {"remote:0": picture(280, 120, (217, 138, 31)), "remote:1": picture(1, 1)}
    for id in (CONTRACT, 12, 13):
        desk.items[id] = replace(desk.items[id], thread="contract-4")
    desk.items[12] = replace(desk.items[12], received_at=datetime(2026, 11, 16, 8, 4, tzinfo=UTC))
    desk.items[13] = replace(desk.items[13], received_at=datetime(2026, 11, 17, 15, 40, tzinfo=UTC))
