"""focus start --dry-run, provider preview: out of the settings and of what was asked for just now.

The app is not asked, and no database or keyring is opened: what an app that was killed has left behind stays as it is.
"""

from __future__ import annotations

import json
import os
from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.cli.blocks import one_end
from desktop.cli.output import as_json, note, now_of, say, table, when
from desktop.cli.words import LEVELS
from desktop.core.clock import SystemClock
from desktop.core.notice_words import language_of
from desktop.core.presence_answers import preview as preview_answer
from desktop.core.presenting import known
from desktop.core.preview import preview, rehearsed
from desktop.core.settings.load import load
from desktop.core.settings.model import Settings
from desktop.core.steering import focused, started
from focus.levels import read
from focus.plan import Plan
from focus.sessions import Sessions
from focus.wall_time import next_wall

NOTES = {
    "nothing": "shows nothing in this block",
    "no_do_not_disturb": "it has no do-not-disturb",
    "text_only": 'it has no "busy": the text says it',
    "no_text": "it shows no text",
    "shorter": "the text is shortened for it",
    "shows_end": "it tells the end itself, in each reader's own time zone",
    "no_end": "it ends nothing by itself: Écluse takes it back",
}


def dry_run(options: Namespace) -> int:
    """`[{"provider", "account", "method", "url", "headers", "body"}]`, in the order they would be sent to each service.

    Secrets are `***`. What only a service could tell, such as an id, is its name in braces.
    """
    settings, plan, now = _as_asked(options, started)
    found = rehearsed(settings, plan, now, language_of(settings.language, os.environ))
    for one in found:
        if one.problem:
            note(f'Provider "{one.provider.name}" cannot be opened with its settings: {one.problem}')
    lines: list[dict[str, Any]] = [
        {
            "provider": one.provider.kind,
            "account": one.provider.name,
            "method": asked.method,
            "url": asked.url,
            "headers": dict(asked.headers),
            "body": asked.body,
        }
        for one in found
        for asked in one.asked
    ]
    if options.json:
        as_json(lines)
        return 0
    for line in lines:
        body = "" if line["body"] is None else f" {json.dumps(line['body'], ensure_ascii=False)}"
        say(f"{line['account']}: {line['method']} {line['url']}{body}")
    say("Nothing was sent, and no focus block was started.")
    return 0


def show_preview(options: Namespace) -> int:
    one_end(options)
    settings, plan, now = _as_asked(options, focused)
    zone = plan.schedule.zone
    lines = [
        preview_answer(line, zone) for line in preview(settings, plan, now, language_of(settings.language, os.environ))
    ]
    if options.json:
        as_json(lines)
        return 0
    local = now_of({"at": now.isoformat(), "zone": str(zone)})
    rows = [
        (
            line["account"],
            line["called"] or LEVELS[line["level"]],
            when(line["until"], local),
            f"{line['emoji']} {line['text']}".strip(),
        )
        for line in lines
    ]
    table(("PROVIDER", "SHOWS", "UNTIL", "TEXT"), rows, "No provider is set up: `ecluse provider add`.")
    for line in lines:
        told = line["detail"] or "; ".join(NOTES[one] for one in line["notes"])
        if told:
            say(f"{line['account']}: {told}")
    return 0


def _as_asked(options: Namespace, changed: Any) -> tuple[Settings, Plan, datetime]:
    settings, warnings = load(options.paths.settings_file)
    for warning in warnings:
        note(warning)
    presence = read(dict(options.presence))
    known(presence, settings.providers)
    now = SystemClock().now()
    plan = Plan(settings.schedule, Sessions(options.paths.sessions).load().overrides)
    until = None if options.until is None else next_wall(now, options.until, settings.schedule.zone)
    return settings, changed(plan, now, options.length, until, options.on, presence), now
