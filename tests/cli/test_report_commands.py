"""list, open-data, save-data, history, and reading commands on reports."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from core.cli.commands import main
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import load, save
from tests.support_store import step, workspace_in

SAMPLES = resources() / "samples"
TAOJIANG, ZHIJIANG = (SAMPLES / f"{name}.json" for name in ("taojiang-2024", "zhijiang-2023"))


class Line:
    """The command line on one data folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--data-dir", str(self.folder)])
        said = self._capsys.readouterr()
        assert "Traceback" not in said.out + said.err and "E999" not in said.err
        return code, said.out, said.err


@pytest.fixture
def line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Line:
    return Line(capsys, tmp_path / "数据")


def _plain(path: Path) -> str:
    """A sample as the program itself writes it."""
    loaded = load(path, Library())
    return save(loaded.document, loaded.document.pack)


def test_an_empty_folder_is_no_mistake_and_stays_empty(line: Line) -> None:
    code, out, err = line("list")
    assert (code, err) == (0, "") and str(line.folder) in out
    code, out, _ = line("list", "--json")
    assert code == 0 and json.loads(out) == []
    assert not line.folder.exists()
    for command in ("check", "show"):
        code, out, err = line(command, "1")
        assert code == 2 and "还没有自评" in out + err
    assert not line.folder.exists()


def test_a_data_file_becomes_a_report_and_a_data_file_again(line: Line, tmp_path: Path) -> None:
    code, out, _ = line("open-data", str(TAOJIANG), str(ZHIJIANG))
    assert code == 0
    first, *rest = out.splitlines()
    assert first.startswith("1  ") and "2024年度" in first and "桃江县" in first
    assert any(text.startswith("[D120]") for text in rest) and rest[-1].startswith("2  ")
    target = tmp_path / "另存.json"
    code, out, _ = line("save-data", "1", "-o", str(target))
    assert code == 0 and target.name in out
    assert target.read_text("utf-8") == _plain(TAOJIANG)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["数据", "另存.json"])


def test_the_list(line: Line) -> None:
    line("open-data", str(TAOJIANG), str(SAMPLES / "national-2024.json"))
    _, out, _ = line("list", "--json")
    told = {item["number"]: item for item in json.loads(out)}
    assert set(told) == {1, 2}
    assert (told[1]["pack"], told[1]["pack_name"], told[1]["year"]) == (
        "hunan-taojiang",
        "桃江县",
        2024,
    )
    _, whole, _ = line("check", "1", "--filling", "--json")
    assert told[1]["verdict"] == json.loads(whole)["verdict"] and told[1]["errors"] == 1
    assert 0 < told[1]["filled"] < told[1]["required"]
    assert told[2]["state"] == "可以上报" and told[2]["filled"] == told[2]["required"]
    _, out, _ = line("list")
    head, *rows = out.splitlines()
    assert head.split() == ["编号", "单位", "年度", "模板包", "状态", "审核", "已填", "最后修改"]
    assert len(rows) == 2 and all(item["unit"] in out for item in told.values())
    assert told[1]["changed"].replace("T", " ") in out


def test_a_changed_report_is_no_longer_audited_and_an_unfinished_one_not_ready(
    line: Line, tmp_path: Path
) -> None:
    fresh = tmp_path / "新.json"
    main(["new", "hunan-taojiang", "--year", "2025", "--unit", "某局", "-o", str(fresh)])
    line("open-data", str(fresh))
    _, out, _ = line("list", "--json")
    assert [json.loads(out)[0][word] for word in ("state", "verdict")] == ["填报中", "没有问题"]
    with workspace_in(line.folder) as workspace:
        step(workspace.open(1), "5")
    _, out, _ = line("list", "--json")
    (item,) = json.loads(out)
    assert (item["state"], item["verdict"]) == (None, "还没有审核")
    assert (item["errors"], item["filled"]) == (None, None)


def test_reading_commands_take_a_number(line: Line, tmp_path: Path) -> None:
    line("open-data", str(TAOJIANG))
    file = str(TAOJIANG)
    for command in (("show",), ("scores",), ("scores", "--json")):
        assert line(*command, "1") == line(*command, file)
    assert line("explain", "1", "三公经费@决算") == line("explain", file, "三公经费@决算")
    _, one, _ = line("check", "1", "--json")
    _, other, _ = line("check", file, "--json")
    assert json.loads(one) | {"file": file} == json.loads(other)
    code, _, _ = line("sheet", "1", "-o", str(tmp_path / "表"))
    assert code == 0
    line("sheet", file, "-o", str(tmp_path / "表"))
    text = (tmp_path / "表" / "自评1-整体自评表.txt").read_text("utf-8")
    assert text == (tmp_path / "表" / "taojiang-2024-整体自评表.txt").read_text("utf-8")
    code, out, _ = line("check", "1", file)
    assert code == 1 and "== 1\n" in out and out.count("==") == 2


