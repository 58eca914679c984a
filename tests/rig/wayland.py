"""A headless Wayland compositor with wlr-layer-shell, which mako and swaync draw on: sway, without a screen."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

_NOBODY = 65534
_HEADLESS = {"WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"}


def folder() -> Path:
    """For its socket and configuration; of its own, for sway refuses to be root."""
    made = Path(tempfile.mkdtemp(prefix="rigw"))
    (made / "sway").write_text("xwayland disable\n")
    if os.getuid() == 0:
        os.chown(made, _NOBODY, _NOBODY)
    return made


def command(folder: Path) -> tuple[str, ...]:
    sway = ("sway", "--config", str(folder / "sway"))
    if os.getuid() != 0:
        return sway
    return ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", *sway)


def environment(session: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Without the X display, on which it would open a window."""
    return (
        {name: value for name, value in session.items() if name != "DISPLAY"}
        | _HEADLESS
        | {"XDG_RUNTIME_DIR": str(folder)}
    )


def socket(folder: Path) -> Path | None:
    found = [path for path in folder.glob("wayland-*") if path.suffix != ".lock"]
    return found[0] if found else None
