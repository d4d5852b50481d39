"""Stand-ins: gives LibreOffice the program's own faces where a machine lacks the official ones."""

from __future__ import annotations

from pathlib import Path

from core.layout.faces import Face
from core.paths import resources

_FILE = "fonts.conf"


def environment(folder: Path) -> dict[str, str]:
    """What to add to the environment so that 宋体 and the others are found."""
    stands = "".join(
        f'<match target="pattern"><test name="family"><string>{face.official}</string></test>'
        '<edit name="family" mode="assign" binding="strong">'
        f"<string>{face.family}</string></edit></match>"
        for face in Face
    )
    (folder / _FILE).write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{resources() / 'fonts'}</dir><cachedir>{folder / 'fonts'}</cachedir>"
        f"{stands}</fontconfig>",
        "utf-8",
    )
    return {"FONTCONFIG_FILE": str(folder / _FILE)}