def test_a_file_of_that_name_goes_before_a_number(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line("open-data", str(TAOJIANG))
    (tmp_path / "1").write_bytes(ZHIJIANG.read_bytes())
    _, report, _ = line("show", "1")
    monkeypatch.chdir(tmp_path)
    _, file, _ = line("show", "1")
    assert "桃江县" in report and "桃江县" not in file and "芷江" in file


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("show", "7"), "没有编号为 7 的自评，也没有叫“7”的文件"),
        (("check", "7"), "没有编号为 7 的自评"),
        (("save-data", "7", "-o", "x.json"), "没有编号为 7 的自评"),
        (("save-data", "某局", "-o", "x.json"), "不是自评编号"),
        (("save-data", "１", "-o", "x.json"), "不是自评编号"),
        (("history", "99999999999999999999"), "不是自评编号"),
        (("history", "-1"), "没有“-1”这个选项"),
        (("show", "没有.json"), "没有.json"),
        (("open-data", "没有.json"), "没有.json"),
        (("open-data",), "少写了文件"),
    ],
)
def test_what_is_not_there_is_said(line: Line, arguments: tuple[str, ...], word: str) -> None:
    line("open-data", str(TAOJIANG))
    code, out, err = line(*arguments)
    assert code == 2 and word in out + err


def test_a_report_in_the_trash_is_said_to_be_there(line: Line) -> None:
    line("open-data", str(TAOJIANG))
    with workspace_in(line.folder) as workspace:
        workspace.remove(1)
    code, _, err = line("show", "1")
    assert code == 2 and "回收站" in err
    _, out, _ = line("list", "--json")
    assert json.loads(out) == []


def test_an_unreadable_file_among_others(line: Line, tmp_path: Path) -> None:
    broken = tmp_path / "坏.json"
    broken.write_text("{", "utf-8")
    code, out, _ = line("open-data", str(broken), str(TAOJIANG))
    assert code == 2 and "[D001]" in out and "\n1  " in out
    odd = tmp_path / "怪.json"
    data = json.loads(TAOJIANG.read_text("utf-8"))
    odd.write_text(json.dumps(data | {"facts": {"没有的指标": 1}}, ensure_ascii=False), "utf-8")
    code, out, _ = line("open-data", str(odd))
    assert code == 1 and "没有的指标" in out and "\n2  " in out


def test_save_data_overwrites_nothing(line: Line, tmp_path: Path) -> None:
    line("open-data", str(TAOJIANG))
    target = tmp_path / "有了.json"
    target.write_text("重要", "utf-8")
    code, _, err = line("save-data", "1", "-o", str(target))
    assert code == 2 and "已经有了" in err and target.read_text("utf-8") == "重要"
    code, _, err = line("save-data", "1", "-o", str(tmp_path / "没有的文件夹" / "x.json"))
    assert code == 2 and "没有写成" in err


def test_while_the_window_holds_the_data_one_may_read_but_not_add(line: Line) -> None:
    line("open-data", str(TAOJIANG))
    with workspace_in(line.folder) as window:
        report = window.open(1)
        step(report, "123.45")
        for command in ("show", "check", "scores"):
            assert line(command, "1")[0] in (0, 1)
        assert "123.45" in line("show", "1")[1]
        assert line("list")[0] == 0
        code, out, err = line("open-data", str(TAOJIANG))
        assert code == 2 and f"进程 {os.getpid()}" in err and not out
        assert len(window.lines()) == 1
        assert step(report, "6").safe


def test_history_lists_the_steps(line: Line) -> None:
    line("open-data", str(TAOJIANG))
    code, out, _ = line("history", "1")
    assert (code, out) == (0, "还没有修改过。\n")
    with workspace_in(line.folder) as workspace:
        report = workspace.open(1)
        step(report, "5")
        step(report, "6")
        report.undo()
    _, out, _ = line("history", "1")
    _, first, second = out.splitlines()
    assert "填写公务接待费（决算）" in first and not first.endswith("已撤销")
    assert second.endswith("已撤销")


def test_an_empty_data_folder_name_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--data-dir="]) == 2
    assert "--data-dir" in capsys.readouterr().err
