"""Folders: where the files of packs come from: the disk, or the texts a report keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MAX_FILE = 4 * 1024 * 1024
HEAD_FILE = "pack.toml"
DICTIONARY_NAME = "字典"  # stands before the names of its files in messages, and for its folder
PackText = Mapping[str, Mapping[str, str]]  # folder → file → text: all a pack is made of


class Folder(Protocol):
    """A named set of TOML files."""

    @property
    def name(self) -> str: ...

    def files(self) -> dict[str, bytes | None]:
        """Every TOML file, pack.toml first; None for one that cannot be opened."""


@dataclass(frozen=True, slots=True)
class DiskFolder:
    """A folder on the disk."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def files(self) -> dict[str, bytes | None]:
        found: dict[str, bytes | None] = {}
        for path in sorted(self.path.glob("*.toml"), key=lambda p: _order(p.name)):
            try:
                with path.open("rb") as file:
                    found[path.name] = file.read(MAX_FILE + 1)
            except OSError:
                found[path.name] = None
        return found


@dataclass(frozen=True, slots=True)
class KeptFolder:
    """A folder as a report was filled with it."""

    name: str
    texts: Mapping[str, str]

    def files(self) -> dict[str, bytes | None]:
        return {file: self.texts[file].encode() for file in sorted(self.texts, key=_order)}


def kept(folder: Folder) -> dict[str, str]:
    """The texts of a folder's files. One that is no text (any more) gives a text that is not the
    same, so a report filled with the sound one sees that it is another."""
    return {name: (data or b"").decode(errors="replace") for name, data in folder.files().items()}


def _order(name: str) -> tuple[bool, str]:
    return (name != HEAD_FILE, name)
