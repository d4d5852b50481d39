"""Excuses: what a text that gives reasons speaks of, so that one reason does not serve for all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

_REMEMBERED = 4096
_LEAST_NAME = 3
_SENTENCE = re.compile(r"[。；;!！?？\n]+")
# Sentences about how far the budget was spent, and not about what was done with it.
_EXECUTION = re.compile(r"预算执行|执行率|执行进度|(?:支出|支付|拨付|用款)进度|序时进度")
_WORK = re.compile(r"目标|指标|任务|工作量|完成(?!支付|拨付)|达标|数量|质量|工期")
_OF_EXECUTION = re.compile(r"执行|支付|拨付|支出进度|资金到位")
BECAUSE = re.compile(
    r"因(?!公|素|地)|由于|主要是|(?<![体关联])系(?!统|列|数)|导致|造成|致使|所致|受.{1,12}影响"
)
_LACKING = re.compile(r"未|没有|不足|不够")
# A sentence that goes on with the one before it.
_GOES_ON = re.compile(r"(?:主要|原因|由于|因|这|其|为此|下一步|今后|改进|整改|我们将|拟)")


def only_on_execution(sentence: str) -> bool:
    """预算执行率偏低，加快支出进度: says nothing of an indicator that was missed."""
    return bool(_EXECUTION.search(sentence)) and not _WORK.search(sentence)


def gives_reason(measures: str) -> bool:
    """Do measures for the future also say why? 加强管理 alone does not."""
    return bool(BECAUSE.search(measures) or _LACKING.search(measures))


@lru_cache(_REMEMBERED)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, _SENTENCE.split(text)) if part)


def sentences_about(text: str, name: str, others: Collection[str]) -> Iterator[str]:
    """The sentences of a reason in an end block that may be meant for the indicator of this name.

    A sentence that names it is; one that names only other indicators is not, nor is one on how
    the budget was executed (but for an indicator that is itself about that); any other may be.
    """
    names = [other for other in others if len(other) >= _LEAST_NAME and other not in name]
    meant = True
    for sentence in _sentences(text):
        if len(name) >= _LEAST_NAME and name in sentence:
            meant = True
        elif any(other in sentence for other in names):
            meant = False
        elif only_on_execution(sentence):
            meant = bool(_OF_EXECUTION.search(name))
        elif not _GOES_ON.match(sentence):
            meant = True
        if meant:
            yield sentence
