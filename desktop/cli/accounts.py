"""account add|list|test|mailboxes|password|sign-in|remove."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

import resources
from desktop.cli import finding, sign_in
from desktop.cli.asking import Asking, RequestFailed
from desktop.cli.output import Failed, as_json, count, note, now_of, say, table, when
from desktop.cli.parsing import Commands, command, group
from desktop.cli.setup import add_kind, counting, secrets_of, values_of
from desktop.cli.words import HEALTH, advice_for, remark_of, sentence_for, signs_out
from desktop.core.settings.fields import Field


def add(commands: Commands, *, with_kinds: bool) -> None:
    """`with_kinds`: also the options of `account add KIND`, for which every kind must be loaded."""
    account = group(commands, "account", "the places Écluse reads from")
    adding = group(account, "add", "add an account: it is tried first, and kept if it works")
    for kind, spec in _kinds().items() if with_kinds else ():
        if not spec.offered:
            continue
        made = add_kind(adding, kind, spec.title, spec.fields, _add, found=finding.FIELDS if spec.by_address else ())
        if spec.by_address:
            finding.add(made)
        made.add_argument("--no-test", action="store_true", help="keep it without trying it")
        made.set_defaults(show_busy=False, shows=_shows(kind))
        if _shows(kind):
            made.add_argument(
                "--show-busy", action="store_true", help="also show there that you are busy, with the same sign-in"
            )
    command(account, "list", _list, "the accounts, and how each one is", json=True)
    test = command(account, "test", _test, "sign in to an account and look, changing nothing", json=True)
    test.add_argument("name", metavar="NAME")
    mailboxes = command(account, "mailboxes", _mailboxes, "the folders an account has at its server", json=True)
    mailboxes.add_argument("name", metavar="NAME")
    mailboxes.add_argument(
        "--read", action="append", metavar="MAILBOX", help="read this one, and no others but those named so, too"
    )
    password = command(account, "password", _password, "give an account's password, or another secret, anew")
    password.add_argument("name", metavar="NAME")
    password.add_argument("--sending", action="store_true", help="the one for sending, where it is not the same")
    password.add_argument("--secret", metavar="FIELD", help="another secret of its own, such as app_token for Slack")
    password.add_argument("--password-stdin", action="store_true", help="read it from standard input")
    signing_in = command(account, "sign-in", _sign_in, "sign in to an account anew, by OAuth in a browser")
    signing_in.add_argument("name", metavar="NAME")
    sign_in.add(signing_in)
    remove = command(account, "remove", _remove, "no longer read an account; its items stay")
    remove.add_argument("name", metavar="NAME")
    remove.add_argument("--forget-items", action="store_true", help="remove its items from the queue, too")


def _shows(kind: str) -> list[str]:
    """The kinds of provider that sign in as such an account does."""
    from focus.providers import discover

    return [name for name, spec in discover().items() if spec.source == kind]


def _kinds() -> Any:
    from inbox.sources import discover

    return discover()


def _add(options: Namespace) -> int:
    finding.check(options)
    with Asking(options.paths) as ask:
        if any(line["name"] == options.name for line in ask("accounts")):
            advice = "Choose another with --name, or change it with `ecluse account password` or in settings.toml."
            raise Failed(f'There is an account named "{options.name}" already. Nothing was changed.', advice)
        if paste := _kinds()[options.kind].paste:
            note(f"To paste where the token is made: {resources.path(*paste)}")
        values = {**values_of(options), **finding.values(options, ask)}
        fields = counting(options.fields, values)
        values = {field.name: values[field.name] for field in fields if field.name in values}
        secrets = secrets_of([field for field in fields if _is_asked(field, options)], options.secret_stdin)
        if any(field.kind == "grant" for field in fields):
            signing_in = {"kind": options.kind, "values": values, "secrets": secrets}
            secrets["grant"] = sign_in.grant(ask, device=options.device, **signing_in)
        given = {"kind": options.kind, "values": values, "secrets": secrets}
        found = None if options.no_test else _tried(ask, options.name, given)
        _warn_if_unsafe(ask("add_account", name=options.name, **given), options.name, alone=ask.alone)
        say(f'Account "{options.name}" was added' + (f": {_found(found)}." if found else "."))
        if found:
            _say_of_sending(found["sending"])
        return _show_busy(ask, options) if options.show_busy else 0


def _show_busy(ask: Asking, options: Namespace) -> int:
    for place, kind in enumerate(options.shows):
        name = f"{options.name} {kind}" if place else options.name
        try:
            ask("add_provider", name=name, kind=kind, values={}, secrets={}, account=options.name)
        except RequestFailed as error:
            raise Failed(f"{error.message} The account is kept, and shows nothing.", error.advice) from error
        say(f'Provider "{name}" was added: it shows busy from the next focus block on, with the same sign-in.')
    return 0


def _is_asked(field: Field, options: Namespace) -> bool:
    """The server for sending mostly takes the password for reading: only for one that was named may it be another."""
    named = getattr(options, "field_smtp_host", None) is not None
    return field.name != "smtp_password" or named or options.secret_stdin == field.name


def _tried(ask: Asking, name: str, given: dict[str, Any]) -> dict[str, Any] | None:
    """None if the server cannot be reached: the account may well be right, and is tried again by itself."""
    try:
        found: dict[str, Any] = ask("test_account", **given)
    except RequestFailed as error:
        if error.code != "offline":
            raise Failed(f'{error.message} The account "{name}" was not added.', error.advice, error.status) from error
        note(f"{error.message} The account is kept, and tried again by itself while Écluse runs.")
        return None
    return found


def _warn_if_unsafe(reason: str, name: str, *, alone: bool) -> None:
    """Where no app runs the session ends with this command, and a secret that lasts for the session with it."""
    if reason and alone:
        reason += (
            f" That was just now, since no app runs: start it (`ecluse run`), then `ecluse account password {name}`."
        )
    if reason:
        note(reason)


def _list(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        lines = ask("accounts")
        if options.json:
            as_json(lines)
            return 0
        now = now_of(ask("now"))
    rows = [
        (
            line["name"],
            line["kind"],
            str(line["items"]),
            when(line["last_fetch"], now, none="never"),
            HEALTH.get(line["health"], line["health"])
            + (f", since {when(line['since'], now)}" if line["since"] and line["health"] != "ok" else "")
            + (f" ({line['detail']})" if line["detail"] else "")
            + signs_out(line["signs_out"], now)
            + "".join(f"; {remark_of(one)}" for one in line["remarks"]),
        )
        for line in lines
    ]
    table(("NAME", "KIND", "ITEMS", "LAST READ", "HEALTH"), rows, "There is no account: `ecluse account add`.")
    return 0


def _test(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        try:
            found = {"ok": True, **ask("test_account", name=options.name), "problem": None, "advice": None}
        except RequestFailed as error:
            if not options.json or not advice_for(error.code):
                raise
            none = dict.fromkeys(("server", "auth", "tls", "messages", "sending"))
            found = {
                "ok": False,
                **none,
                "capabilities": [],
                "remarks": [],
                "problem": error.code,
                "advice": error.advice,
            }
    found = _with_advice(found)
    if options.json:
        as_json(found)
    else:
        say(f'Account "{options.name}" works: {_found(found)}.')
        _say_of_sending(found["sending"])
        for one in found["remarks"]:
            note(f'Account "{options.name}": {remark_of(one)}')
        if found["capabilities"]:
            say(f"The server can: {', '.join(found['capabilities'])}")
    return 0 if found["ok"] else 1


def _with_advice(tested: dict[str, Any]) -> dict[str, Any]:
    """What came of sending gets advice, as what came of reading has it."""
    sending = tested["sending"]
    if sending is None:
        return tested
    problem = sending["problem"]
    return {**tested, "sending": {**sending, "advice": (advice_for(problem) or None) if problem else None}}


def _say_of_sending(sending: dict[str, Any] | None) -> None:
    if sending is None:
        return
    if sending["ok"]:
        say(f"It can send by {sending['server']}, {sending['tls']}.")
        return
    sentence = sentence_for({"code": sending["problem"], "message": sending["detail"]})
    note(f"it cannot send by {sending['server']}. {sentence} {advice_for(sending['problem'])}")


def _found(probe: dict[str, Any]) -> str:
    found = f"{count(probe['messages'], 'message')} on {probe['server']}"
    return f"{found}, {probe['tls']}" if probe["tls"] else found


def _mailboxes(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = ask("mailboxes", name=options.name)
        if options.read:
            chosen = list(dict.fromkeys(options.read))
            _refuse_missing(options.name, chosen, [one["name"] for one in found if one["selectable"]])
            ask("change_account", name=options.name, values={"mailbox": chosen}, secrets={})
            found = [{**one, "read": one["name"] in chosen} for one in found]
    if options.json:
        as_json(found)
        return 0
    rows = [
        (
            "yes" if one["read"] else "",
            one["name"],
            one["role"] or "",
            "" if one["selectable"] else "cannot be read: it holds others, or is misnamed",
        )
        for one in found
    ]
    table(("READ", "MAILBOX", "FOR", ""), rows, f'Account "{options.name}" has no folders to choose from.')
    return 0


def _refuse_missing(name: str, chosen: list[str], there: list[str]) -> None:
    missing = [one for one in chosen if one not in there]
    if missing:
        raise Failed(
            f'Account "{name}" has no mailbox "{missing[0]}" that can be read. Nothing was changed.',
            f"`ecluse account mailboxes {name}` lists them.",
        )


def _password(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        line = next((line for line in ask("accounts") if line["name"] == options.name), None)
        if line is None:
            raise Failed(f'There is no account named "{options.name}".', "`ecluse account list` lists them.")
        secrets_there = [field for field in _kinds()[line["kind"]].fields if field.kind == "secret"]
        wanted = [field for field in secrets_there if _is_meant(field, options)]
        if not wanted:
            said = f'secret "{options.secret}"' if options.secret is not None else "password"
            raise Failed(f'Account "{options.name}" has no {said}. Nothing was changed.')
        secret = replace(wanted[0], required=True)
        fields: tuple[Field, ...] = (secret,)
        secrets = secrets_of(fields, secret.name if options.password_stdin else None)
        _warn_if_unsafe(ask("change_account", name=options.name, secrets=secrets), options.name, alone=ask.alone)
    say(f'Account "{options.name}" has a new {secret.label.lower()}.')
    return 0


def _is_meant(field: Field, options: Namespace) -> bool:
    if options.secret is not None:
        return field.name == str(options.secret).replace("-", "_")
    return (field.name == "smtp_password") is bool(options.sending)


def _sign_in(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        granted = sign_in.grant(ask, device=options.device, name=options.name)
        secrets = {"grant": granted}
        _warn_if_unsafe(ask("change_account", name=options.name, secrets=secrets), options.name, alone=ask.alone)
    say(f'You are signed in to account "{options.name}".')
    return 0


def _remove(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        serves = next((line["provider"] for line in ask("accounts") if line["name"] == options.name), None)
        reason = ask("remove_account", name=options.name, forget_items=options.forget_items)
    if reason:
        note(reason)
    if serves:
        back = "." if reason else ": what it showed before is there again."
        say(f'Provider "{serves}", which signed in with it, was removed too{back}')
    items = "so were its items" if options.forget_items else "its items stay in the queue"
    say(f'Account "{options.name}" was removed; {items}.')
    return 0
