"""What became of a week, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.core.backed_up import BackedUp
    from desktop.core.later import Later
    from desktop.core.review_views import Erased, Review
    from desktop.core.settings.retained import Retention
    from focus.review import Objective


class ReviewDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError.

    A `week` is an ISO week such as `2026-W47` in the schedule's zone, None for the one of now; raises
    `focus.errors.WrongPlan` for what is none.
    """

    def review(self, week: str | None = None) -> Later[Review]: ...
    def review_text(self, week: str | None = None) -> Later[str]:
        """The review as Markdown, in the app's language."""

    def objectives(self) -> tuple[Objective, ...]: ...
    def set_objectives(self, objectives: Sequence[Objective]) -> None:
        """In place of all there are. Raises RequestError for a quarter that is none, or a name that stands twice."""

    # The weekly note to teammates. Nothing sends it: it is there to be copied.
    def note(self, week: str | None = None, *, private: bool = False) -> Later[str]:
        """As Markdown, in the app's language. With `private`, the intentions that are private are in it too."""

    def note_template(self) -> str:
        """The person's own; '' for the usual one (`usual_note`)."""

    def usual_note(self) -> str:
        """In the app's language. What can be named is `focus.review_note.NAMES`."""

    def set_note_template(self, template: str) -> None:
        """'' for the usual one. Raises RequestError for a text that names what there is not."""

    def private_intentions(self) -> tuple[str, ...]:
        """Those that stay out of the note unless they are asked for."""

    def set_private_intentions(self, intentions: Sequence[str]) -> None: ...

    # What is kept
    def retention(self) -> Retention: ...
    def set_retention(self, retention: Retention) -> None:
        """Applied from now on, once a day. Raises RequestError for a length that is none."""

    def export(self, file: Path) -> Later[int]:
        """Write all items with their history, a JSON object on each line, into a new file (0600). Gives how many.

        Raises RequestError where `file` is there already or cannot be written.
        """

    def backup(self, file: Path) -> Later[None]:
        """Write database and settings into one new file (0600): no secret is in it. Raises as `export`."""

    def backed_up(self) -> Later[BackedUp]:
        """The last backup that was made of this profile, and how to have it back."""

    def delete_everything(self) -> Later[Erased]:
        """Put back what services show, then delete database, settings, drafts, kept mails, log and all entries in the
        keyring. The app ends after it: `desktop.core.events.Ended` tells it."""
