"""What of a plain text is the sender's own, what they quote, and what is a signature. Pure, linear, never raises.

RFC 3676 4.3 for signatures; quotes as mail programs write them, in the languages they are mostly set to.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.mail.opened import Passage, PassageKind

MOST_PASSAGES: Final = 200
_MOST_SIGNATURE: Final = 30
_MOST_FOOTER: Final = 12
_LOOSE_SIGNATURE: Final = 12
_LONGEST_INTRODUCTION: Final = 400
_INTRODUCTION_LINES: Final = 3

_QUOTED: Final = re.compile(r"[ \t]{0,3}(?:>|\|\s?>)")
_WROTE: Final = re.compile(
    r"(?:(?:wrote|writes|said|a écrit|écrit|schreibt|ha scritto|scrisse|escreveu|kirjoitti|pisze|napisał(?:\(a\))?"
    r"|napsal(?:\(a\))?|írta|пишет|писал(?:\(а\))?|написал(?:\(а\))?|yazdı|のメール|写道)(?:\s?\([^()]{0,80}\))?"
    r"|(?:schrieb|schreef|skrev|escribió)(?:\s[^\n]{0,100})?)[ \u00a0\u202f]?[:：]$",
    re.IGNORECASE,
)
"""In some languages the name follows the verb."""
_BEGINS: Final = re.compile(
    r"(?:on|le|am|el|il|em|op|den|dne|dnia|в|w dniu|il giorno|\d{1,4}[-./]\d{1,2}[-./]\d{1,4})\b", re.IGNORECASE
)
_ORIGINAL: Final = re.compile(
    r"-{2,}\s?(?:original message|original appointment|message d['’]origine|message original|ursprüngliche nachricht"
    r"|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande"
    r"|oprindelig meddelelse|исходное сообщение|wiadomość oryginalna)\s?-{2,}",
    re.IGNORECASE,
)
_FORWARDED: Final = re.compile(
    r"-{2,}\s?(?:forwarded message|message transféré|message transmis|weitergeleitete nachricht|mensaje reenviado"
    r"|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht)|(?:begin forwarded message|début du message)",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    r"\*?(?:from|de|von|da|van|från|fra|od|от|发件人|差出人)\s?\*?[ \u00a0\u202f]?[:：]\*?\s\S", re.IGNORECASE
)
_FIELD: Final = re.compile(
    r"\*?(?:sent|date|to|cc|subject|envoyé(?: le)?|à|objet|gesendet|datum|an|betreff|enviado(?: el| em)?|para|asunto"
    r"|assunto|fecha|inviato|data|a|oggetto|verzonden|aan|onderwerp|skickat|sendt|till|til|ämne|emne|wysłano|do|temat"
    r"|отправлено|дата|кому|тема|发送时间|收件人|主题)\s?\*?[ \u00a0\u202f]?[:：]",
    re.IGNORECASE,
)
_RULE: Final = re.compile(r"[_-]{20,}$")
_TEXT, _QUOTE, _SIGNATURE = PassageKind.TEXT, PassageKind.QUOTE, PassageKind.SIGNATURE


def passages(text: str) -> tuple[Passage, ...]:
    """`text` cut into passages; joined by line ends they are `text` again. A mail is never all quote and signature.

    At most 200: what answers line by line for longer than that goes on as it is.
    """
    if not text:
        return ()
    lines = text.split("\n")
    kinds = _kinds(lines)
    if not any(kind is _TEXT and line.strip() for kind, line in zip(kinds, lines, strict=True)):
        return (Passage(_TEXT, text),)
    found: list[Passage] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if len(found) == MOST_PASSAGES - 1:
            found.append(Passage(_TEXT, "\n".join(lines[start:])))
            break
        if at == len(lines) or kinds[at] is not kinds[start]:
            found.append(Passage(kinds[start], "\n".join(lines[start:at])))
            start = at
    return tuple(found)


def _kinds(lines: list[str]) -> list[PassageKind]:
    kinds = [_QUOTE if _QUOTED.match(line) else _TEXT for line in lines]
    _introduce(lines, kinds)
    _take_the_rest(lines, kinds)
    _sign(lines, kinds)
    _bridge(lines, kinds)
    return kinds


def _introduce(lines: list[str], kinds: list[PassageKind]) -> None:
    """The words before a quote that say whose it is belong to it; they may be broken over three lines."""
    for at in range(1, len(lines)):
        if kinds[at] is not _QUOTE or kinds[at - 1] is _QUOTE:
            continue
        last = at - 1
        while last >= 0 and at - last <= 2 and not lines[last].strip():
            last -= 1
        start = _introduction(lines, kinds, last)
        for line in range(start, at):
            kinds[line] = _QUOTE


def _introduction(lines: list[str], kinds: list[PassageKind], last: int) -> int:
    """Where the introduction begins that ends with line `last`; the line after it if it is none."""
    if last < 0 or kinds[last] is _QUOTE or not _WROTE.search(lines[last].rstrip()[-_LONGEST_INTRODUCTION:]):
        return last + 1
    for start in range(last, max(-1, last - _INTRODUCTION_LINES), -1):
        if kinds[start] is _QUOTE or not lines[start].strip():
            break
        if _BEGINS.match(lines[start].lstrip()[:40]):
            return start
    return last


def _take_the_rest(lines: list[str], kinds: list[PassageKind]) -> None:
    """Outlook, and HTML made into text, quote without a mark: from there on all is quoted, unless it is forwarded."""
    last_marked = max((at for at, kind in enumerate(kinds) if kind is _QUOTE), default=-1)
    for at, line in enumerate(lines):
        if kinds[at] is _QUOTE:
            continue
        head = line.strip()[:_LONGEST_INTRODUCTION]
        if not head:
            continue
        if _FORWARDED.match(head):
            return
        if _ORIGINAL.match(head) or _is_header(lines, at) or (at > last_marked and _introduces_rest(lines, at, head)):
            kinds[at:] = [_QUOTE] * (len(lines) - at)
            return


def _is_header(lines: list[str], at: int) -> bool:
    """From, and at least two more fields of a header on the lines that follow."""
    if not _FROM.match(lines[at].strip()[:60]):
        return False
    follow = [line.strip()[:40] for line in lines[at + 1 : at + 8] if line.strip()]
    return sum(1 for line in follow if _FIELD.match(line)) >= 2


def _introduces_rest(lines: list[str], at: int, head: str) -> bool:
    """ "On … wrote:" on a line of its own, where no quote is marked after it."""
    whole = bool(_BEGINS.match(head)) and bool(_WROTE.search(head)) and any(char.isdigit() for char in head)
    return whole and any(line.strip() for line in lines[at + 1 : at + 4])


def _sign(lines: list[str], kinds: list[PassageKind]) -> None:
    """The last signature before the quote that ends the mail, or before its end."""
    end = len(lines)
    while end and (kinds[end - 1] is _QUOTE or not lines[end - 1].strip()):
        end -= 1
    for at in range(end - 1, max(-1, end - 1 - _MOST_SIGNATURE), -1):
        if kinds[at] is _QUOTE:
            return
        line, left = lines[at].rstrip("\r"), end - at
        strict = line in {"-- ", "--"} and (line == "-- " or left <= _LOOSE_SIGNATURE)
        if strict or (left <= _MOST_FOOTER and at and _RULE.match(line.strip())):
            kinds[at:end] = [_SIGNATURE] * left
            if strict:
                return


def _bridge(lines: list[str], kinds: list[PassageKind]) -> None:
    """Empty lines belong to what stands before them, but the text's own ends before a quote or signature begins."""
    for at in range(1, len(lines)):
        if not lines[at].strip() and kinds[at] is _TEXT:
            kinds[at] = kinds[at - 1]
