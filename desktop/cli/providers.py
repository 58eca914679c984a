"""provider add|change|preview|list|test|token|sign-in|remove."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from dataclasses import replace
from typing import Any

from desktop.cli import presence, sign_in
from desktop.cli.asking import Asking
from desktop.cli.blocks import add_block
from desktop.cli.output import Failed, note, say
from desktop.cli.parsing import Commands, Parser, command, group
from desktop.cli.setup import add_kind, counting, secrets_of, values_of
from desktop.core.settings.fields import Field
from desktop.core.settings.levels import USUAL
from focus.levels import WORDS
from focus.wording import LANGUAGES


def add(commands: Commands, *, with_kinds: bool) -> None:
    """As for accounts."""
    provider = group(commands, "provider", "the services that show you are busy")
    adding = group(provider, "add", "show presence on one more service")
    for kind, spec in _kinds().items() if with_kinds else ():
        shared = _shared(spec)
        made = add_kind(adding, kind, spec.title, spec.fields, _add, found=shared)
        if spec.source:
            made.add_argument("--account", metavar="NAME", help=f"sign in as this {spec.source} account does")
        made.set_defaults(account=None, shared=shared)
        _add_shown(made)
        if spec.authority:
            sign_in.add(made)
    change = command(provider, "change", _change, "show more or less on a service, or other words")
    change.add_argument("name", metavar="NAME")
    _add_shown(change)
    previewing = command(provider, "preview", _preview, "what each service would show in a focus block", json=True)
    add_block(previewing)
    command(provider, "list", _list, "the providers, and what each one shows", json=True)
    test = command(provider, "test", _test, "read what a service shows, and put right what is ours", json=True)
    test.add_argument("name", metavar="NAME")
    token = command(provider, "token", _token, "give a service's token, or another secret, anew")
    token.add_argument("name", metavar="NAME")
    token.add_argument("--secret", metavar="FIELD", help="another secret of its own, such as client_secret")
    token.add_argument("--token-stdin", action="store_true", help="read it from standard input")
    signing_in = command(provider, "sign-in", _sign_in, "sign in to a service anew, by OAuth in a browser")
    signing_in.add_argument("name", metavar="NAME")
    sign_in.add(signing_in)
    remove = command(provider, "remove", _remove, "put back what the service showed before us, and forget it")
    remove.add_argument("name", metavar="NAME")


def _add_shown(made: Parser) -> None:
    made.add_argument(
        "--level",
        type=_level,
        metavar="LEVEL",
        help="what it shows in a focus block: nothing, text, busy or do-not-disturb, or usual for what is usual there",
    )
    made.add_argument("--text", metavar="TEXT", help="what is read there, with {end}, {next_check_in}, {urgent}")
    made.add_argument("--language", choices=LANGUAGES, help="of what is read there")


def _level(words: str) -> str:
    level = words.replace("-", "_")
    if level not in (*WORDS, USUAL):
        raise ArgumentTypeError(f"{words!r} is wrong: it must be one of {', '.join((*WORDS, USUAL))}")
    return level


def _shown(options: Namespace) -> dict[str, str]:
    given = {"level": options.level, "text": options.text, "language": options.language}
    return {key: value for key, value in given.items() if value is not None}


def _shared(spec: Any) -> list[str]:
    """The fields for which an account's values and secrets serve."""
    if not spec.source:
        return []
    from inbox.sources import discover

    theirs = {field.name for field in discover()[spec.source].fields}
    return [field.name for field in spec.fields if field.name in theirs]


def _kinds() -> Any:
    from focus.providers import discover

    return discover()


