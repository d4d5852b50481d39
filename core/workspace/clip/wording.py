"""Wording: what a user is asked before a paste and told after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.workspace.clip.growing import Extra
from core.workspace.clip.labels import Names, some
from core.workspace.clip.landing import Landing
from core.workspace.clip.regrouping import Regrouping
from core.workspace.clip.yuan import in_unit

BY_NAME, MERGED, MONEY, ROWS = "行名", "合并", "金额", "增行"
YES, NO = "是", "否"
MOST_NEW_ROWS = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: its id, and what stands on the button."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the user knows; the first choice is proposed."""

    id: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to say about a paste."""

    landing: Landing
    unit: str
    names: Names | None = None
    extra: Extra | None = None
    regrouping: Regrouping | None = None
    closed: int = 0  # cells with a text of the form's own
    example: str = ""  # a figure that looks like 元

    @property
    def growing(self) -> Extra | None:
        """The rows that can be added."""
        extra = self.extra
        can = extra is not None and extra.stretch.grows and len(extra.lines) <= MOST_NEW_ROWS
        return extra if can else None


def questions(found: Found) -> list[Question]:
    """What must be asked."""
    asked: list[Question] = []
    if found.names is not None:
        text = f"复制的内容里带着表上的行名（{found.names.says()}），要按行名对号入座吗？"
        asked.append(_ask(BY_NAME, text, "按行名粘贴", "按位置粘贴"))
    if found.regrouping is not None:
        text = (
            f"复制的内容里“{found.regrouping.levels[0]}”等合并的格子，行数与表上的不同。"
            "要照复制的样子重新合并吗？"
        )
        asked.append(_ask(MERGED, text, "照复制的样子合并", "表上的合并不变"))
    if found.example:
        unit, figure = found.unit, found.example
        text = f"这张表的金额单位是{unit}，复制的数看起来是元（例如 {figure}）。要换算成{unit}吗？"
        yes = f"换算成{unit}（{figure} 元 = {in_unit(figure, unit)} {unit}）"
        asked.append(_ask(MONEY, text, yes, "不换算，照原样粘贴"))
    if found.growing is not None:
        rows, table = len(found.growing.lines), found.growing.stretch.table
        text = f"复制的内容比表上的行多 {rows} 行，要在“{table}”里增加 {rows} 行吗？"
        asked.append(_ask(ROWS, text, f"增加 {rows} 行", "不增加，只粘贴放得下的"))
    return asked


def _ask(name: str, text: str, yes: str, no: str) -> Question:
    return Question(name, text, (Choice(YES, yes), Choice(NO, no)))


def told(found: Found, says: Callable[[str], bool]) -> list[str]:
    """What was not pasted, and why; `says` tells how questions are answered."""
    landing, sentences = found.landing, []
    if landing.over:
        sentences.append(f"右边 {landing.over} 栏放不下，没有粘贴。")
    if found.extra is not None and (found.growing is None or not says(ROWS)):
        rows = len(found.extra.lines)
        sentences.append(f"下面 {rows} 行放不下，没有粘贴{_why_not(found.extra)}。")
    if landing.below:
        sentences.append(f"下面 {landing.below} 行放不下，没有粘贴。")
    if found.closed:
        sentences.append(f"有 {found.closed} 格不能填写（表上印好的文字等），没有改动。")
    regrouped = found.regrouping is not None and says(MERGED)
    clashes = [cell for cell in landing.clashes if not (regrouped and landing.is_level(cell))]
    if clashes:
        sentences.append(f"有 {len(clashes)} 格落在已合并的格子里，文字又不相同，没有粘贴。")
    if found.names is not None and found.names.unknown and says(BY_NAME):
        unknown = found.names.unknown
        sentences.append(f"有 {len(unknown)} 行的行名表上没有，没有粘贴：{some(unknown)}。")
    return sentences


def _why_not(left: Extra) -> str:
    if not left.stretch.grows:
        return "：这张表的行是县里定的"
    if len(left.lines) > MOST_NEW_ROWS:
        return f"：一次最多增加 {MOST_NEW_ROWS} 行"
    return ""
