"""check and scores on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.commands import main
from core.paths import resources

SAMPLES = resources() / "samples"
TAOJIANG, HENGYANG = (str(SAMPLES / f"{n}.json") for n in ("taojiang-2024", "hengyang-2021"))
KEYS = {
    *("rule", "severity", "outcome", "form", "cells", "message", "shown", "expected"),
    *("formula", "clause", "remedies", "suspects", "folded_under"),
}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out, said.err


def test_check_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", HENGYANG, "--json")
    told = json.loads(out)
    assert code == 1
    assert all(set(finding) >= KEYS for finding in told["findings"])
    assert {f["severity"] for f in told["findings"]} == {"error", "warning", "info"}
    assert set(told["counts"]) == {"pass", "fail", "not_evaluated", "broken"}
    assert told["counts"]["broken"] == 0 and told["counts"]["pass"] > 0
    (three,) = [f for f in told["findings"] if f["rule"].startswith("B2")]
    assert three["cells"][0] == "基础数据表:三公经费@年初预算"
    assert (three["shown"], three["expected"]) == ("1.08", "10.77")


def test_check_of_several_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "坏.json"
    broken.write_text("{", "utf-8")
    clean = str(SAMPLES / "national-2024.json")
    code, out, _ = run(capsys, "check", clean, str(broken), "--json")
    told = json.loads(out)
    assert code == 2 and len(told) == 2 and "D001" in told[1]["unreadable"]
    assert told[0]["verdict"] == "可以上报 · 需说明 0 项 · 提示 0 项"
    code, out, _ = run(capsys, "check", clean, TAOJIANG)
    assert code == 1 and out.count("==") == 2


def test_missing_cells_are_no_findings_while_filling(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fresh = tmp_path / "新.json"
    main(["new", "hunan-taojiang", "--year", "2025", "--unit", "某局", "-o", str(fresh)])
    capsys.readouterr()
    code, out, _ = run(capsys, "check", str(fresh), "--filling", "--json")
    assert code == 0 and json.loads(out)["findings"] == []
    _, out, _ = run(capsys, "check", str(fresh), "--json")
    rules = {finding["rule"] for finding in json.loads(out)["findings"]}
    assert rules == {"M1.必填项没有填"}


def test_check_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", HENGYANG, "--all")
    assert out.startswith("不能上报 ")
    for word in ("【错误】", "【需说明】", "【提示】", "【未核对】", "公式：", "处理：", "位置："):
        assert word in out


def test_scores(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "scores", HENGYANG, "--json")
    told = {item["cell"]: item for item in json.loads(out)}
    assert code == 0
    assert told["评价等级"]["suggested"] == "优秀"
    assert "执行率得分" in told
    code, out, _ = run(capsys, "scores", str(SAMPLES / "zhijiang-2023.json"))
    assert code == 0 and "共性指标[在职].得分" in out and "代入：" in out


def test_what_follows_stands_under_its_own_cause(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Two wrong totals fail the same rule; each has the sum that follows from it under it."""
    aspects = ("年初预算", "决算")
    figures = {
        "公务用车购置费": ("2", "20"),
        "公务用车运行维护费": ("3", "30"),
        "公务用车购置和维护经费": ("1", "10"),
        "公务接待费": ("3", "30"),
        "因公出国经费": ("0", "0"),
        "三公经费": ("8", "80"),
    }
    facts = {name: dict(zip(aspects, pair, strict=True)) for name, pair in figures.items()}
    paper = tmp_path / "两处.json"
    data = {"pack": "hunan-taojiang", "year": 2024, "facts": facts}
    paper.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    _, out, _ = run(capsys, "check", str(paper))
    blocks = [block for block in out.split("[")[1:] if block.startswith("B3.公务用车组成]")]
    assert len(blocks) == 2
    for aspect, block in zip(aspects, blocks, strict=True):
        assert [line for line in block.splitlines() if "由此引起" in line] == [
            line for line in block.splitlines() if f"由此引起：三公经费（{aspect}）" in line
        ]
        assert block.count("由此引起") == 1
    _, out, _ = run(capsys, "check", str(paper), "--json")
    folded = {f["folded_under"] for f in json.loads(out)["findings"]} - {""}
    assert folded == {f"B3.公务用车组成 公务用车购置和维护经费@{aspect}" for aspect in aspects}
