"""What `delete_everything` could not delete or put back: plain values, which the window words by their `code`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Left:
    """`code` and what `name` and `detail` are by it:

    presence: what that provider showed before was not put back, and a problem's code or '';
    sign_in: that account's grant was not taken back, and what was said, a sentence;
    secret: that account's or provider's may still be in the keyring, and why;
    folder: may not be written to;
    link: the settings file is one, and where it leads stays;
    file: could not be deleted, and what the system said.
    """

    code: str
    name: str
    detail: str = ""

    def __str__(self) -> str:
        """In English, for a terminal."""
        if self.code == "presence":
            return (
                f'What "{self.name}" showed before could not be put back ({self.detail or "no answer"}): it may still '
                "show you as busy, until you change that there."
            )
        sentences = {
            "sign_in": self.detail,
            "secret": f"The secret of {self.name} may still be in the keyring, because {self.detail}. "
            "The keyring's own program can remove it.",
            "folder": f"What is in {self.name} cannot be deleted: it may not be written to.",
            "link": f"{self.detail} stays: {self.name} is a link to it, which is deleted.",
        }
        return sentences.get(self.code, f"{self.name} could not be deleted ({self.detail}).")
