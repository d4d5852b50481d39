"""The command line: what it prints, its exit codes, and how it takes misuse."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from core.cli.commands import COMMANDS, main
from core.forms.library import Library
from core.paths import resources

SAMPLES = resources() / "samples"
TAOJIANG = str(SAMPLES / "taojiang-2024.json")
HENGYANG = str(SAMPLES / "hengyang-2021.json")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out, said.err


def test_packs_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "packs", "--json")
    packs = json.loads(out)
    assert code == 0
    assert {"hunan-taojiang", "hunan-hengyangxian", "hunan-zhijiang"} <= {p["id"] for p in packs}
    for pack in packs:
        assert set(pack) == {"id", "name", "from", "forms"}
        assert all(set(form) == {"id", "label"} for form in pack["forms"])


@pytest.mark.parametrize("name", Library().names())
def test_fields_as_json(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = run(capsys, "fields", name, "--json")
    fields = json.loads(out)
    assert code == 0
    keys = {"ref", "label", "kind", "unit", "form", "entered", "required", "table"}
    assert all(keys <= set(field) for field in fields)
    refs = [field["ref"] for field in fields]
    assert len(set(refs)) == len(refs)
    assert "设置.评价等级" in refs
    assert not any(field["required"] and not field["entered"] for field in fields)


def test_fields_name_the_cell_as_the_form_does(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "fields", "hunan-taojiang", "--json")
    fields = {field["ref"]: field for field in json.loads(out)}
    assert fields["三公经费@决算"]["label"] == "三公经费 2024年决算数"
    assert fields["三公经费@决算"]["entered"] is False
    assert fields["公务接待费@决算"]["unit"] == "万元"
    assert fields["绩效指标.得分"]["table"] == "绩效指标"
    assert fields["厉行节约保障措施"]["label"] == "厉行节约保障措施"


def test_new_makes_a_file_that_opens(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "新的.json"
    arguments = ("new", "hunan-zhijiang", "--year", "2025", "--unit", "某某局", "-o", str(target))
    code, out, _ = run(capsys, *arguments)
    assert code == 0 and target.name in out
    data = json.loads(target.read_text("utf-8"))
    assert (data["pack"], data["year"], data["unit"]) == ("hunan-zhijiang", 2025, "某某局")
    code, out, err = run(capsys, "show", str(target))
    assert (code, err) == (0, "")
    code, _, err = run(capsys, *arguments)
    assert code == 2 and "已经有了" in err


def test_new_refuses_years_before_the_forms(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = str(tmp_path / "x.json")
    code, _, err = run(
        capsys, "new", "hunan-taojiang", "--year", "2023", "--unit", "局", "-o", target
    )
    assert code == 2 and "2024 年度起" in err
    code, _, err = run(
        capsys, "new", "hunan-taojiang", "--year", "今年", "--unit", "局", "-o", target
    )
    assert code == 2 and "四位数" in err


def test_explain_puts_the_numbers_in(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", HENGYANG, "三公经费@年初预算")
    assert code == 0
    assert "2.31 + 空 + 8.46 = 10.77" in out
    assert "填写：1.08（与计算不一致）" in out
    code, out, _ = run(capsys, "explain", HENGYANG, "三公经费@决算")
    assert "整体自评表:三公经费@决算 = （空白）" in out
    code, out, _ = run(capsys, "explain", HENGYANG, "绩效指标[2].得分")
    assert code == 0 and out.startswith("“力争全县高新技术企业达到”的得分 = 46")


@pytest.mark.parametrize(
    ("ref", "word"),
    [
        ("三公经费", "口径"),
        ("三工经费@决算", "三公经费"),
        ("绩效指标[99].得分", "绩效指标"),
        ("绩效指标[1].得芬", "得分"),
        ("项目[", "["),
        ("", "规范"),
    ],
)
def test_explain_says_what_is_wrong_with_a_reference(
    capsys: pytest.CaptureFixture[str], ref: str, word: str
) -> None:
    code, _, err = run(capsys, "explain", TAOJIANG, ref)
    assert code == 2 and word in err and "处理办法" in err


def test_show_lists_what_disagrees(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", HENGYANG)
    assert code == 1
    marked = [line for line in out.splitlines() if line.endswith("≠")]
    assert [line.split()[0] for line in marked] == [
        "基本支出@决算",
        "三公经费@决算",
        "三公经费@年初预算",
    ]
    code, out, _ = run(capsys, "show", TAOJIANG)
    assert code == 0 and "≠" not in out


def test_sheet_writes_a_workbook_and_dumps(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, _ = run(capsys, "sheet", TAOJIANG, "-o", str(tmp_path / "表"))
    assert code == 0
    book = openpyxl.load_workbook(tmp_path / "表" / "taojiang-2024.xlsx")
    assert [(page.title, page.sheet_state) for page in book.worksheets] == [
        ("基础数据表", "visible"),
        ("整体自评表", "visible"),
        ("自评通对照", "hidden"),
    ]
    assert (
        (tmp_path / "表" / "taojiang-2024-整体自评表.txt").read_text("utf-8").startswith("表 整体")
    )
    code, _, _ = run(capsys, "sheet", "--blank", "hunan-zhijiang", "-o", str(tmp_path))
    book = openpyxl.load_workbook(tmp_path / "hunan-zhijiang.xlsx")
    assert code == 0 and book.sheetnames[-3:-1] == ["项目自评表1", "补充数据"]


def test_pack_check_lists_live_and_dormant_rules(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "pack-check", str(resources() / "packs" / "hunan-taojiang"))
    assert code == 0
    live, dormant = out.split("不起作用的：")
    assert "B2.三公组成（决算）" in live and "X1.清单合计" in dormant
    assert "本包没有" in dormant


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("不存在",),
        ("shwo", TAOJIANG),
        ("show",),
        ("show", "a", "b"),
        ("show", "--wrong", "x"),
        ("fields", "hunan-taojang"),
        ("new", "hunan-taojiang"),
        ("new", "hunan-taojiang", "--year"),
        ("sheet", "-o", "x"),
        ("sheet", TAOJIANG, "--blank", "hunan-taojiang", "-o", "x"),
        ("pack-check", "没有这个文件夹"),
        ("show", "没有这个文件.json"),
        ("explain", TAOJIANG),
    ],
)
def test_misuse_is_a_sentence_and_code_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert any("\u4e00" <= c <= "\u9fff" for c in out + err)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str], command: str) -> None:
    code, out, _ = run(capsys, command, "--help")
    assert code == 0 and "写法：" in out


def test_an_unexpected_error_is_a_sentence_and_no_values_are_logged(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = "三公经费 5.59"

    def broken(*_: object) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr("core.cli.data_commands.find_ref", broken)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    code, _, err = run(capsys, "explain", TAOJIANG, "三公经费@决算")
    assert code == 2 and "E999" in err
    log = (tmp_path / "zipingtong-error.log").read_text("utf-8")
    assert "RuntimeError" in log and "5.59" not in log


def test_demo_shows_the_sample(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "demo", "-o", str(tmp_path))
    assert code == 0 and (tmp_path / "taojiang-2024.xlsx").is_file()
    assert "不能上报 1 项" in out and "O10.得分与完成情况不符" in out
