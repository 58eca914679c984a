"""`ecluse demo`: a working day in the terminal, with the real engine, the real IMAP source and a real server.

Everything is private to the run: a profile in a temporary folder, secrets in memory, a server on the loopback, and a
status that is shown in a file. Nothing of it is left behind.
"""

from __future__ import annotations

import os
import sys
import tempfile

from desktop.demo.interruption import ended_by_sigterm
from desktop.demo.terminal import Terminal

SECONDS, FAST_SECONDS = 60.0, 18.0


def main(fast: bool = False) -> int:
    """Play the day. 0 if everything held that Écluse promises, 1 if not (it is said what), 130 when interrupted."""
    from desktop.demo.stage import perform

    terminal = Terminal(sys.stdout, os.environ)
    tempfile.gettempdir()  # it tries the folder out with a file, which an interruption would leave there
    try:
        with ended_by_sigterm():
            return perform(terminal, FAST_SECONDS if fast else SECONDS)
    except KeyboardInterrupt:
        terminal.status("")
        terminal.line()
        terminal.line("Interrupted. Everything the demo made was removed.")
        return 130
