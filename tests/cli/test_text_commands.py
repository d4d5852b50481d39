"""check-text: a text on its own and with its data; what check says of a report's text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.commands import main
from core.paths import resources

SAMPLE = str(resources() / "samples" / "taojiang-2024.json")
REPORT = """修山镇2024年度部门整体支出绩效自评报告
（参考提纲）
一、概况
我局按要求开展自评的的工作。
三、支出
支出正常。
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def written(folder: Path, text: str) -> str:
    path = folder / "报告.txt"
    path.write_text(text, "gbk")
    return str(path)


def test_a_text_on_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "check-text", written(tmp_path, REPORT))
    assert code == 0
    assert out.startswith(
        "没有数据文件，只看文字本身（按 2024 年度的报告）。\n可以上报 · 需说明 3 项"
    )
    assert "[R13.模板文字没有删] 报告里写着“（参考提纲）”" in out
    assert "     章节：第1章第2行第1字：“（参考提纲）”\n" in out
    assert "     章节：第2章“一、概况”第1行第1字：“我局”\n" in out


def test_a_text_with_its_data_is_the_units(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, REPORT)
    code, out = run(capsys, "check-text", file, "--data", SAMPLE, "--json")
    told = json.loads(out)
    assert code == 1 and told["verdict"].startswith("不能上报 1 项")
    assert (told["pack"], told["year"], told["data"]) == ("hunan-taojiang", 2024, SAMPLE)
    errors = [one for one in told["findings"] if one["severity"] == "error"]
    assert [one["rule"] for one in errors] == ["R12.别的单位名称"]
    assert errors[0]["form"] == "自评报告"
    assert errors[0]["words"] == [
        {"chapter": "", "number": 1, "in_title": False, "start": 0, "end": 3, "quoted": "修山镇"}
    ]
    assert all(one["words"] for one in told["findings"])


def test_a_text_that_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "check-text", written(tmp_path, "\n \n"))
    assert code == 0 and "文件里没有文字。" in out


@pytest.mark.parametrize("arguments", [["check-text"], ["check-text", "没有.txt"]])
def test_misuse(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, *arguments)
    assert code == 2 and "处理办法" in out


def test_check_reads_the_report_of_its_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = {"pack": "hunan-taojiang", "year": 2024, "unit": "桃江县民政局", "report": REPORT}
    path = tmp_path / "data.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    code, out = run(capsys, "check", str(path), "--json")
    told = json.loads(out)
    assert code == 1
    by_rule = {one["rule"]: one for one in told["findings"]}
    assert by_rule["R14.标题和序号"]["words"][0]["chapter"] == "三、支出"
    assert by_rule["R22.字词重复"]["expected"] == "的"
    assert by_rule["M1.必填项没有填"]["words"] == []
