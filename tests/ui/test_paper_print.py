"""Onto paper: the question before, `lp` with the very PDF, pictures for every other system."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from core.errors import ZipingtongError
from core.export.pdf import pdf_bytes
from core.layout.drawing import A4, Drawing, Rule
from tests.support_shell import CONTROL, Boxes, Driver, window
from ui.paper import centre as centre_module
from ui.paper import printers
from ui.paper.centre import PrintCentre
from ui.paper.printers import Order, paint_pages, print_pages, send_pdf
from ui.paper.sheets import Sheets

ORDER = Order("甲", 2, True, "某某镇2024年度材料")
MM = 72 / 25.4
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="lp is Linux's")


@pytest.fixture
def boxes() -> Boxes:
    return Boxes()


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boxes: Boxes
) -> Iterator[Driver]:
    monkeypatch.setattr(centre_module, "printer_names", lambda: (["甲", "乙"], "甲"))
    with window(qtbot, tmp_path / "data", monkeypatch, boxes) as make:
        yield make()


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A print service that writes down what it was told; where it does."""
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "lp"
    command.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/told"\ncat > "{folder}/got.pdf"\n'
    )
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def mixed() -> bytes:
    """An upright page and one that lies, each with a line 20 mm from the left and from the top."""
    wide, high = A4
    line = (
        Rule(20 * MM, 20 * MM, 120 * MM, 20 * MM, 1.0),
        Rule(20 * MM, 20 * MM, 20 * MM, 90 * MM),
    )
    return pdf_bytes([Drawing(wide, high, line), Drawing(high, wide, line)], "甲")


def opened(desk: Driver) -> PrintCentre:
    """The print centre, with its pages; the sample has 错误."""
    desk.sample("zhijiang-2023.json")
    desk.key(Qt.Key.Key_P, CONTROL)
    (centre,) = desk.shell.findChildren(PrintCentre)
    desk.bot.waitUntil(lambda: centre.preview.list.count() > 0, timeout=20000)
    return centre


def printed(desk: Driver, centre: PrintCentre) -> str:
    """Press 打印 and wait for what is told."""
    desk.click(centre.box.print)
    desk.bot.waitUntil(lambda: not centre.box.busy, timeout=30000)
    return centre.box.told.text()


def _millimetres(paper: Sheets, number: int) -> tuple[int, int]:
    picture = paper.picture(number, 254)
    return round(picture.width() / 10), round(picture.height() / 10)


def text_of(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


# ------------------------------------------------ the question


@linux_only
def test_errors_are_asked_about_once_and_then_printed_clean(
    desk: Driver, boxes: Boxes, lp: Path
) -> None:
    boxes.answers = ["知道了", "取消", "仍然打印"]
    centre = opened(desk)
    assert printed(desk, centre) == "" and not (lp / "told").exists()
    assert "已交给打印机" in printed(desk, centre)
    centre.box.copies.setValue(3)
    printed(desk, centre)  # agreed already
    assert boxes.told[1].text == boxes.told[2].text == "还有 3 项错误没有处理。"
    assert "联系电话" in boxes.told[1].more
    told = (lp / "told").read_text().split("\n")
    assert told[:4] == ["-d", "甲", "-n", "3"]
    texts = text_of(lp / "got.pdf")
    assert len(texts) == centre.preview.list.count()
    assert not any("草稿" in text for text in texts)
    desk.to_front()


@linux_only
def test_a_draft_is_marked_on_every_page(desk: Driver, boxes: Boxes, lp: Path) -> None:
    """The answer 打印草稿 makes the pages anew before they go to the printer."""
    boxes.answers = ["知道了", "打印草稿"]
    centre = opened(desk)
    assert "已交给打印机" in printed(desk, centre)
    assert centre.parts.draft.isChecked()
    texts = text_of(lp / "got.pdf")
    assert texts and all("草" in text and "稿" in text for text in texts)
    printed(desk, centre)  # a draft asks nothing
    desk.to_front()


def test_without_a_printer_only_files(
    desk: Driver, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(centre_module, "printer_names", lambda: ([], ""))
    boxes.answers = ["知道了"]
    centre = opened(desk)
    assert not centre.box.print.isEnabled()
    assert all(button.isEnabled() for button in centre.box.exports.values())
    desk.to_front()


# ------------------------------------------------ lp


@linux_only
def test_the_very_pdf_goes_to_lp(lp: Path) -> None:
    pdf = mixed()
    send_pdf(pdf, ORDER)
    assert (lp / "got.pdf").read_bytes() == pdf
    told = (lp / "told").read_text().split("\n")
    assert "sides=two-sided-long-edge" in told and ORDER.title in told


@linux_only
def test_a_missing_print_service_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ZipingtongError) as caught:
        send_pdf(mixed(), ORDER)
    assert caught.value.code == "E511" and "lp" in caught.value.says


@linux_only
def test_what_the_print_service_says_is_passed_on(lp: Path) -> None:
    (lp / "lp").write_text("#!/bin/sh\necho 没有这台打印机 >&2\nexit 1\n")
    with pytest.raises(ZipingtongError) as caught:
        send_pdf(mixed(), ORDER)
    assert caught.value.code == "E512"
    assert "甲" in caught.value.says and "没有这台打印机" in caught.value.remedy


def test_no_printer_no_print(qapp: object) -> None:
    sheets = Sheets(mixed())
    with pytest.raises(ZipingtongError) as caught:
        print_pages(mixed(), sheets, Order("", 1, False, "甲"), lambda _: True)
    sheets.close()
    assert caught.value.code == "E513"


# ------------------------------------------------ pictures


def test_pictures_fill_the_paper_at_its_own_size(qapp: object, tmp_path: Path) -> None:
    """Both orientations; the lines lie where they were drawn, to the millimetre."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(300)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    sheets, seen = Sheets(mixed()), list[int]()
    assert paint_pages(sheets, printer, lambda number: not seen.append(number))
    sheets.close()
    assert seen == [0, 1]
    paper = Sheets((tmp_path / "papier.pdf").read_bytes())
    sizes = [_millimetres(paper, number) for number in range(len(paper))]
    assert sizes == [(210, 297), (297, 210)]
    for number in range(2):
        picture = paper.picture(number, 254, grey=True)  # ten dots to the millimetre
        column = [y for y in range(picture.height()) if picture.pixelColor(700, y).value() < 128]
        row = [x for x in range(picture.width()) if picture.pixelColor(x, 500).value() < 128]
        assert column and abs(sum(column) / len(column) - 200) < 10
        assert row and abs(sum(row) / len(row) - 200) < 10
    paper.close()


def test_enough_stops_between_pages(qapp: object, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    sheets = Sheets(mixed())
    assert not paint_pages(sheets, printer, lambda number: number < 1)
    sheets.close()


def test_other_systems_get_pictures(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, int]] = []
    monkeypatch.setattr(printers, "takes_pdf", lambda: False)
    monkeypatch.setattr(printers, "printer_for", lambda order: order)
    monkeypatch.setattr(
        printers,
        "paint_pages",
        lambda sheets, printer, going: not sent.append((printer.printer, len(sheets))),
    )
    sheets = Sheets(mixed())
    assert print_pages(b"", sheets, ORDER, lambda _: True)
    sheets.close()
    assert sent == [("甲", 2)]