def _add(options: Namespace) -> int:
    understood = _understood(options)
    with Asking(options.paths) as ask:
        # One that was removed and could not be put back is listed without a kind, and may be added again.
        if any(line["account"] == options.name and line["provider"] for line in ask("presence")):
            raise Failed(f'There is a provider named "{options.name}" already. Nothing was changed.')
        values, own = _values(options), _own(options)
        fields = counting(own, values)
        given = {
            "kind": options.kind,
            "values": {field.name: values[field.name] for field in fields if field.name in values},
        }
        shown = _shown(options) | ({"account": options.account} if options.account else {})
        secrets = secrets_of(fields, options.secret_stdin)
        if any(field.kind == "grant" for field in fields):
            secrets["grant"] = sign_in.grant(ask, device=options.device, provider=True, secrets=secrets, **given)
        reason = ask("add_provider", name=options.name, secrets=secrets, **given, **shown)
        _warn_if_unsafe(reason, options.name, "sign-in" if "grant" in secrets else "token", alone=ask.alone)
    say(f'Provider "{options.name}" was added: it shows busy from the next focus block on.')
    if understood:
        say(understood)
    return 0


def _own(options: Namespace) -> list[Field]:
    """The fields that are asked for: with an account not what that one has, unless it is given."""
    theirs = {name for name in options.shared if options.account and getattr(options, f"field_{name}", None) is None}
    left = [field for field in options.fields if field.name not in theirs]
    return [field for field in left if field.where is None or field.where[0] not in theirs]


def _change(options: Namespace) -> int:
    shown = _shown(options)
    if not shown:
        raise Failed("Nothing to change was given: --level, --text or --language.", status=2)
    with Asking(options.paths) as ask:
        reason = ask("change_provider", name=options.name, values={}, secrets={}, **shown)
    if reason:
        note(reason)
    say(f'Provider "{options.name}" was changed.')
    return 0


def _preview(options: Namespace) -> int:
    from desktop.cli.rehearsing import show_preview

    return show_preview(options)


def _understood(options: Namespace) -> str:
    from focus.errors import WrongSetting

    told = _kinds()[options.kind].told
    try:
        return ": ".join(told(values_of(options))) if told else ""
    except WrongSetting as error:
        raise Failed(f"--{error.field.replace('_', '-')}: {error.detail}", "Nothing was added.") from error


def _values(options: Namespace) -> dict[str, Any]:
    """A token that is given says by itself that it is what to sign in with."""
    values = values_of(options)
    if options.secret_stdin == "token" and getattr(options, "field_sign_in", "") is None:  # noqa: S105 (a field)
        values["sign_in"] = "token"
    return values


def _warn_if_unsafe(reason: str, name: str, again: str, *, alone: bool) -> None:
    """As for accounts: a secret that lasts for the session ends with this command where no app runs."""
    if reason and alone:
        reason += (
            f" That was just now, since no app runs: start it (`ecluse run`), then `ecluse provider {again} {name}`."
        )
    if reason:
        note(reason)


def _token(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        line = next((line for line in ask("presence") if line["account"] == options.name), None)
        if line is None or not line["provider"]:
            raise Failed(f'There is no provider named "{options.name}".', "`ecluse provider list` lists them.")
        wanted = None if options.secret is None else str(options.secret).replace("-", "_")
        there = [
            one for one in _kinds()[line["provider"]].fields if one.kind == "secret" and wanted in {None, one.name}
        ]
        if wanted is None:
            there = [one for one in there if one.required]
        if not there:
            said = "token" if options.secret is None else f'secret "{options.secret}"'
            raise Failed(f'Provider "{options.name}" has no {said}. Nothing was changed.')
        field = replace(there[0], required=True)
        secrets = secrets_of((field,), field.name if options.token_stdin else None)
        reason = ask("change_provider", name=options.name, values={}, secrets=secrets)
        _warn_if_unsafe(reason, options.name, "token", alone=ask.alone)
    say(f'Provider "{options.name}" has a new {field.label.lower()}.')
    return 0


def _sign_in(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        granted = sign_in.grant(ask, device=options.device, provider=True, name=options.name)
        reason = ask("change_provider", name=options.name, values={}, secrets={"grant": granted})
        _warn_if_unsafe(reason, options.name, "sign-in", alone=ask.alone)
    say(f'You are signed in to provider "{options.name}".')
    return 0


def _list(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        presence.show(ask("presence"), as_json_=options.json, more=("sign_in",))
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
