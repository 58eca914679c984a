"""What a sign-in code and a magic link look like: they expire before the next check-in. Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from inbox.item import Arrival, Channel, Reason

LIFE: Final = timedelta(hours=1)
"""After this it is good no more: most say ten minutes, and few an hour."""

# A sign-in code stands alone right after its noun ("your code is: 482913") or before it ("482 913 is your code"), in a
# mail that says what it is for (English and French). A year is no code, nor are codes of other kinds.
_PURPOSE = re.compile(
    r"\b(verification|verify|security|sign.?in|log.?in|one.?time|2fa|passcode|authenticat\w*"
    r"|v[ée]rification|s[ée]curit[ée]|connexion|connecter|usage unique)\b"
)
_NOUN = (
    r"(?<!zip )(?<!area )(?<!promo )(?<!source )(?<!discount )\b"
    r"(?:codes?(?! (?:postal|review|promo|client|article|barre))|pin|passcode|otp|mot de passe [àa] usage unique)\b"
)
_NUMBER = (
    r"(?<![\w.,/-])(?!(?:19|20)[0-9]{2}\b)"
    r"(?:[0-9]{3}[ -]?[0-9]{3}|[0-9]{4,8}|[A-Z0-9]{3}-[A-Z0-9]{3})(?![\w/-]|[.,]\d)"
)
_CODE = re.compile(rf"(?i:{_NOUN})[^\d]{{0,60}}?{_NUMBER}|{_NUMBER} (?:is|est) [^\n]{{0,40}}?(?i:{_NOUN})")
_MAGIC = re.compile(r"\b(magic link|sign.?in link|log.?in link|lien (magique|de connexion))\b")
_FEWEST_DIGITS = 4  # of a code, unless it has a dash
_HEAD = 1500


def is_code(arrival: Arrival) -> bool:
    """A sign-in code or magic link, judged by the subject and the first lines; never from a list, nor in an answer."""
    if arrival.list_id or arrival.channel is not Channel.MAIL or arrival.reason is Reason.REPLIED:
        return False
    head = f"{arrival.subject}\n{arrival.text[:_HEAD]}"
    # What is in all that the expressions find is looked for first, at a twentieth of their cost. Text beyond ASCII is
    # slow to put in lower case, bytes are not.
    seen = head.encode("latin-1", "replace").lower()
    linked = b" link" in seen or b"lien magique" in seen or b"lien de connexion" in seen
    named = (b"-" in seen or len(seen) - len(seen.translate(None, b"0123456789")) >= _FEWEST_DIGITS) and (
        b"code" in seen or b"pin" in seen or b"otp" in seen or b"passe" in seen
    )
    if not linked and not named:
        return False
    low = head.lower()
    return bool(linked and _MAGIC.search(low)) or bool(named and _PURPOSE.search(low) and _CODE.search(head))
