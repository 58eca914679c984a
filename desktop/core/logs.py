"""The log: a file of one line per event, small, private, without secrets and without anything that fakes a line."""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from urllib.parse import quote

from desktop.core.paths import FILE_MODE
from desktop.core.text import escaped

SIZE = 1_000_000
FILES = 5
_SHORTEST_HIDDEN = 4
_hidden: set[str] = set()
_IN_LINKS = re.compile(r"(?<=://)[^\s/@]+@")


def hide(secret: str) -> None:
    """From now on this text is `[hidden]` in the log, as it is and as it would stand in a link."""
    if len(secret) >= _SHORTEST_HIDDEN:
        _hidden.update({secret, quote(secret, safe="")})


def redacted(text: str) -> str:
    """Without the secrets that are known, and without names and passwords in links."""
    for secret in sorted(_hidden, key=len, reverse=True):
        text = text.replace(secret, "[hidden]")
    return _IN_LINKS.sub("[hidden]@", text)


class Line(logging.Formatter):
    """Time, level, thread, logger, message. A traceback is on the same line, its line ends as `\\x0a`: a mail's subject
    that stands in a message can never look like an event of its own."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        message = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            message = f"{message}\n{self.formatException(record.exc_info)}"
        return escaped(redacted(f"{at} {record.levelname} [{record.threadName}] {record.name}: {message}"))


class PrivateFile(RotatingFileHandler):
    """0600 from its first byte, whatever the umask."""

    def _open(self) -> TextIOWrapper:
        number = os.open(self.baseFilename, os.O_CREAT | os.O_WRONLY | os.O_APPEND, FILE_MODE)
        if hasattr(os, "fchmod"):
            os.fchmod(number, FILE_MODE)
        return open(number, "a", encoding="utf-8", errors="backslashreplace")


def set_up(path: Path, *, verbose: bool = False) -> logging.Handler:
    """Log to that file from now on, uncaught exceptions of every thread included. Returns what `tear_down` takes."""
    handler = PrivateFile(path, maxBytes=SIZE, backupCount=FILES - 1, encoding="utf-8")
    handler.setFormatter(Line())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    # At DEBUG these would write whole mails, and what is typed to sign in.
    for name in ("imapclient", "imaplib", "keyring", "secretstorage", "jeepney"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # a line for each of its parts, every time
    logging.captureWarnings(capture=True)
    threading.excepthook = _log_thread
    sys.excepthook = _log_uncaught
    return handler


def tear_down(handler: logging.Handler) -> None:
    """Undo `set_up`."""
    logging.getLogger().removeHandler(handler)
    handler.close()
    logging.captureWarnings(capture=False)
    threading.excepthook = threading.__excepthook__
    sys.excepthook = sys.__excepthook__


def _log_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        logging.getLogger("uncaught").critical(
            "a thread ended", exc_info=(args.exc_type, args.exc_value, args.exc_traceback)
        )


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: object) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    logging.getLogger("uncaught").critical("the main thread ended", exc_info=error)
    sys.stderr.write(f"ecluse: something went wrong inside ({kind.__name__}). The log has the details.\n")
