"""Names of hosts as strangers write them: made comparable, and shown so that none passes for another. Pure.

UTS 46 and IDNA 2008 by `idna`. Which letters look alike: the part of Unicode's confusables (UTS 39) met in names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_MOST: Final = 253
_TOGETHER: Final = (  # UTS 39 5.2, "highly restrictive": what one name may mix
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)
_LOOKS: Final = dict(
    zip(
        "абвгԁеѕіјкӏмноԛрстуԝхһьѵɡɑıοαενρτυκιχωγβաոսօցհքօ",
        "a6bгdesijklmhoqpctywxhbvgaioaevptukixwybwnuoghpo",
        strict=True,
    )
)
"""Letters of other scripts that pass for a Latin one in lower case."""
_LATIN_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("-", ""))
_SHORTEST_MISSPELT: Final = 6
_SHARED: Final = frozenset({"co", "com", "net", "org", "gov", "gouv", "edu", "ac", "asso", "or", "ne", "go", "gob"})
"""Below a country's domain these belong to nobody: example.co.uk is what someone owns, co.uk is not."""


@lru_cache(maxsize=512)  # of one mail the same few are asked for again and again
def ascii_host(host: str) -> str:
    """The host in ASCII and lower case, as DNS knows it; '' for what is none. An IPv4 address must be written whole."""
    import idna

    name = host.strip().rstrip(".").lower()
    if not name or len(name) > _MOST:
        return ""
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True, std3_rules=False).decode("ascii").lower()
        except (idna.IDNAError, UnicodeError):
            return ""
    labels = name.split(".")
    if len(name) > _MOST or not all(_LABEL.fullmatch(label) for label in labels):
        return ""
    if labels[-1].isdigit() or labels[-1].startswith("0x"):  # a browser would take it for a number of an address
        whole = len(labels) == 4 and all(label.isdigit() and label == str(int(label)) for label in labels)
        return name if whole and all(int(label) < 256 for label in labels) else ""
    return name


def shown(host: str) -> str:
    """An ASCII host in letters where they cannot be taken for others, else as it is (Punycode)."""
    return ".".join(_shown_label(label) for label in host.split("."))


def mixes_scripts(host: str) -> bool:
    """Whether a label of an ASCII host holds letters that do not belong together, or only such as pass for Latin."""
    return any(label.startswith("xn--") and _shown_label(label) == label for label in host.split("."))


def within(host: str, other: str) -> bool:
    """One is the other or lies below it, and that is a name someone owns. Both in ASCII."""
    shorter, longer = sorted((host, other), key=len)
    return owned(shorter) and (longer == shorter or longer.endswith(f".{shorter}"))


def owned(host: str) -> bool:
    """Not a top-level domain, nor one of those below a country's that everyone may register in."""
    labels = host.split(".")
    return len(labels) > 2 or (len(labels) == 2 and not (len(labels[1]) == 2 and labels[0] in _SHARED))


def imitated(host: str, known: Iterable[str]) -> str:
    """The one of `known` that `host` can be mistaken for; '' if none. The best known come first: `host` may be among
    them by now, and still imitates one before it."""
    look = _skeleton(host)
    for one in known:
        if within(host, one):
            return ""
        if _skeleton(one) == look or _misspelt(host, one):
            return one
    return ""


def letters(host: str) -> str:
    """In Unicode, whatever it looks like; for comparing only."""
    return ".".join(_decoded(label) or label for label in host.split("."))


@cache
def script(char: str) -> str:
    """The first word of a letter's name, which for letters is their script; '' for what is no letter."""
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""


def _shown_label(label: str) -> str:
    decoded = _decoded(label)
    if not decoded:
        return label
    scripts = {script(char) for char in decoded} - {""}
    if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
        return label
    if "LATIN" not in scripts and all(char in _LOOKS or not char.isalpha() for char in decoded):
        return label  # every letter passes for a Latin one
    if any(char in _LOOKS and script(char) == "LATIN" for char in decoded):
        return label
    return decoded


def _decoded(label: str) -> str:
    import idna

    if not label.startswith("xn--"):
        return ""
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return ""


@cache
def _skeleton(host: str) -> str:
    flat = unicodedata.normalize("NFKD", letters(host))
    look = "".join(_LOOKS.get(char, char) for char in flat if not unicodedata.combining(char))
    for seen, taken_for in _LATIN_PAIRS:
        look = look.replace(seen, taken_for)
    return look


def _misspelt(host: str, other: str) -> bool:
    """One letter more, less, another, or two of them swapped, in the same top-level domain."""
    (one, _, end), (two, _, other_end) = host.rpartition("."), other.rpartition(".")
    if end != other_end or one == two or min(len(one), len(two)) < _SHORTEST_MISSPELT or abs(len(one) - len(two)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest, other_rest = one[start:], two[start:]
    if rest.isdigit() or other_rest.isdigit():  # mail2 beside mail1 is a second server
        return False
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[1::-1] + rest[2:] == other_rest and len(rest) > 1)
    )
