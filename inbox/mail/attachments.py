"""What is attached to a mail: names fit for a file, and what is better not opened. Pure, linear, never raises."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_NAME_BYTES: Final = 120
_SEPARATORS: Final = re.compile(r"[/\\\u2044\u2215\u29f8\uff0f\uff3c]")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*%\x7f]')
_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,12}\Z")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)
_DEFAULT: Final = "attachment"
_BY_KIND: Final = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "message/delivery-status": ".txt",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
}
_ENDINGS: Final = (
    "action apk app appimage appinstaller application appref-ms asp bash bat bin cab cer chm class cmd com command cpl"
    " crx csh dll deb desktop dmg docm dot dotm elf exe flatpak flatpakref gadget hta htm html img inf ins iso"
    " jar jnlp job js jse ksh lnk mht mhtml msc msi msix msp mst one onepkg osx out pif pkg pl potm ppam ppsm pptm prg"
    " ps1 psm1 py pyc pyw pyz rb reg rpm run scf scpt scr sct settingcontent-ms sh shb shs shtml sldm snap svg"
    " sys theme udl url vb vba vbe vbs vhd vhdx vxd website workflow ws wsc wsf wsh xbap xht xhtml xlam xll xlsm xltm"
    " xpi zsh"
)
"""Endings of what runs, installs, leads elsewhere or holds what does, on any system."""
_PROGRAMS: Final = frozenset(_ENDINGS.split())
_PROGRAM_KINDS: Final = re.compile(
    r"application/(?:x-(?:ms(?:dos|down|i|ho)|executable|elf|sh|csh|perl|python|ruby|desktop|mach|java|deb|rpm|shellscript)"
    r"|vnd\.(?:microsoft\.portable|android\.package|debian|appimage|flatpak|ms-[a-z.]*macro)|java-|hta|xhtml)"
    r"|text/(?:html|x-(?:sh|python|perl|shellscript)|javascript|vbscript)|image/svg",
    re.IGNORECASE,
)


def clean_name(told: str, kind: str) -> str:
    """A name for a file on any system, at most 120 bytes: one component, visible, not hidden and not an option."""
    name = "".join(char for char in unicodedata.normalize("NFC", told[:2000]) if char.isprintable() or char.isspace())
    name = _SEPARATORS.split(name.rstrip("/\\ "))[-1]
    name = " ".join(_FORBIDDEN.sub("_", name).split())  # a run of blanks could hide the ending
    name = name.lstrip(".-~ ").rstrip(". ")
    if not name.strip("_. "):
        name = _DEFAULT + _BY_KIND.get(kind, "")
    if _RESERVED.match(name):
        name = f"_{name}"
    return shortened(name, MOST_NAME_BYTES)


def shortened(name: str, most: int) -> str:
    """At most so many bytes of UTF-8, with its ending."""
    if len(name.encode()) <= most:
        return name
    ending = _EXTENSION.search(name)
    tail = ending[0] if ending else ""
    stem = name.removesuffix(tail).encode()[: most - len(tail)].decode("utf-8", "ignore")
    return stem.rstrip(". ") + tail


def numbered(name: str, number: int) -> str:
    """What it is called where there is one of that name already."""
    ending = _EXTENSION.search(name)
    tail = ending[0] if ending else ""
    mark = f" ({number}){tail}"
    return shortened(name.removesuffix(tail), MOST_NAME_BYTES - len(mark)) + mark


def is_dangerous(name: str, kind: str) -> bool:
    """Whether opening it may run a program: by the ending of a clean name, or by what it is said to be."""
    return name.rpartition(".")[2].lower() in _PROGRAMS or bool(_PROGRAM_KINDS.match(kind))
