"""What is being written goes to the disk. What could not be put there is held: it does not go with the panel."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6

from desktop.window.answering.composer import Composer
from desktop.window.shell import Shell
from desktop.window.texts import translate
from inbox.answering import Draft


class Drafts:
    """UI thread only."""

    def __init__(self, shell: Shell, say: Callable[[str], None]) -> None:
        self._shell = shell
        self._say = say
        self._held: dict[int, Draft] = {}

    def held(self, id: int) -> Draft | None:
        """The draft of this item that is not on the disk."""
        return self._held.get(id)

    def forget(self, id: int) -> None:
        """It was sent or thrown away."""
        self._held.pop(id, None)

    def keep(self, made: Composer, draft: Draft) -> None:
        """`made` is told what came of it, if it is still there."""

        def kept(saved: Draft) -> None:
            self.forget(draft.item)
            if shiboken6.isValid(made):
                made.was_kept(saved)
            self.look()

        def failed(error: Exception) -> None:
            self._held[draft.item] = draft
            if shiboken6.isValid(made):
                made.was_not_kept()
            said = translate(
                "Answering",
                "The draft could not be put on the disk ({reason}). Écluse has it until you quit, and tries again "
                "when you write on. Copy it elsewhere if it matters.",
            )
            self._say(said.format(reason=str(error).rstrip(". ")))

        self._shell.bridge.ask(lambda desk: desk.save_draft(draft), kept, failed)

    def look(self) -> None:
        """Which items have one may have changed."""
        self._shell.bridge.ask(lambda desk: desk.drafts(), self._shell.present.take_drafts)
