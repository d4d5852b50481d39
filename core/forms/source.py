"""Source: one text file of a pack, and the mistakes found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.errors import Mistake
from core.forms.toml_text import Lines, read_toml_bytes

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Source:
    """A TOML file as read, able to say on which line something stands."""

    file: str
    text: str
    data: dict[str, Any]
    _lines: Lines | None = None

    def line(self, path: Path) -> int | None:
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines.of(path)


@dataclass(slots=True)
class Mistakes:
    """The collector every reader of packs writes into."""

    found: list[Mistake] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def open(self, file: str, data: bytes) -> Source:
        """Read one file; what cannot be read at all is an empty file with a mistake."""
        table, mistakes = read_toml_bytes(data, file)
        self.found += mistakes
        source = Source(file, data.decode("utf-8", "replace"), table)
        self.sources[file] = source
        return source

    def add(
        self, origin: tuple[str, Path], code: str, says: str, remedy: str, place: str = ""
    ) -> None:
        """Note a mistake; `origin` is the file and the path of keys inside it."""
        file, path = origin
        source = self.sources.get(file)
        line = source.line(path) if source is not None else None
        mistake = Mistake(code, says, remedy, file, line, place)
        if mistake not in self.found:
            self.found.append(mistake)
