"""Says in Chinese what is wrong where a JSON text breaks its rules."""

from __future__ import annotations

import re

from core.forms.text_files import FULL_WIDTH, WIDE_SPACES, shown

_CLOSING = {"{": "}", "[": "]"}
_MARKS = {"object": "}", "array": "]"}
_WORDS = {"true": "true", "false": "false", "none": "null", "null": "null", "nil": "null"}


class Stop(Exception):
    """Reading cannot go on: where, why, and what to do. Ends the walk, never leaves it."""

    def __init__(self, at: int, says: str, remedy: str, code: str = "D001") -> None:
        super().__init__(says)
        self.at = at
        self.says = says
        self.remedy = remedy
        self.code = code


def explain_string(text: str, start: int) -> Stop:
    """The string that begins here is not one: a wrong escape, a control character or no end."""
    at = start + 1
    good = re.compile(r'[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
    while match := good.match(text, at):
        at = match.end()
    char = text[at : at + 1]
    if char == "\\" and at + 1 < len(text):
        return Stop(
            at,
            "文字里的反斜杠 \\ 后面跟了不认识的字符。",
            "要写反斜杠本身请写两个 \\\\；要换行写 \\n。",
        )
    if char not in ("", "\n", "\r", "\\"):
        return Stop(
            at,
            f"文字里有一个控制字符（编号 {ord(char)}）。",
            "请删掉它；制表符写 \\t，换行写 \\n。",
        )
    if any(c in "”＂" for c in text[start:at]):
        return Stop(
            start,
            '文字用英文引号 " 开头，却没有用英文引号结尾（有中文引号）。',
            '请把结尾的中文引号换成英文的 " 。',
        )
    where = "到文件末尾" if at + 1 >= len(text) else "到行尾"
    return Stop(
        start,
        f"这里开始的文字{where}也没有结束，缺后面的英文引号。",
        '请在文字末尾补上 " ；文字里要换行写 \\n。',
    )


def explain_token(text: str, at: int, wanted: str, opened: list[int]) -> Stop:
    """Something else stands where a value, a key, a colon or a comma was wanted."""
    says, remedy = _explain(text, at, wanted, opened)
    return Stop(at, says, remedy)


def _explain(text: str, at: int, wanted: str, opened: list[int]) -> tuple[str, str]:
    char = text[at : at + 1]
    rest = text[at : at + 80].split("\n", 1)[0]
    in_object = bool(opened) and text[opened[-1]] == "{"
    if not char:
        return _explain_end(text, opened)
    if char in "/#":
        return "这种文件里不能写注释。", "请删掉注释。"
    if char == "'":
        return "这里用了单引号。", '文字和键都要用英文双引号 " 括起来。'
    if char in WIDE_SPACES or char == "\ufeff":
        return "这里有一个全角或看不见的空格。", "请删掉它，或换成普通空格。"
    if char in FULL_WIDTH:
        right = FULL_WIDTH[char]
        if right == "'":
            right = '"'
        kind = "中文引号" if right == '"' else "中文标点"
        pair = "，成对的另一半也一起换" if right in '"[]{}' else ""
        return f"这里用了{kind} {char} 。", f"请换成英文（半角）的 {right} {pair}。"
    if wanted == "end":
        return f"正文已经结束，后面还有多余的内容：{shown(rest)}", "请删掉多余的内容。"
    if wanted in ("key", "item") and char in "]}":
        return f"最后一项后面多了一个逗号，{char} 前面不能有逗号。", "请删掉这个逗号。"
    if wanted in ("key", "first key", "item", "first item") and char == ",":
        return "这里多了一个逗号。", "请删掉多余的逗号。"
    if wanted in _MARKS:
        return _explain_between(text, at, _MARKS[wanted])
    if wanted == "colon":
        return "键的后面缺冒号。", '请写成 "键": 值，用英文冒号。'
    if char in "]}" and wanted != "value after colon":
        right = _CLOSING[text[opened[-1]]] if opened else "{"
        return f"括号不成对：这里不能是 {char} 。", f"请改成 {right} ，或补上缺少的括号。"
    if wanted == "key" and char.isdigit() and re.fullmatch(r"[0-9],", text[max(0, at - 2) : at]):
        return "数里面用了逗号（千分号）。", "请写成不带逗号的数，如 1234.56。"
    if wanted in ("key", "first key"):
        word = re.split(r"[\s:,}\]]", rest, maxsplit=1)[0]
        return f"键“{shown(word)}”没有加引号。", f'写成 "{shown(word)}"'
    return _explain_value(rest, in_object)


def _explain_end(text: str, opened: list[int]) -> tuple[str, str]:
    remedy = "文件可能没有保存完整或没有复制完整，请重新取一份；自己写的，请补上 "
    if not opened:
        return "文件在这里突然结束。", remedy + "缺少的部分。"
    start = opened[-1]
    line = text.count("\n", 0, start) + 1
    missing = "".join(_CLOSING[text[at]] for at in reversed(opened))
    return (
        f"文件在这里突然结束，第{line}行的 {text[start]} 还没有关上。",
        f"{remedy}{missing} 。",
    )


def _explain_between(text: str, at: int, closing: str) -> tuple[str, str]:
    """Behind a value, where only a comma or the closing bracket may stand."""
    char = text[at]
    before = text[max(0, at - 40) : at]
    number = re.search(r"-?[0-9][0-9.eE+-]*$", before)
    if number and char not in '"{[]}:;':
        tail = re.split(r"[\s,\]}]", text[at : at + 40], maxsplit=1)[0]
        return (
            f"“{shown(number[0] + tail)}”不是规范的数。",
            f"数不能带 % 或单位，不能以 0 开头，也不能以小数点结尾；"
            f'要照原样写请加引号："{shown(number[0] + tail)}"',
        )
    if char in "]}":
        return f"括号不成对：这里应当是 {closing} ，却写了 {char} 。", f"请改成 {closing} 。"
    if char == ":":
        return "这里多了一个冒号。", "列表 [ ] 里不写键；每个键只跟一个值。"
    if before.endswith('"') and char not in '"{[':
        return (
            f"文字的引号后面还有内容：{shown(text[at : at + 40].splitlines()[0])}",
            '如果文字里面要有引号，请用中文引号“”，或写成 \\" 。',
        )
    if char == ";":
        return "这里用了分号。", "请换成英文逗号 , 。"
    return "这里的前面缺逗号。", "两项之间请加英文逗号 , 。"


def _explain_value(rest: str, in_object: bool) -> tuple[str, str]:
    """A value was wanted."""
    char = rest[0]
    word = re.split(r"[\s,\]}]", rest, maxsplit=1)[0]
    if not word:
        where = "冒号后面" if in_object else "这里"
        return f"{where}没有值。", '请补上值；空白写成 "" 或 null。'
    if word.lower() in _WORDS:
        return f"“{word}”写法不对。", f"写成 {_WORDS[word.lower()]}"
    if char in "+-." or char.isdigit():
        return (
            f"“{shown(word)}”不是规范的数。",
            f'请用半角数字写，前面不要 + 号，小数点前要有数字；要照原样写请加引号："{shown(word)}"',
        )
    return f"文字“{shown(word)}”没有加引号。", f'写成 "{shown(word)}"'
