"""Preferences: how this user likes the window; a small file, and losing it loses nothing."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from core.errors import ZipingtongError
from core.storage.files import write_text

FILE_NAME = "preferences.json"
SCALES = range(80, 201)  # percent


@dataclass(frozen=True, slots=True)
class Preferences:
    """Sizes in percent; the pack chosen last."""

    text_scale: int = 100
    form_zoom: int = 100
    pack: str = ""

    @classmethod
    def load(cls, folder: Path) -> Preferences:
        """What was chosen; what cannot be read or makes no sense is as at first."""
        try:
            given = json.loads((folder / FILE_NAME).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return cls()
        if not isinstance(given, dict):
            return cls()
        kept: dict[str, Any] = {}
        for field in fields(cls):
            value = given.get(field.name)
            sized = isinstance(value, int) and not isinstance(value, bool) and value in SCALES
            if sized if field.name != "pack" else isinstance(value, str):
                kept[field.name] = value
        return cls(**kept)

    def save(self, folder: Path) -> None:
        """Keep them; where that fails, the next start looks as at first, and that is all."""
        with contextlib.suppress(ZipingtongError, OSError):
            folder.mkdir(parents=True, exist_ok=True)
            write_text(folder / FILE_NAME, json.dumps(asdict(self), ensure_ascii=False, indent=1))
