"""provider add|list|test|sign-in|remove."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli import presence, sign_in
from desktop.cli.asking import Asking
from desktop.cli.output import Failed, note, say
from desktop.cli.parsing import Commands, command, group
from desktop.cli.setup import add_kind, counting, secrets_of, values_of


def add(commands: Commands, *, with_kinds: bool) -> None:
    """As for accounts."""
    provider = group(commands, "provider", "the services that show you are busy")
    adding = group(provider, "add", "show presence on one more service")
    for kind, spec in _kinds().items() if with_kinds else ():
        made = add_kind(adding, kind, spec.title, spec.fields, _add)
        if spec.authority:
            sign_in.add(made)
    command(provider, "list", _list, "the providers, and what each one shows", json=True)
    test = command(provider, "test", _test, "read what a service shows, and put right what is ours", json=True)
    test.add_argument("name", metavar="NAME")
    signing_in = command(provider, "sign-in", _sign_in, "sign in to a service anew, by OAuth in a browser")
    signing_in.add_argument("name", metavar="NAME")
    sign_in.add(signing_in)
    remove = command(provider, "remove", _remove, "put back what the service showed before us, and forget it")
    remove.add_argument("name", metavar="NAME")


def _kinds() -> Any:
    from focus.providers import discover

    return discover()


def _add(options: Namespace) -> int:
    understood = _understood(options)
    with Asking(options.paths) as ask:
        if any(line["account"] == options.name for line in ask("presence")):
            raise Failed(f'There is a provider named "{options.name}" already. Nothing was changed.')
        values = _values(options)
        fields = counting(options.fields, values)
        given = {
            "kind": options.kind,
            "values": {field.name: values[field.name] for field in fields if field.name in values},
        }
        secrets = secrets_of(fields, options.secret_stdin)
        if any(field.kind == "grant" for field in fields):
            secrets["grant"] = sign_in.grant(ask, device=options.device, provider=True, secrets=secrets, **given)
        reason = ask("add_provider", name=options.name, secrets=secrets, **given)
    if reason:
        note(reason)
    say(f'Provider "{options.name}" was added: it shows busy from the next focus block on.')
    if understood:
        say(understood)
    return 0


def _understood(options: Namespace) -> str:
    from focus.errors import WrongSetting

    told = _kinds()[options.kind].told
    try:
        return str(told(values_of(options))) if told else ""
    except WrongSetting as error:
        raise Failed(f"--{error.field.replace('_', '-')}: {error.detail}", "Nothing was added.") from error


def _values(options: Namespace) -> dict[str, Any]:
    """A token that is given says by itself that it is what to sign in with."""
    values = values_of(options)
    if options.secret_stdin == "token" and getattr(options, "field_sign_in", "") is None:  # noqa: S105 (a field)
        values["sign_in"] = "token"
    return values


def _sign_in(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        granted = sign_in.grant(ask, device=options.device, provider=True, name=options.name)
        reason = ask("change_provider", name=options.name, secrets={"grant": granted})
    if reason:
        note(reason)
    say(f'You are signed in to provider "{options.name}".')
    return 0


def _list(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        presence.show(ask("presence"), as_json_=options.json)
    return 0


def _test(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        lines = [line for line in ask("heal") if line["account"] == options.name]
    if not lines:
        raise Failed(f'There is no provider named "{options.name}".', "`ecluse provider list` lists them.")
    presence.show(lines, as_json_=options.json)
    return 1 if lines[0]["problem"] else 0


def _remove(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        reason = ask("remove_provider", name=options.name)
    if reason:
        note(reason)
    say(f'Provider "{options.name}" was removed.')
    return 0
