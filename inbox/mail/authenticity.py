"""Whether the account's own server vouches for the sender's domain: Authentication-Results (RFC 8601). Pure.

Anyone can write such a field into a mail. Believed is only what carries the authserv-id of the account's own server,
and stands above the first Received field that this server did not write (section 5 and 7.1 of the RFC): a server
that keeps the RFC takes out what carries its own name when a mail arrives. Which id that is, is known for the
providers of `_PROVIDERS`, whose servers do so; for any other the person says it. It is never learned from mails.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from inbox.item import Verdict
from inbox.mail import domains, headers

_MOST_FIELDS: Final = 60
_MOST_BYTES: Final = 16 * 1024
_MOST_RESULTS: Final = 60
# Of a header in lower case, after the end of a line: several times faster than "^" and any case.
_FIELD: Final = re.compile(rb"\n(authentication-results|received)[ \t]*:")
_NEXT_FIELD: Final = re.compile(rb"\n(?![ \t])")
_COMMENT: Final = re.compile(r"\([^()]*\)")
_BY: Final = re.compile(r"\bby\s+([\w.:\[\]-]{1,253})", re.IGNORECASE)
_TOKEN: Final = re.compile(r'(?:"(?:[^"\\]|\\.)*+"?|[^\s;="]++)++|[;=]', re.DOTALL)
_FROM: Final = re.compile(rb"\nfrom[ \t]*:")


@dataclass(frozen=True, slots=True)
class Trust:
    """`ids`: the authserv-ids of the account's own server, each with what lies below it. `nameless`: this server
    writes none (Microsoft), so the topmost field without one is its, and `ids` only tell its hosts in Received fields.
    Falsy: nothing is believed."""

    ids: tuple[str, ...] = ()
    nameless: bool = False

    def __bool__(self) -> bool:
        return bool(self.ids) or self.nameless

    def vouches(self, host: str) -> bool:
        return any(host == id or host.endswith(f".{id}") for id in self.ids)


NOBODY: Final = Trust()
_PROVIDERS: Final[Mapping[str, Trust]] = {
    "imap.gmail.com": Trust(("google.com",)),
    "outlook.office365.com": Trust(("outlook.com",), nameless=True),
    "imap.fastmail.com": Trust(("messagingengine.com",)),
    "mail.infomaniak.com": Trust(("infomaniak.com", "infomaniak.ch")),
    "imap.mail.me.com": Trust(("icloud.com", "me.com")),
    "imap.mail.yahoo.com": Trust(("yahoo.com",)),
}
"""By the host that the account is read from. `ids` also tell this provider's own hosts in Received fields."""


def trust(host: str, authserv_id: str = "") -> Trust:
    """Whom an account believes: what the person says, else what is known of its server."""
    said = tuple(one.strip().lower() for one in authserv_id.replace(",", " ").split() if one.strip())
    return Trust(said) if said else _PROVIDERS.get(host.strip().lower(), NOBODY)


def called(names: Iterable[str]) -> list[Trust]:
    """Whom someone believes who names their servers, by authserv-id or by the host that a provider is read from.

    One `Trust` for those who write their name, and one for each who writes none; NOBODY where none is named.
    """
    named: list[str] = []
    silent: list[Trust] = []
    for name in filter(None, (one.strip().lower() for one in names)):
        writes_none = (one for one in _PROVIDERS.values() if one.nameless and one.vouches(name))
        found = _PROVIDERS.get(name) or next(writes_none, Trust((name,)))
        if found.nameless:
            silent.append(found)
        else:
            named += found.ids
    return [Trust(tuple(named)), *silent]


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    result: str
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is believed about who sent a mail. `sender` is the domain it is shown to be from, in ASCII; '' where it
    names nobody or several. `signed`: the domains whose signatures were found to be good here (`inbox.vouching`)."""

    said: tuple[_Result, ...] = ()
    sender: str = ""
    signed: frozenset[str] = frozenset()

    @property
    def verdict(self) -> Verdict:
        """`UNKNOWN` where nobody who is believed has said anything of the sender's domain."""
        if not self.sender:
            return Verdict.UNKNOWN
        found = _judged(self.said, self.sender)
        ours = found is Verdict.UNKNOWN and any(domains.within(one, self.sender) for one in self.signed)
        return Verdict.VERIFIED if ours else found

    @property
    def vouched(self) -> frozenset[str]:
        """The domains, in ASCII, that have signed the mail or that it truly comes from.

        Those `signed` among them. A sender's own address proves little by SPF: forwarders and shared senders pass it,
        so it is not asked.
        """
        if not self.sender or any(one.method == "dmarc" and one.result == "fail" for one in self.said):
            return frozenset()
        found = {_domain(_vouches_for(one)) for one in self.said if one.result == "pass"}
        return frozenset(found - {""}) | self.signed


def judged(block: bytes, own: Trust, signed: frozenset[str] = frozenset()) -> Judgement:
    """Of a header, at most 256 KiB."""
    said = tuple(_said(block, own))
    return Judgement(said, _sender(block) if said or signed else "", signed)


def silent(block: bytes, own: Trust) -> bool:
    """Whether nobody who is believed says anything of signatures: then one may look at them oneself."""
    return not any(one.method in {"dkim", "dmarc"} for one in _said(block, own))


def _vouches_for(one: _Result) -> str:
    """Who signs is d=; i= is the signer's own word for whom, and is asked where a server writes nothing else."""
    if one.method == "dkim":
        return one.told.get("header.d") or one.told.get("header.i", "")
    return one.told.get("header.from", "") if one.method == "dmarc" else ""


