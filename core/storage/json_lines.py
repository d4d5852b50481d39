"""Finds on which lines of a JSON text given places stand; only for text known to be good."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from core.forms.text_files import Path

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]:,]|[^\s{}\[\]:,"]++', re.DOTALL)
Wanted = dict[str | int, "Wanted"]  # the wanted paths as a tree


def lines_of(text: str, paths: Iterable[Path]) -> dict[Path, int]:
    """The line of each path that is there: of the key, or of an item's beginning."""
    tree: Wanted = {}
    for path in paths:
        inner = tree
        for part in path:
            inner = inner.setdefault(part, {})
    if not tree:
        return {}
    walk = _Walk(text)
    walk.value(tree, ())
    return walk.lines


class _Walk:
    """One walk over the tokens; what is not wanted is passed over."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(text)
        self._seen = (0, 1)  # a position and its line

    def _mark(self, path: Path, at: int) -> None:
        before, line = self._seen
        line += self._text.count("\n", before, at)
        self._seen = (at, line)
        self.lines.setdefault(path, line)

    def value(self, wanted: Wanted, here: Path) -> None:
        self._from(next(self._tokens), wanted, here)

    def _from(self, token: re.Match[str], wanted: Wanted, here: Path) -> None:
        if token[0] not in ("{", "["):
            return
        if not wanted:
            self._pass_over()
        elif token[0] == "{":
            self._object(wanted, here)
        else:
            self._array(wanted, here)

    def _pass_over(self) -> None:
        depth = 1
        while depth:
            mark = next(self._tokens)[0]
            depth += (mark in ("{", "[")) - (mark in ("}", "]"))

    def _object(self, wanted: Wanted, here: Path) -> None:
        for token in self._tokens:
            if token[0] == "}":
                return
            if token[0] == ",":
                continue
            key: str = json.loads(token[0], strict=False)
            path = (*here, key)
            if key in wanted:
                self._mark(path, token.start())
            next(self._tokens)  # the colon
            self.value(wanted.get(key, {}), path)

    def _array(self, wanted: Wanted, here: Path) -> None:
        number = 0
        for token in self._tokens:
            if token[0] == "]":
                return
            if token[0] == ",":
                continue
            path = (*here, number)
            if number in wanted:
                self._mark(path, token.start())
            self._from(token, wanted.get(number, {}), path)
            number += 1
