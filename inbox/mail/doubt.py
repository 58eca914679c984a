"""For which mails it makes a difference who signed them, where no server says anything of that. Pure."""

from __future__ import annotations

from collections.abc import Callable

from inbox.item import Arrival, Channel, Verdict
from inbox.mail import Raw, authenticity, domains, headers, recognition


def in_doubt(raw: Raw, arrival: Arrival) -> Callable[[str], bool] | None:
    """Whether a domain (ASCII) counts if it has signed this mail; None where no signature would change anything.

    So for what looks like a tool's mail, and for who a rule lets pass; never where a server that is believed has
    looked at signatures itself.
    """
    known, address = raw.known, arrival.sender_address.casefold()
    if not known.checks_signatures or arrival.channel is not Channel.MAIL or arrival.verdict is Verdict.FAILED:
        return None
    of_tool = recognition.signers(arrival.tool, address, known) if arrival.tool else ()
    of_person = arrival.verdict is Verdict.UNKNOWN and passes(address, known.passed)
    host = domains.ascii_host(address.rpartition("@")[2])
    if not host or not (of_tool or of_person):
        return None
    if not authenticity.silent(raw.content[: headers.split(raw.content)[0]], raw.trust):
        return None
    return lambda domain: (
        any(domain == one or domain.endswith(f".{one}") for one in of_tool)
        or ((of_person or host in of_tool) and domains.within(domain, host))
    )


def passes(address: str, passed: frozenset[str]) -> bool:
    """Whether an address, or the domain it is of or below, is among them."""
    if not passed:
        return False
    host = address.rpartition("@")[2]
    below = host.split(".")
    return address in passed or any(f"@{'.'.join(below[start:])}" in passed for start in range(len(below)))