def _said(block: bytes, own: Trust) -> list[_Result]:
    said: list[_Result] = []
    if not own or b"uthentication-" not in block:
        return said
    for value in _believed(block, own):
        # The topmost field that names a method is the server's: what a sender wrote into the mail stands below it.
        named = {one.method for one in said}
        said.extend(one for one in _results(value) if one.method not in named)
    return said


def _judged(said: Sequence[_Result], sender: str) -> Verdict:
    results = {method: {one.result for one in said if one.method == method} for method in ("dmarc", "dkim", "spf")}
    if "fail" in results["dmarc"]:  # also where a signature is good: a domain may not want those below it to sign
        return Verdict.FAILED
    if any(one.result == "pass" and _is_for(one, sender) for one in said):
        return Verdict.VERIFIED
    refused = results["spf"] & {"fail", "hardfail"}
    return Verdict.FAILED if refused and "pass" not in results["dkim"] else Verdict.UNKNOWN


def _is_for(one: _Result, sender: str) -> bool:
    """Whether what passed is aligned with the sender's domain: the same, or one below the other (RFC 7489 3.1)."""
    match one.method:
        case "dmarc":
            return _domain(one.told.get("header.from", "")) == sender
        case "dkim":
            signers = {_domain(one.told[key]) for key in ("header.d", "header.i") if key in one.told}
            return len(signers - {""}) > 0 and all(domains.within(signer, sender) for signer in signers)
        case "spf":
            by = _domain(one.told.get("smtp.mailfrom") or one.told.get("smtp.mail") or "")
            return bool(by) and domains.within(by, sender)
    return False


def _domain(told: str) -> str:
    return domains.ascii_host(told.rpartition("@")[2].strip("<>"))


def _believed(block: bytes, own: Trust) -> Iterator[list[str]]:
    """The topmost run of fields of the account's own server, in tokens, above where a mail came in from outside."""
    found = at_home = False
    for name, value in _fields(block):
        if name == b"received":
            by = _BY.search(value)
            if found or by is None or not _is_ours(by[1].lower(), own, at_home):
                return
            at_home = at_home or own.vouches(by[1].lower())
            continue
        tokens = _tokens(value)
        id, results = _authserv_id(tokens)
        if id is not None:
            if own.vouches(id) and not own.nameless:
                found = True
                yield results
        elif own.nameless:
            yield results
            return  # only the topmost


def _is_ours(host: str, own: Trust, at_home: bool) -> bool:
    """Whether this Received field was written at home. Inside, before the mail's exchanger, hosts may have no name."""
    inside = "." not in host or host.startswith("[") or host[-1].isdigit() or host.endswith((".internal", ".local"))
    return own.vouches(host) or (inside and not at_home)


def _fields(block: bytes) -> Iterator[tuple[bytes, str]]:
    for found in islice(_FIELD.finditer(b"\n" + block.lower()), _MOST_FIELDS):
        yield found[1], _without_comments(_value(block, found.end() - 1).decode("utf-8", "replace"))


def _value(block: bytes, start: int) -> bytes:
    """Of the field whose name ends there, to the end of its last line."""
    following = _NEXT_FIELD.search(block, start)
    return block[start : min(following.start() if following else len(block), start + _MOST_BYTES)]


def _tokens(value: str) -> list[str]:
    """Words, and the signs = and ; between them. What is quoted is part of a word, in its quotes."""
    return _TOKEN.findall(value)


def _authserv_id(tokens: list[str]) -> tuple[str | None, list[str]]:
    """And the results after it. None where the field begins with a result, as Microsoft writes it."""
    end = tokens.index(";") if ";" in tokens else len(tokens)
    if not end or "=" in tokens[:end]:
        return None, tokens
    return tokens[0].strip('"').lower(), tokens[end + 1 :]


def _results(tokens: list[str]) -> Iterator[_Result]:
    start = 0
    for _ in range(_MOST_RESULTS):
        end = tokens.index(";", start) if ";" in tokens[start:] else len(tokens)
        part = tokens[start:end]
        pairs = [(part[at - 1], part[at + 1]) for at in range(1, len(part) - 1) if part[at] == "="]
        if pairs:
            told: dict[str, str] = {}
            for key, word in pairs[1:]:
                told.setdefault(key.lower(), word.strip('"').lower())
            yield _Result(pairs[0][0].lower().partition("/")[0], pairs[0][1].lower(), told)
        start = end + 1
        if start > len(tokens):
            return


def _without_comments(value: str) -> str:
    """RFC 5322 3.2.2: in brackets, nested, outside of quotes. What is in them was written by the sender."""
    if "\\" not in value and '"' not in value:  # as nearly all are: then a look for brackets will do
        if "(" in value:
            value = _COMMENT.sub("", _COMMENT.sub("", value))
        if "(" not in value and ")" not in value:
            return value
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in value:
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif char == "(" and not quoted:
            depth += 1
            continue
        elif char == ")" and depth:
            depth -= 1
            continue
        if not depth:
            kept.append(char)
    return "".join(kept)


def _sender(block: bytes) -> str:
    """The domain of whom the mail is shown to be from; '' if it names anyone else: nobody can vouch for two at once."""
    ends = [found.end() - 1 for found in islice(_FROM.finditer(b"\n" + block.lower()), 2)]
    if len(ends) != 1:
        return ""
    value = _value(block, ends[0]).strip()
    _, shown = headers.first_mailbox(value)
    return _domain(shown) if headers.addresses(value) == (shown,) else ""
