"""Walks a JSON text with care and finds every mistake with its line and its path."""

from __future__ import annotations

import json
import re

from core.errors import Mistake
from core.forms.text_files import place_of, shown
from core.storage.json_syntax import Stop, explain_string, explain_token

DEEPEST = 40
SURROGATE = re.compile("[\ud800-\udfff]")

_WHOLE_DIGITS = 18
_DECIMALS = 12
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?")
_CONSTANT = re.compile(r"NaN|-?Infinity")
_WORD = re.compile(r"true|false|null")
# No possessive quantifier around a choice: Python before 3.11.5 takes too little with it.
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"')


def number_fits(text: str) -> bool:
    """Whether this is a number that, written plainly, has not too many digits."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return False
    whole, fraction, exponent = match[1], match[2] or "", match[3] or "0"
    if len(exponent) > 4:  # a sign and three digits: more can only be out of bounds
        return False
    digits, point = whole + fraction, len(whole) + int(exponent)
    leading = len(digits) - len(digits.lstrip("0"))
    if leading == len(digits):  # zero
        leading = point
    return point - leading <= _WHOLE_DIGITS and len(digits) - point <= _DECIMALS


def find_faults(text: str, file: str) -> list[Mistake]:
    """All mistakes in reading order; those that make reading on senseless end the list."""
    walk = _Walk(text, file)
    try:
        walk.document()
    except Stop as stop:
        at, says = len(text.rstrip()), stop.says
        if stop.at < len(text):
            at = stop.at
            says = f"第{at - text.rfind(chr(10), 0, at)}列：{says}"
        walk.note(stop.code, at, says, stop.remedy)
    return walk.mistakes


class _Walk:
    """One walk over a JSON text; `path` is where it stands."""

    def __init__(self, text: str, file: str) -> None:
        self.mistakes: list[Mistake] = []
        self._text = text
        self._file = file
        self._at = 0
        self._path: list[str | int] = []
        self._opened: list[int] = []  # where the open brackets stand
        self._seen = (0, 1)  # a position and its line, so that lines are counted once

    def note(self, code: str, at: int, says: str, remedy: str) -> None:
        """Add a mistake that stands at a position."""
        line, place = self._line(at), place_of(self._path)
        self.mistakes.append(Mistake(code, says, remedy, self._file, line, place))

    def _line(self, at: int) -> int:
        before, line = self._seen
        if at < before:
            before, line = 0, 1
        self._seen = (at, line + self._text.count("\n", before, at))
        return self._seen[1]

    def document(self) -> None:
        """The whole text: one object and nothing behind it."""
        self._skip()
        if self._at == len(self._text):
            raise Stop(self._at, "文件是空的。", "请检查是不是选错了文件，或者没有保存成功。")
        start = self._at
        self._value("value")
        self._skip()
        if self._at < len(self._text):
            raise explain_token(self._text, self._at, "end", self._opened)
        if self._text[start] != "{":
            says = "文件的内容应当是一个用花括号 { } 括起来的整体。"
            self.note("D008", start, says, "请检查是不是选错了文件。")

    def _skip(self) -> None:
        match = _SPACE.match(self._text, self._at)
        assert match is not None  # it matches nothing at all, too
        self._at = match.end()

    def _next(self) -> str:
        self._skip()
        return self._text[self._at : self._at + 1]

    def _stop(self, wanted: str) -> Stop:
        return explain_token(self._text, self._at, wanted, self._opened)

    def _value(self, wanted: str) -> None:
        text, at = self._text, self._at
        char = text[at : at + 1]
        if char == '"':
            self._string()
        elif char in ("{", "["):
            if len(self._opened) >= DEEPEST:
                self._path = self._path[:3]  # the rest is as many brackets
                remedy = f"请减少层数，最多{DEEPEST}层。"
                raise Stop(at, f"括号套了{DEEPEST}层以上，太深了。", remedy, "D005")
            self._opened.append(at)
            self._at += 1
            if char == "{":
                self._object()
            else:
                self._array()
            self._opened.pop()
        elif match := _NUMBER.match(text, at):
            self._at = match.end()
            if not number_fits(match[0]):
                remedy = f"请写普通的数，整数部分不超过{_WHOLE_DIGITS}位，小数不超过{_DECIMALS}位。"
                self.note("D003", at, f"数“{shown(match[0])}”太大或太长。", remedy)
        elif match := _WORD.match(text, at):
            self._at = match.end()
        elif match := _CONSTANT.match(text, at):
            self._at = match.end()
            self.note(
                "D003", at, f"“{match[0]}”不是可以填报的数。", "请改成普通的数，或写成 null。"
            )
        else:
            raise self._stop(wanted)

    def _string(self) -> str:
        """Read the string that begins here."""
        start = self._at
        match = _STRING.match(self._text, start)
        if match is None:
            raise explain_string(self._text, start)
        self._at = match.end()
        raw = match[0]
        value: str = json.loads(raw) if "\\" in raw else raw[1:-1]
        if SURROGATE.search(value):
            says = "文字里有半个字符（多半是表情符号被截断了），不能显示也不能保存。"
            self.note("D004", start, says, "请重新输入这段文字。")
        return value

    def _object(self) -> None:
        known: dict[str, int] = {}
        if self._next() == "}":
            self._at += 1
            return
        while True:
            if self._next() != '"':
                raise self._stop("key" if known else "first key")
            start, seen = self._at, len(self.mistakes)
            key = self._string()
            self._path.append(key)
            if seen < len(self.mistakes):  # a bad character in the key: name the key itself
                self.mistakes.pop()
                says = "键里有半个字符，不能显示也不能保存。"
                self.note("D004", start, says, "请重新输入这个键。")
            line = self._line(start)
            if key in known:
                remedy = "请只留一个，或给其中一个换个名字。"
                says = f"“{shown(key)}”在第{known[key]}行已经写过，这里又写了一次。"
                self.note("D002", start, says, remedy)
            known.setdefault(key, line)
            if self._next() != ":":
                raise self._stop("colon")
            self._at += 1
            self._skip()
            self._value("value after colon")
            self._path.pop()
            char = self._next()
            if char not in ("}", ","):
                raise self._stop("object")
            self._at += 1
            if char == "}":
                return

    def _array(self) -> None:
        if self._next() == "]":
            self._at += 1
            return
        count = 0
        while True:
            self._skip()
            self._path.append(count)
            self._value("item" if count else "first item")
            self._path.pop()
            count += 1
            char = self._next()
            if char not in ("]", ","):
                raise self._stop("array")
            self._at += 1
            if char == "]":
                return
