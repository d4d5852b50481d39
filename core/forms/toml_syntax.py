"""Says in Chinese what is wrong where the TOML reader stopped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.errors import Mistake
from core.forms.text_files import FULL_WIDTH, WIDE_SPACES, place_of, shown
from core.forms.toml_lines import CLOSING, Lines, tokens

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_KEY_LINE = re.compile(r"""\s*(?:\[\[?[^\[\],=]+\]\]?\s*(?:\#.*)?$|[^\s=,\[\]{}]+\s*=)""")
_WORD_STOPS = " \t\n=＝：.,，[]{}【】#\"'“”"


@dataclass(frozen=True, slots=True)
class _Spot:
    """The place where the TOML reader stopped, and what stands around it."""

    text: str
    at: int

    @property
    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def line(self) -> int:
        return self.text.rstrip("\n").count("\n", 0, self.at) + 1

    @property
    def start(self) -> int:
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def whole(self) -> str:
        """The line."""
        return self.text[self.start :].split("\n", 1)[0]

    @property
    def rest(self) -> str:
        """The line from here on."""
        return self.text[self.at :].split("\n", 1)[0]

    @property
    def word(self) -> str:
        """The word around this place."""
        first = last = self.at
        while first > self.start and self.text[first - 1] not in _WORD_STOPS:
            first -= 1
        while last < len(self.text) and self.text[last] not in _WORD_STOPS:
            last += 1
        return self.text[first:last]


_Says = tuple[str, str, int]  # what is wrong, what to do, line


def syntax_mistake(english: str, text: str, file: str) -> Mistake:
    """Say in Chinese what the TOML reader found."""
    found = _PLACE.search(english)
    at = len(text)
    if found and found[1]:
        before = text.split("\n")[: int(found[1]) - 1]
        at = sum(len(line) + 1 for line in before) + int(found[2]) - 1
    kind = english[: found.start()] if found else english
    spot = _Spot(text, at)
    says, remedy, line = _explain(kind, spot)
    return Mistake("P001", says, remedy, file, line)


def _explain(kind: str, spot: _Spot) -> _Says:
    line = spot.line
    if kind.startswith(("Cannot", "Duplicate")):
        return _explain_repeat(spot)
    if kind.startswith(("Illegal character", "Found invalid", "Unterminated", "Expected \"'")):
        return _explain_string(spot)
    if "escape" in kind.lower() or "hex" in kind:
        return (
            "引号里的反斜杠 \\ 后面跟了不认识的字符。",
            "要写反斜杠本身请写两个 \\\\；要换行写 \\n。",
            line,
        )
    if "date" in kind:
        return f"没有这个日期或时间：{shown(spot.rest)}", "请改正，或加英文双引号写成文字。", line
    in_key = kind.startswith(
        ("Invalid statement", "Expected '='", "Invalid initial", "Expected ']")
    )
    word = spot.word
    if in_key and any(c.isalnum() and not c.isascii() for c in word):
        return _explain_bare_key(spot, word)
    if spot.char in FULL_WIDTH and spot.char:
        right = "=" if spot.char == "：" else FULL_WIDTH[spot.char]
        pair = "，成对的另一半也一起换" if right in "\"'[]{}" else ""
        says = f"这里用了中文标点 {spot.char} 。"
        return says, f"请换成英文（半角）的 {right} {pair}。", line
    if spot.char and spot.char in WIDE_SPACES:
        return "这里有一个全角空格。", "请删掉它，或换成普通空格。", line
    opened = _open_brackets(spot)
    if opened and spot.line > opened[-1][1] and (not spot.rest or _KEY_LINE.match(spot.whole)):
        bracket, where = opened[-1]
        return (
            f"第{where}行的 {bracket} 没有关上，读到这里才发现。",
            f"请在那一段的末尾补上 {CLOSING[bracket]} 。",
            where,
        )
    if len(re.findall(r'(?<!\\)"', spot.whole)) % 2 and '"""' not in spot.whole:
        return "这一行的英文引号不成对。", '请检查每段文字两边是不是都有英文引号 " 。', line
    if in_key:
        return _explain_key(kind, spot)
    if kind == "Invalid value":
        return _explain_value(spot)
    if kind.startswith("Unclosed"):
        return _explain_unclosed(spot, opened)
    return _explain_extra(spot)


def _explain_repeat(spot: _Spot) -> _Says:
    # The reader stops behind the second value; the scanner knows where both begin.
    last = spot.text.count("\n", 0, spot.at) + 1
    for path, first, again in Lines(spot.text).repeats:
        if again <= last:
            return (
                f"“{place_of(path)}”在第{first}行已经写过，这里又写了一次。",
                "请删掉其中一处，或改成另一个名字；同名的几段，每段都用 [[名字]] 开头。",
                again,
            )
    return (
        "这里的名字和前面写过的冲突：同一个名字不能既是值又是表，也不能分两处写。",
        "请把它们合在一处，或改名。",
        spot.line,
    )


def _explain_string(spot: _Spot) -> _Says:
    if spot.char and spot.char != "\n":
        return (
            f"这里有一个看不见的控制字符（编号 {ord(spot.char)}）。",
            "请删掉这个字符；换行请写 \\n，空格请用空格键。",
            spot.line,
        )
    start = spot.at
    for token in tokens(spot.text):
        if token.start < spot.at and token.kind == "text":
            start = token.start
    line = spot.text.count("\n", 0, start) + 1
    quote = spot.text[start : start + 3]
    quote = quote if quote in ('"""', "'''") else quote[:1]
    if len(quote) == 1 and any(c in "”“’＂」" for c in spot.text[start : spot.at]):
        return (
            f"文字用英文引号 {quote} 开头，却没有用英文引号结尾（有中文引号）。",
            f"请把结尾的中文引号换成英文的 {quote} 。",
            line,
        )
    return f"这里开始的文字没有结束，缺后面的引号 {quote} 。", f"请在文字末尾补上 {quote} 。", line


def _explain_bare_key(spot: _Spot, word: str) -> _Says:
    line, better = spot.whole.strip(), f'"{shown(word)}"'
    if line.count(word) == 1 and len(line) < 60:
        better = line.replace(word, better).replace("＝", "=", 1)
    return f"中文的键要加引号：“{shown(word)}”没有加。", f"写成 {shown(better, 70)}", spot.line


def _explain_key(kind: str, spot: _Spot) -> _Says:
    line, char = spot.line, spot.char
    if kind.startswith("Expected ']"):
        return "表头的方括号没有关上。", "写成 [名字] 或 [[名字]]，两边的括号一样多。", line
    if kind.startswith("Expected '='"):
        if char == ":":
            return "键和值之间用了冒号。", "请把 : 换成 = 。", line
        if char in ("", "\n", "#", ",", "}", "]"):
            return (
                "这里只有键，没有等号和值。",
                "请写成“键 = 值”；说明文字前面加 # 。",
                line,
            )
        return "键里有空格或别的符号，要加引号。", '请写成 "键" = 值。', line
    if char in ("}", "\n", "") and spot.text[: spot.at].rstrip().endswith((",", "{")):
        if char == "}":
            return "花括号里最后一项后面多了逗号。", "请删掉 } 前面的逗号。", line
        return _SPLIT_TABLE[0], _SPLIT_TABLE[1], line
    if char == ",":
        return "这里多了一个逗号。", "请删掉多余的逗号。", line
    return (
        f"看不懂这里：{shown(spot.rest) or '（行尾）'}",
        "每行应是“键 = 值”、[表] 或 [[表]]；说明文字前面加 # 。",
        line,
    )


_SPLIT_TABLE = (
    "花括号 { } 没有在同一行里关上。",
    "一对花括号里的内容要写在同一行，末尾补上 } 。",
)


def _explain_value(spot: _Spot) -> _Says:
    line, rest = spot.line, spot.rest
    word = re.split(r"[,\]}#]", rest, maxsplit=1)[0].strip()
    if not word:
        if spot.char == "," and spot.text[: spot.at].rstrip().endswith((",", "[")):
            return "这里多了一个逗号。", "请删掉多余的逗号。", line
        return "等号或逗号后面没有值。", '请补上值；空白写成 "" 。', line
    if word.lower() in ("true", "false"):
        return f"“{word}”要用小写。", f"写成 {word.lower()}", line
    if word[0].isdigit() and not word[0].isascii():
        return f"“{shown(word)}”用了全角数字。", "请换成半角数字，如 0123456789。", line
    return f"文字“{shown(word)}”没有加引号。", f'写成 "{shown(word)}"', line


def _explain_unclosed(spot: _Spot, opened: list[tuple[str, int]]) -> _Says:
    bracket, where = opened[-1] if opened else ("[", spot.line)
    closing = CLOSING[bracket]
    if bracket == "{" and spot.char in ("", "\n", "#"):
        return _SPLIT_TABLE[0], _SPLIT_TABLE[1], where
    if not spot.char:
        return (
            f"第{where}行的 {bracket} 到文件末尾也没有关上。",
            f"请补上 {closing} 。",
            where,
        )
    if spot.char in "]}":
        return (
            f"括号不成对：第{where}行的 {bracket} 在这里被 {spot.char} 关上了。",
            f"请改成 {closing} ，或先补上 {closing} 。",
            spot.line,
        )
    return f"“{shown(spot.rest, 12)}”前面缺逗号。", "两项之间请加英文逗号 , 。", spot.line


def _explain_extra(spot: _Spot) -> _Says:
    before = spot.text[spot.start : spot.at]
    if spot.char in "]}":
        return f"这里多了一个 {spot.char} 。", "请删掉它，或补上与它成对的括号。", spot.line
    if spot.char == "\r":
        return "这一行的换行符不完整（只有回车）。", "请用记事本重新保存这个文件。", spot.line
    number = re.search(r"[-+]?[0-9][0-9_.]*$", before)
    if number and not spot.char.isspace():
        whole = shown(number[0] + spot.rest.split("#")[0].strip())
        return (
            f"“{whole}”不是一个数。",
            f'数不能带 % 、单位或千分号，也不能以 0 开头；要照原样写成文字，请写成 "{whole}"',
            spot.line,
        )
    return (
        f"值的后面还有多余的内容：{shown(spot.rest)}",
        "一行只写一个“键 = 值”；说明文字前面加 # ；引号里要再写引号时请用中文引号。",
        spot.line,
    )


def _open_brackets(spot: _Spot) -> list[tuple[str, int]]:
    """Brackets that are open at this place, outermost first, each with its line."""
    opened: list[tuple[str, int]] = []
    # A line that looks like a header is the next section, not what the open bracket holds.
    end = spot.start if _KEY_LINE.match(spot.whole) and spot.start else spot.at
    for token in tokens(spot.text[:end]):
        if token.kind != "mark":
            continue
        if token.text in CLOSING:
            opened.append((token.text, token.line))
        elif token.text in "]}" and opened:
            opened.pop()
    return opened
