"""Samples: which finished packages come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.forms.library import Library
from core.paths import resources
from core.storage.json_text import read_json_bytes
from core.workspace.overview import by_pinyin


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample; `file` is its name in the folder of samples."""

    file: str
    unit: str
    year: int
    pack_name: str


def samples_folder() -> Path:
    return resources() / "samples"


def samples(library: Library) -> list[Sample]:
    """All samples, by county. Reads every file, so it is asked for only when they are shown."""
    read = [_sample(path, library) for path in samples_folder().glob("*.json")]
    return sorted(read, key=lambda sample: (by_pinyin(sample.pack_name), -sample.year, sample.file))


def _sample(path: Path, library: Library) -> Sample:
    data, _ = read_json_bytes(path.read_bytes(), path.name)
    return Sample(path.name, data["unit"], int(data["year"]), library.head(data["pack"]).name)
