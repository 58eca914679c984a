"""Asking for new mail where there is none, on the connection that is kept."""

from __future__ import annotations

import imaplib
import ssl
from datetime import UTC, datetime

from tests.bench.databases import Databases
from tests.bench.fetching import imap_source
from tests.bench.mails import mails
from tests.bench.timing import Line, alternated
from tests.servers.dovecot import PASSWORD, Dovecot

MAILS = 500
CALLS = 200


def measure(databases: Databases) -> list[Line]:
    now = datetime.now(UTC)
    with Dovecot() as server:
        user = server.new_user()
        server.put(user, list(mails(MAILS)))
        source = imap_source(server.port, user, str(server.ca_file))
        portions = list(source.fetch("", now))
        assert sum(len(portion.arrivals) for portion in portions) == MAILS
        cursor = portions[-1].cursor
        context = ssl.create_default_context(cafile=str(server.ca_file))
        with imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context) as imap:
            imap.login(user, PASSWORD)
            imap.select("INBOX", readonly=True)
            ours, floor = alternated(lambda: list(source.fetch(cursor, now)), imap.noop, calls=CALLS)
        source.close()
    what = f"poll of {MAILS} unchanged mails, connection kept"
    return [Line(what, ours * 1e3, "ms", "NOOP by imaplib", floor * 1e3, 2.0)]
