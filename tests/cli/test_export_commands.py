"""export: the files it writes, what it says, and how it takes misuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from core.cli.commands import main
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import save_file
from tests.support_letters import samples

SUFFIXES = (".pdf", ".xlsx", ".docx")
TAOJIANG = str(resources() / "samples" / "taojiang-2024.json")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(("export", *arguments))
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out + said.err


def titles(path: Path) -> list[str]:
    return [mark.get_title() for mark in pypdfium2.PdfDocument(path).get_toc()]


def test_the_whole_package_is_one_pdf(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = run(capsys, TAOJIANG, "-o", str(tmp_path / "新" / "文件夹"))
    target = tmp_path / "新" / "文件夹" / "taojiang-2024.pdf"
    assert code == 0 and str(target) in said
    assert titles(target)[:2] == ["封面", "目录"]
    assert titles(target)[2].startswith("附件1") and len(titles(target)) == 4


def test_single_forms_have_no_cover(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _ = run(capsys, TAOJIANG, "-o", str(tmp_path), "--form", "整体自评表")
    (title,) = titles(tmp_path / "taojiang-2024-整体自评表.pdf")
    assert code == 0 and title.startswith("附件2")


def test_blank_forms_and_drafts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _ = run(capsys, "--blank", "national", "-o", str(tmp_path), "--draft")
    document = pypdfium2.PdfDocument(tmp_path / "national.pdf")
    assert code == 0 and len(document) == 1
    assert "草稿" in document[0].get_textpage().get_text_range()


def test_blank_forms_are_of_last_year_or_the_one_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def printed(folder: str, *asked: str) -> str:
        target = tmp_path / folder
        assert run(capsys, "--blank", "hunan-taojiang", "-o", str(target), *asked)[0] == 0
        (path,) = target.glob("*.pdf")
        pages = pypdfium2.PdfDocument(path)
        return "".join(page.get_textpage().get_text_range() for page in pages)

    assert f"{date.today().year - 1}年" in printed("去年")
    assert "2031年" in printed("某年", "--year", "2031")
    for wrong in (("--year", "2015"), ("--year", "明年")):
        code, said = run(capsys, "--blank", "hunan-taojiang", "-o", str(tmp_path / "x"), *wrong)
        assert code == 2 and "年度" in said
    code, said = run(capsys, TAOJIANG, "-o", str(tmp_path / "x"), "--year", "2024")
    assert code == 2 and "--blank" in said and not (tmp_path / "x").exists()


@pytest.mark.parametrize("pack", Library().names())
def test_blank_forms_of_every_pack_in_all_formats(
    pack: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Also of a county that has working sheets only."""
    code, said = run(capsys, "--blank", pack, "-o", str(tmp_path), "--pdf", "--xlsx", "--docx")
    assert code == 0, said
    assert {path.name for path in tmp_path.iterdir()} == {f"{pack}{s}" for s in SUFFIXES}
    assert len(pypdfium2.PdfDocument(tmp_path / f"{pack}.pdf")) >= 1


def test_pdf_and_workbook_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _ = run(capsys, TAOJIANG, "-o", str(tmp_path), "--pdf", "--xlsx")
    assert code == 0
    assert {path.suffix for path in tmp_path.iterdir()} >= {".pdf", ".xlsx"}


def test_word_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _ = run(capsys, TAOJIANG, "-o", str(tmp_path), "--docx")
    assert code == 0 and [path.name for path in tmp_path.iterdir()] == ["taojiang-2024.docx"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "x"),
        (TAOJIANG, "--blank", "national", "-o", "x"),
        (TAOJIANG, "-o", "x", "--form", "整体自评"),
        (TAOJIANG,),
    ],
)
def test_misuse_is_explained(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run(capsys, *arguments)
    assert code == 2 and "处理办法" in said
    assert not list(tmp_path.iterdir())


def test_a_file_where_the_folder_should_be(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "x").write_text("我的文件", "utf-8")
    code, said = run(capsys, TAOJIANG, "-o", str(tmp_path / "x"))
    assert code == 2 and "E503" in said
    assert (tmp_path / "x").read_text("utf-8") == "我的文件"


# ---------------------------------------------------------------- reports


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data files of packages with reports."""
    folder = tmp_path_factory.mktemp("报告")
    for name, document in samples().items():
        save_file(folder / f"{name}.json", document, document.pack)
    return folder


def read(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def test_a_package_prints_its_report_in_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, written: Path
) -> None:
    source = str(written / "某某镇.json")
    code, said = run(capsys, source, "-o", str(tmp_path), "--pdf", "--docx")
    assert code == 0 and "2 张表、1 份报告" in said
    marks = titles(tmp_path / "某某镇.pdf")
    assert marks[4] == "附件3　2024年度部门整体支出绩效报告"
    assert marks[5] == "一、部门概况" and marks[-1] == "七、改进措施和有关建议"
    code, _ = run(capsys, source, "-o", str(tmp_path), "--form", "整体自评表")
    assert code == 0 and len(titles(tmp_path / "某某镇-整体自评表.pdf")) == 1


def test_reports_alone_are_a_file_each_numbered_from_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, written: Path
) -> None:
    source = str(written / "某某自治县.json")
    code, said = run(capsys, source, "-o", str(tmp_path), "--report", "--pdf", "--docx")
    names = {f"某某自治县-{kind}自评报告" for kind in ("整体", "项目")}
    made = list(tmp_path.iterdir())
    assert code == 0 and len(made) == 4 and {path.stem for path in made} == names
    assert all(str(path) in said for path in made)
    for name in names:
        pages = read(tmp_path / f"{name}.pdf")
        assert all(f"—{number}—" in page for number, page in enumerate(pages, 1))


def test_the_same_report_gives_the_same_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, written: Path
) -> None:
    for folder in ("甲", "乙"):
        run(capsys, str(written / "某某镇.json"), "-o", str(tmp_path / folder), "--report")
    first, second = (path.read_bytes() for path in sorted(tmp_path.glob("*/*.pdf")))
    assert first == second


@pytest.mark.parametrize("more", [(), ("--xlsx",), ("--form", "整体自评表")])
def test_a_report_that_cannot_be_written_is_explained(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, more: tuple[str, ...]
) -> None:
    code, said = run(capsys, TAOJIANG, "--report", *more, "-o", str(tmp_path))
    assert code == 2 and "报告" in said and "处理办法" in said
    assert not list(tmp_path.iterdir())
