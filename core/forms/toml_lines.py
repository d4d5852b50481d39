"""Finds the line of any table, key or array element in a TOML text, even a broken one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.forms.text_files import Path

CLOSING = {"[": "]", "{": "}"}
# A path longer than this is no pack; the scanner does not follow it (paths grow quadratically).
_LONGEST_PATH = 100

# No possessive quantifier around a look ahead: Python before 3.11.5 takes too little with it.
_TOKEN = re.compile(
    r"""
    (?P<skip>[ \t]+|\#[^\n]*)
  | (?P<end>\n)
  | (?P<text>\"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:"{3,5})?
      | '{3}[^']*(?:'(?!'')[^']*)*(?:'{3,5})?
      | "(?:[^"\\\n]++|\\[^\n])*+"?
      | '[^'\n]*+'?)
  | (?P<mark>[][{}=.,])
  | (?P<word>[^][{}=.,"'\#\s]+)
  | (?P<skip_odd>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    """A piece of TOML text: end of line, text in quotes, mark, word, or the end of the file."""

    kind: str
    text: str
    line: int
    start: int


def tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "", match[0]
        if not kind.startswith("skip"):
            yield _Token(kind, piece, line, match.start())
        line += piece.count("\n")
    yield _Token("eof", "", line, len(text))


class Lines:
    """The line where each table, key and array element of a TOML text begins.

    Made for messages: the text is scanned when the first line is asked for,
    and a text with mistakes in it is scanned as far as it can be followed.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _scan(self) -> _Scan:
        return _Scan(self._text)

    def of(self, path: Path) -> int | None:
        """The line (from 1) of a path such as ("form", 0, "rows", 1); else of what encloses it."""
        for length in range(len(path), 0, -1):
            line = self._scan.lines.get(path[:length]) or self._scan.implied.get(path[:length])
            if line:
                return line
        return None

    @property
    def repeats(self) -> list[tuple[Path, int, int]]:
        """Names written twice: path, first line, second line."""
        return self._scan.repeats


@dataclass(slots=True)
class _Open:
    """An array or inline table whose end has not been seen yet."""

    closing: str
    path: Path
    count: int = 0


class _Scan:
    """One walk over the tokens of a TOML text."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self.implied: dict[Path, int] = {}  # tables that only longer names speak of
        self.repeats: list[tuple[Path, int, int]] = []
        self._counts: dict[Path, int] = {}  # [[name]] headers so far
        self._tokens = list(tokens(text.removeprefix("\ufeff")))
        self._at = 0
        table: Path = ()
        while self._now.kind != "eof":
            if self._is("["):
                table = self._header()
            elif self._now.kind != "end":
                line = self._now.line
                if (key := self._key()) and self._is("="):
                    self._at += 1
                    self._values(self._name(table, key, line))
            while self._now.kind not in ("end", "eof"):
                self._at += 1
            self._at += self._now.kind == "end"

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _is(self, marks: str) -> bool:
        return self._now.kind == "mark" and self._now.text in marks

    def _mark(self, path: Path, line: int) -> None:
        if path in self.lines:
            self.repeats.append((path, self.lines[path], line))
        else:
            self.lines[path] = line

    def _header(self) -> Path:
        line, start = self._now.line, self._now.start
        self._at += 1
        many = self._is("[") and self._now.start == start + 1
        self._at += many
        path: Path = ()
        key = self._key()
        for part in key[:-1]:
            path = (*path, part)
            self.implied.setdefault(path, line)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        path = (*path, *key[-1:])
        if not many:
            self._mark(path, line)
            return path
        nth = self._counts.get(path, 0)
        self._counts[path] = nth + 1
        if not nth:
            self._mark(path, line)
        path = (*path, nth)
        self.lines[path] = line
        return path

    def _key(self) -> list[str]:
        """The parts of a dotted key that begins here."""
        parts: list[str] = []
        while self._now.kind in ("word", "text") or self._is("."):
            if self._now.kind != "mark" and len(parts) < _LONGEST_PATH:
                parts.append(_plain(self._now.text))
            self._at += 1
        return parts

    def _name(self, path: Path, key: list[str], line: int) -> Path:
        """Note a key and the tables its dots speak of; the path of its value."""
        for part in key[:-1]:
            path = (*path, part)
            if path in self.lines:
                self.repeats.append((path, self.lines[path], line))
            self.implied.setdefault(path, line)
        path = (*path, key[-1])
        self._mark(path, line)
        return path

    def _values(self, first: Path) -> None:
        """Note all that is inside the value that begins here."""
        opened: list[_Open] = []
        path: Path | None = first
        while path is not None and len(path) < _LONGEST_PATH * 2:
            if self._is("[{"):
                opened.append(_Open(CLOSING[self._now.text], path))
                self._at += 1
            else:
                while self._now.kind in ("word", "text") or self._is(".="):
                    self._at += 1
            path = self._next_value(opened)

    def _next_value(self, opened: list[_Open]) -> Path | None:
        """Go to the next value inside the open brackets; None when all are closed."""
        while opened:
            inner, token = opened[-1], self._now
            if token.kind == "eof" or (token.kind == "end" and inner.closing == "}"):
                return None  # an inline table ends with its line, so this one is broken
            if self._is("]}"):
                opened.pop()
                self._at += 1
            elif token.kind == "end" or self._is(","):
                self._at += 1
            elif inner.closing == "]":
                path = (*inner.path, inner.count)
                inner.count += 1
                self.lines[path] = token.line
                return path
            elif (key := self._key()) and self._is("="):
                self._at += 1
                return self._name(inner.path, key, token.line)
            elif self._now is token:
                self._at += 1
        return None


def _plain(token: str) -> str:
    """The name a key token stands for."""
    if token[0] not in "\"'":
        return token
    if "\\" in token:
        try:
            return str(tomllib.loads(f"k = {token}")["k"])
        except ValueError:
            pass  # a broken text: the name as written is good enough for a message
    return token[1:-1]
