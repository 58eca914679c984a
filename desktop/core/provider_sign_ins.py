"""What providers sign in with: the secrets of each, and what `SignIns` is told of one that signs in by OAuth.

To `SignIns` a provider is one more account, under the name its secrets have in the keyring.
"""

from __future__ import annotations

from collections.abc import Mapping

import focus.errors
import inbox.sources as accounts
from desktop.core.secrets import Secrets
from desktop.core.settings.fields import SECRET, counts
from desktop.core.settings.model import ProviderSettings
from desktop.core.sign_ins import GRANT
from desktop.core.views import AccountSettings
from focus.providers import discover

KEYRING_SECONDS = 60.0


def of_provider(name: str) -> str:
    """Whose secrets they are in the keyring: an account may have the same name."""
    return f"provider:{name}"


def as_account(one: ProviderSettings) -> AccountSettings:
    """Whom it signs in at, and what for, is the kind's own and no setting."""
    spec = discover()[one.kind]
    values = {**one.values, "authority": spec.authority, "asks_for": spec.scope}
    return AccountSettings(of_provider(one.name), one.kind, values)


def secret_names(kind: str) -> list[str]:
    return [field.name for field in discover()[kind].fields if field.kind in SECRET]


def own_secrets(one: ProviderSettings) -> list[str]:
    """The names of those that are kept under its own name: the others are its account's."""
    if not one.account:
        return secret_names(one.kind)
    theirs = {field.name for field in accounts.discover()[discover()[one.kind].source].fields}
    return [name for name in secret_names(one.kind) if name not in theirs]


def secrets_of(one: ProviderSettings, secrets: Secrets) -> dict[str, str]:
    """Those it needs. Raises `focus.errors` where one is missing. Blocks."""
    found: dict[str, str] = {}
    fields, own = discover()[one.kind].fields, own_secrets(one)
    for field in fields:
        if field.kind not in SECRET or not counts(field, fields, one.values):
            continue
        value = secrets.get(of_provider(one.name) if field.name in own else one.account, field.name)
        if value is not None:
            found[field.name] = value
        elif field.required and secrets.problem:
            why = f"The keyring cannot be asked: {secrets.problem}."
            raise focus.errors.Offline(why, wait_seconds=KEYRING_SECONDS)
        elif field.kind == GRANT:
            raise focus.errors.SignedOut("Nobody has signed in to it yet.")
        elif field.required:
            raise focus.errors.SignInRefused(f"No {field.label.lower()} is known for it.")
    return found


def secrets_for_sign_in(one: AccountSettings, given: Mapping[str, str], secrets: Secrets) -> dict[str, str]:
    """All but the grant, which is what a sign-in is for; of those that are not `given`, the ones it has. Blocks."""
    known = {name: given.get(name) or secrets.get(one.name, name) for name in secret_names(one.kind) if name != GRANT}
    return {name: value for name, value in known.items() if value}
