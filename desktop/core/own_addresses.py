"""The person's own mail addresses, as their accounts have them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.core.views import AccountSettings
from inbox.sources import Value


def address_of(values: Mapping[str, Value]) -> str:
    """What an account sends from: an address, or a user name that mostly is one."""
    return str(values.get("from_address") or values.get("user", "")).strip()


def own_addresses(accounts: Sequence[AccountSettings]) -> frozenset[str]:
    """In lower case."""
    return frozenset(found for one in accounts if "@" in (found := address_of(one.values).lower()))
