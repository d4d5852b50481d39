"""Logbook: where the program failed, without anything anybody typed."""

from __future__ import annotations

import contextlib
from pathlib import Path

FILE_NAME = "zipingtong-error.log"


def note_failure(error: BaseException, folder: Path | None = None) -> Path:
    """Add the places of an unexpected error, not its message: that could hold field values."""
    import datetime as dt  # these are not needed to open the window
    import tempfile
    import traceback

    frames = "".join(traceback.format_tb(error.__traceback__))
    text = f"{dt.datetime.now().isoformat(timespec='seconds')} {type(error).__name__}\n{frames}\n"
    log = Path(tempfile.gettempdir()) / FILE_NAME
    for place in (folder, Path(tempfile.gettempdir())):
        if place is None:
            continue
        with contextlib.suppress(OSError):
            with (place / FILE_NAME).open("a", encoding="utf-8") as file:
                file.write(text)
            return place / FILE_NAME
    return log
