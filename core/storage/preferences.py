"""Preferences: how this user likes the window; a small file, and losing it loses nothing."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from core.errors import ZipingtongError

FILE_NAME = "preferences.json"
SCALES = range(80, 201)  # percent


@dataclass(frozen=True, slots=True)
class Preferences:
    """Sizes in percent; the pack chosen last; print with this computer's faces?"""

    text_scale: int = 100
    form_zoom: int = 100
    pack: str = ""
    own_faces: bool = False

    @classmethod
    def load(cls, folder: Path) -> Preferences:
        """What was chosen; what cannot be read or makes no sense is as at first."""
        try:
            given = json.loads((folder / FILE_NAME).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return cls()
        if not isinstance(given, dict):
            return cls()
        return cls(
            text_scale=_size(given.get("text_scale")),
            form_zoom=_size(given.get("form_zoom")),
            pack=str(given.get("pack", "")),
            own_faces=given.get("own_faces") is True,
        )

    def save(self, folder: Path) -> None:
        """Keep them; where that fails, the next start looks as at first, and that is all."""
        from core.storage.files import write_text  # not needed to open the window

        with contextlib.suppress(ZipingtongError, OSError):
            folder.mkdir(parents=True, exist_ok=True)
            write_text(folder / FILE_NAME, json.dumps(asdict(self), ensure_ascii=False, indent=1))


def _size(value: object) -> int:
    return value if type(value) is int and value in SCALES else 100
