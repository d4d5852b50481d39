"""Tokens: cut the source of an expression into numbers, names, texts and symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from core.expr.errors import ExprError
from core.texts import halfwidth

MAX_LENGTH = 2000
WORDS = frozenset({"且", "或", "非"})

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")  # invisible characters come with pasting
_NUMBER = re.compile(r"([0-9０-９]+)(?:[.．]([0-9０-９]+))?(?:\s*([%％]))?")
_NAME = re.compile(r"[^\W\d]\w*")
_SYMBOLS = {
    **{symbol: symbol for symbol in ("<>", "<=", ">=", "=", "<", ">", "+", "-", "*", "/")},
    **{symbol: symbol for symbol in ("(", ")", ",", ".", "@")},
    "≠": "<>",
    "≤": "<=",
    "≦": "<=",
    "≥": ">=",
    "≧": ">=",
    "×": "*",
    "÷": "/",
    "−": "-",
}
_CLOSING = {'"': '"', "“": "”", "「": "」"}
_REMEDIES = {
    "、": "请用逗号分开各项；名称里有顿号时把整个名称放进「」。",
    "；": "请用逗号分开各项。",
    ";": "请用逗号分开各项。",
    "：": "等号写成 =，名称里有冒号时把整个名称放进「」。",
    ":": "等号写成 =，名称里有冒号时把整个名称放进「」。",
    "”": "文字要用成对的引号，前面缺少“。",
    "」": "前面缺少「。",
    "'": "文字请用双引号。",
    "‘": "文字请用双引号。",
    "’": "文字请用双引号。",
    "!": "不等于写成 ≠ 或 <>。",
    "！": "不等于写成 ≠ 或 <>。",
    "。": "小数点请写成 . ，句末不要加句号。",
    "[": "请用圆括号。",
    "【": "请用圆括号。",
    "{": "请用圆括号。",
}
_MOST_DIGITS = 30


class TokenKind(Enum):
    """What sort of token it is; the values are the words used in messages."""

    NUMBER = "数"
    NAME = "名称"
    QUOTED = "「」里的名称"
    TEXT = "文字"
    SYMBOL = "符号"
    END = "结尾"


class Token(NamedTuple):
    """A token; `text` is normalised (≤ is <=, １２ is 12), or what stands in the quotes."""

    kind: TokenKind
    text: str
    pos: int


def tokenize(source: str) -> list[Token]:
    """All tokens of a source, ending with one of kind END."""
    if len(source) > MAX_LENGTH:
        raise ExprError(
            f"算式有{len(source)}个字符，超过了{MAX_LENGTH}个字符的限度",
            MAX_LENGTH,
            "请分成几个算式。",
        )
    tokens: list[Token] = []
    pos = 0
    while pos < len(source):
        space = _SPACE.match(source, pos)
        if space is not None:
            pos = space.end()
            continue
        token, pos = _token(source, pos)
        tokens.append(token)
    tokens.append(Token(TokenKind.END, "", len(source)))
    return tokens


def number_of(text: str) -> Decimal:
    """The value of a normalised number text; 5% is 0.05."""
    if text.endswith("%"):
        return Decimal(f"{text[:-1]}e-2")
    return Decimal(text)


def spell(parts: Iterable[str], aspect: str = "") -> str:
    """A name as it is written in an expression, with 「」 where it needs them."""
    path = ".".join(_spell_one(part) for part in parts)
    return f"{path}@{_spell_one(aspect)}" if aspect else path


def _spell_one(name: str) -> str:
    return name if _NAME.fullmatch(name) and name not in WORDS else f"「{name}」"


def _token(source: str, pos: int) -> tuple[Token, int]:
    number = _NUMBER.match(source, pos)
    if number is not None:
        return _number(source, number)
    name = _NAME.match(source, pos)
    if name is not None:
        kind = TokenKind.SYMBOL if name[0] in WORDS else TokenKind.NAME
        return Token(kind, name[0], pos), name.end()
    if source[pos] in _CLOSING:
        return _quoted(source, pos)
    for length in (2, 1):
        symbol = _SYMBOLS.get(halfwidth(source[pos : pos + length]))
        if symbol is not None:
            return Token(TokenKind.SYMBOL, symbol, pos), pos + length
    character = source[pos]
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    raise ExprError(
        f"算式里不能用“{shown}”",
        pos,
        _REMEDIES.get(character, "名称里有特殊符号时，把整个名称放进「」。"),
    )


def _number(source: str, match: re.Match[str]) -> tuple[Token, int]:
    whole, fraction, percent = match.groups()
    following = _NAME.match(source, match.end())
    if following is not None and not percent:
        raise ExprError(
            "名称不能用数字开头，数后面也不能直接写文字",
            match.start(),
            f"如果是名称，请写成「{match[0]}{following[0]}」；如果是数，请去掉单位。",
        )
    if len(whole) + len(fraction or "") > _MOST_DIGITS:
        raise ExprError("这个数太长了", match.start(), f"最多写{_MOST_DIGITS}位数字。")
    text = halfwidth(whole)
    if fraction:
        text += f".{halfwidth(fraction)}"
    if percent:
        text += "%"
    return Token(TokenKind.NUMBER, text, match.start()), match.end()


def _quoted(source: str, pos: int) -> tuple[Token, int]:
    closing = _CLOSING[source[pos]]
    end = source.find(closing, pos + 1)
    if end < 0:
        raise ExprError(f"“{source[pos]}”没有配对", pos, f"请在后面补上 {closing} 。")
    text = source[pos + 1 : end]
    if closing != "」":
        return Token(TokenKind.TEXT, text, pos), end + 1
    if not text.strip():
        raise ExprError("「」里没有名称", pos, "请在「」里写上名称。")
    return Token(TokenKind.QUOTED, text, pos), end + 1
