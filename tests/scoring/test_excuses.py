"""Excuses: which sentences of an end block may be meant for an indicator."""

from __future__ import annotations

import pytest

from core.scoring.excuses import gives_reason, only_on_execution, sentences_about

OTHERS = ("走访企业", "培训干部", "资金拨付及时率")


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("两家企业停产。", "走访企业", ["两家企业停产"]),
        ("培训干部：外出务工的多", "走访企业", []),
        ("培训干部：外出务工的多。由于天气，主要推迟到下年。", "走访企业", []),
        ("培训干部：外出务工的多。天气不好，都推迟了。", "走访企业", ["天气不好，都推迟了"]),
        ("培训干部和走访企业都推迟了", "走访企业", ["培训干部和走访企业都推迟了"]),
        ("支出进度偏慢；今后加快", "走访企业", []),
        ("支出进度偏慢", "资金拨付及时率", ["支出进度偏慢"]),
        ("预算执行率低，任务没有做完", "走访企业", ["预算执行率低，任务没有做完"]),
        ("", "走访企业", []),
    ],
)
def test_sentences_about_an_indicator(text: str, name: str, meant: list[str]) -> None:
    assert list(sentences_about(text, name, OTHERS)) == meant


def test_only_on_execution() -> None:
    assert only_on_execution("预算执行率偏低，尾款下年支付")
    assert not only_on_execution("预算执行率偏低，目标没有达到")
    assert not only_on_execution("年中追加了专项")


def test_measures_alone_give_no_reason() -> None:
    assert not gives_reason("加强前期工作和进度调度")
    assert gives_reason("由于雨季较长，下年提前开工")
