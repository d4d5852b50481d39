"""The print centre over a real window: choosing, seeing, exporting, asking, leaving."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from core.layout.faces import Face
from core.layout.package import WHOLE, compose
from core.storage.preferences import Preferences
from core.workspace.printing import Kind
from tests.support_fonts import install
from tests.support_shell import CONTROL, Boxes, Driver, window
from ui.paper import centre as centre_module
from ui.paper.centre import PrintCentre
from ui.paper.preview import Preview

Key = Qt.Key


@pytest.fixture
def boxes() -> Boxes:
    return Boxes()


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boxes: Boxes
) -> Iterator[Driver]:
    monkeypatch.setattr(centre_module, "printer_names", lambda: (["甲", "乙"], "乙"))
    with window(qtbot, tmp_path / "data", monkeypatch, boxes) as make:
        yield make()


def opened(desk: Driver, sample: str) -> PrintCentre:
    """The print centre of a sample, with all its pages."""
    desk.sample(f"{sample}.json")
    desk.key(Key.Key_P, CONTROL)
    found = desk.shell.findChildren(PrintCentre)
    assert len(found) == 1
    desk.bot.waitUntil(lambda: found[0].preview.list.count() > 0, timeout=20000)
    return found[0]


def pages(centre: PrintCentre) -> int:
    return centre.preview.list.count()


def wait_pages(desk: Driver, centre: PrintCentre, count: int) -> None:
    desk.bot.waitUntil(lambda: pages(centre) == count, timeout=20000)


def wait_seen(desk: Driver, centre: PrintCentre) -> None:
    """Until the page on screen is the one asked for, as large as it was asked for."""

    def seen() -> bool:
        view, picture = centre.preview.view, centre.preview.paper.pixmap()
        if view is None or picture.isNull():
            return False
        leaf = centre.preview.leaf
        return leaf is not None and abs(picture.width() - leaf.width * view.dots / 72) < 2

    desk.bot.waitUntil(seen, timeout=20000)


def go_to(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> list[str]:
    """The file dialog's answer; what it was asked."""
    asked: list[str] = []

    def answer(_: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked[:] = [title, name, kinds]
        return str(path), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return asked


def export(desk: Driver, centre: PrintCentre, kind: Kind) -> str:
    """Press the button and wait for what is told."""
    desk.click(centre.box.exports[kind])
    desk.bot.waitUntil(lambda: not centre.box.busy, timeout=30000)
    return centre.box.told.text().replace("\u200b", "")


# ------------------------------------------------ choosing and seeing


def test_it_shows_the_whole_package_first(desk: Driver) -> None:
    centre = opened(desk, "taojiang-2024")
    drawings = compose(desk.session.pack, desk.snapshot, WHOLE)
    assert pages(centre) == len(drawings)
    labels = [centre.preview.list.item(n).text() for n in range(pages(centre))]
    assert labels == [f"{n}　{d.label or '（接上页）'}" for n, d in enumerate(drawings, 1)]
    assert centre.box.printers.currentText() == "乙"
    wait_seen(desk, centre)
    desk.to_front()


def test_turning_by_keys_and_list(desk: Driver) -> None:
    centre = opened(desk, "taojiang-2024")
    count = pages(centre)
    for key, wanted in ((Key.Key_PageDown, 1), (Key.Key_PageDown, 2), (Key.Key_PageUp, 1)):
        desk.key(key)
        assert centre.preview.number == wanted
        assert centre.preview.words.text() == f"第 {wanted + 1} / {count} 页"
        wait_seen(desk, centre)
    centre.preview.list.setCurrentRow(count - 1)
    wait_seen(desk, centre)
    assert not centre.preview.after.isEnabled()
    desk.key(Key.Key_PageDown)
    assert centre.preview.number == count - 1
    desk.to_front()


def seen_rows(centre: PrintCentre) -> range:
    strip = centre.preview.list
    area = strip.viewport().rect()
    last = strip.indexAt(area.bottomLeft()).row()
    return range(
        strip.indexAt(area.topLeft()).row(), (last if last >= 0 else pages(centre) - 1) + 1
    )


def wait_pictures(desk: Driver, centre: PrintCentre) -> None:
    """Until every page in sight has its picture."""
    strip = centre.preview.list
    desk.bot.waitUntil(lambda: all(map(strip.has_picture, seen_rows(centre))), timeout=20000)


def test_pages_in_sight_have_pictures_and_no_others(desk: Driver, boxes: Boxes) -> None:
    boxes.answers = ["知道了"]  # what was odd in the sample
    centre = opened(desk, "zhijiang-2023")
    strip = centre.preview.list
    wait_pictures(desk, centre)
    first, last = seen_rows(centre)[-1], pages(centre) - 1
    assert 0 < first < last and not strip.has_picture(last)
    blank = strip.item(last).icon().pixmap(strip.iconSize()).toImage()
    strip.setCurrentRow(last)  # as the End key does
    assert centre.preview.number == last
    wait_pictures(desk, centre)
    assert strip.has_picture(last)
    assert strip.item(last).icon().pixmap(strip.iconSize()).toImage() != blank
    desk.to_front()


def test_pictures_are_clicked_and_walked_over_with_keys(desk: Driver) -> None:
    centre = opened(desk, "taojiang-2024")
    strip = centre.preview.list
    desk.click(strip.viewport(), strip.visualItemRect(strip.item(2)).center())
    assert centre.preview.number == 2
    desk.key(Key.Key_Down)
    assert centre.preview.number == 3 == strip.currentRow()
    wait_seen(desk, centre)
    desk.to_front()


def test_pictures_follow_the_choice_and_are_not_kept_without_end(
    desk: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.paper.strip.MOST", 2)
    centre = opened(desk, "taojiang-2024")
    strip = centre.preview.list
    heard: list[int] = []
    centre.press.sketched.connect(lambda choice, view, image: heard.append(view.number))
    centre.parts.draft.click()
    desk.bot.waitUntil(lambda: set(seen_rows(centre)) <= set(heard), timeout=20000)
    rows = [row for row in range(pages(centre)) if strip.has_picture(row)]
    assert len(rows) == 2 and set(rows) <= set(heard)
    desk.to_front()


def test_zooming_keeps_to_its_steps(desk: Driver) -> None:
    centre = opened(desk, "taojiang-2024")
    desk.click(centre.preview.wide)
    wait_seen(desk, centre)
    assert centre.preview.paper.pixmap().width() <= centre.preview.area.viewport().width()
    desk.click(centre.preview.larger)
    wait_seen(desk, centre)
    first = centre.preview.paper.pixmap().width()
    desk.key(Key.Key_Equal, CONTROL)
    wait_seen(desk, centre)
    assert centre.preview.paper.pixmap().width() > first
    for _ in range(20):
        desk.key(Key.Key_Minus, CONTROL)
    wait_seen(desk, centre)
    assert centre.preview.paper.pixmap().width() == pytest.approx(595 * 96 / 72 / 2, abs=1)
    desk.to_front()


def test_the_choice_is_followed_and_the_place_kept(desk: Driver) -> None:
    centre = opened(desk, "taojiang-2024")
    count = pages(centre)
    desk.key(Key.Key_PageDown)
    desk.key(Key.Key_Space)  # the cover is off
    wait_pages(desk, centre, count - 1)
    assert centre.preview.number == 1
    desk.click(centre.parts.none)
    wait_pages(desk, centre, 0)
    assert "没有选" in centre.preview.paper.text()
    assert not centre.box.print.isEnabled() and not centre.box.exports[Kind.PDF].isEnabled()
    desk.click(centre.parts.all)
    wait_pages(desk, centre, count)
    wait_seen(desk, centre)
    centre.parts.signature.click()
    desk.bot.waitUntil(lambda: 0 < pages(centre) < count, timeout=20000)
    assert centre.box.print.isEnabled()
    desk.to_front()


def test_many_changes_end_in_the_last(desk: Driver) -> None:
    """What is asked for while the pages are still being made is not lost, nor made in between."""
    centre = opened(desk, "taojiang-2024")
    count = pages(centre)
    heard: list[bool] = []
    centre.press.opened.connect(lambda pages: heard.append(pages.complete))
    for _ in range(7):
        centre.parts.draft.click()
    for _ in range(2):
        centre.parts.none.click()
    centre.parts.all.click()
    desk.bot.waitUntil(lambda: True in heard, timeout=20000)
    wait_pages(desk, centre, count)
    assert centre.parts.draft.isChecked()
    desk.to_front()


def test_the_wheel_changes_no_copies(desk: Driver) -> None:
    centre = opened(desk, "taojiang-2024")
    copies = centre.box.copies
    copies.setValue(3)
    middle = QPointF(copies.rect().center())
    turn = QWheelEvent(
        middle,
        copies.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(copies, turn)
    assert copies.value() == 3
    desk.to_front()


def test_the_faces_of_this_computer_are_remembered_and_change_no_page(
    desk: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("core.export.pdf_own.folders", lambda: (install(tmp_path, 宋体=Face.KAI),))
    centre = opened(desk, "taojiang-2024")
    count, told = pages(centre), centre.box.faces_told
    wait_seen(desk, centre)
    assert not centre.parts.own_faces.isChecked() and not told.isVisible()
    desk.key(Key.Key_PageDown)
    desk.key(Key.Key_PageDown)
    wait_seen(desk, centre)
    before = centre.preview.paper.pixmap().toImage()
    desk.click(centre.parts.own_faces)
    desk.bot.waitUntil(told.isVisible, timeout=20000)
    assert told.text() == "用了本机的宋体，其余用所带的。"
    desk.bot.waitUntil(lambda: centre.preview.paper.pixmap().toImage() != before, timeout=20000)
    assert pages(centre) == count
    desk.to_front()
    assert Preferences.load(desk.folder).own_faces
    desk.key(Key.Key_P, CONTROL)
    again = desk.shell.findChildren(PrintCentre)[-1]
    desk.bot.waitUntil(lambda: pages(again) == count, timeout=20000)
    assert again.parts.own_faces.isChecked()
    again.parts.own_faces.click()
    assert not Preferences.load(desk.folder).own_faces
    desk.to_front()


def test_on_a_narrow_screen_the_buttons_take_two_rows(qtbot: QtBot) -> None:
    wide, narrow = Preview(), Preview(narrow=True)
    for preview in (wide, narrow):
        qtbot.addWidget(preview)
    least = [preview.minimumSizeHint().width() for preview in (narrow, wide)]
    assert least[0] * 3 < least[1] * 2


def test_export_by_key_is_the_same_place_at_its_files(desk: Driver) -> None:
    desk.sample("taojiang-2024.json")
    desk.key(Key.Key_E, CONTROL)
    (centre,) = desk.shell.findChildren(PrintCentre)
    desk.bot.waitUntil(centre.box.exports[Kind.PDF].hasFocus)
    wait_seen(desk, centre)
    desk.to_front()


# ------------------------------------------------ files


def test_files_are_written_where_they_were_wanted(
    desk: Driver, boxes: Boxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes.answers = ["知道了", "仍然导出"]  # what was odd in the sample; its 错误
    centre = opened(desk, "zhijiang-2023")
    for kind, head in ((Kind.PDF, b"%PDF"), (Kind.XLSX, b"PK"), (Kind.DOCX, b"PK")):
        asked = go_to(monkeypatch, tmp_path / "我的 材料")  # without an ending
        told = export(desk, centre, kind)
        target = tmp_path / f"我的 材料{kind.suffix}"
        assert target.read_bytes().startswith(head)
        assert str(target) in told and centre.box.folder.isVisible()
        assert asked[1].endswith(kind.suffix)
    document = pypdfium2.PdfDocument(tmp_path / "我的 材料.pdf")
    assert len(document) == pages(centre)
    document.close()
    desk.to_front()


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(
    desk: Driver, boxes: Boxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = opened(desk, "taojiang-2024")
    centre.parts.draft.click()
    target = tmp_path / "材料.pdf"
    target.mkdir()
    go_to(monkeypatch, target)
    boxes.answers = ["知道了"]
    assert export(desk, centre, Kind.PDF) == ""
    assert "没有写成" in boxes.told[0].text
    assert not centre.box.folder.isVisible() and centre.box.exports[Kind.PDF].isEnabled()
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["材料.pdf"]
    desk.to_front()


def test_an_ending_added_here_replaces_nothing_unasked(
    desk: Driver, boxes: Boxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = opened(desk, "taojiang-2024")
    target = tmp_path / "材料.xlsx"
    target.write_text("旧")
    go_to(monkeypatch, tmp_path / "材料")
    boxes.answers = ["取消", "换掉"]
    assert export(desk, centre, Kind.XLSX) == ""
    assert target.read_text() == "旧"
    export(desk, centre, Kind.XLSX)
    assert target.read_bytes().startswith(b"PK")
    desk.to_front()


def test_what_is_given_up_leaves_no_file(
    desk: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """取消 is pressed while the forms are being laid out."""
    centre = opened(desk, "taojiang-2024")

    def pressed(*_: object) -> list[object]:
        centre.press.cancel()
        return []

    go_to(monkeypatch, tmp_path / "材料.docx")
    with monkeypatch.context() as patched:
        patched.setattr("ui.paper.press.chosen_parts", pressed)
        assert export(desk, centre, Kind.DOCX) == "已取消导出，没有写文件。"
    assert not list(tmp_path.glob("*.docx")) and not centre.box.folder.isVisible()
    desk.to_front()


def test_no_file_is_no_export(desk: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    centre = opened(desk, "taojiang-2024")
    go_to(monkeypatch, "")
    assert export(desk, centre, Kind.DOCX) == ""
    desk.to_front()


# ------------------------------------------------ leaving


def test_leaving_at_once_leaves_no_thread(desk: Driver, boxes: Boxes) -> None:
    """The fixture counts threads and widgets when the window has gone."""
    boxes.answers = ["知道了"]  # what was odd in the sample
    desk.sample("zhijiang-2023.json")
    for _ in range(3):
        desk.key(Key.Key_P, CONTROL)
        centre = desk.shell.findChildren(PrintCentre)[-1]
        press = centre.press
        centre.reject()
        assert press.isFinished()
    desk.shell.activateWindow()
    desk.bot.waitUntil(desk.shell.isActiveWindow)


def test_the_window_may_go_with_it_open(desk: Driver) -> None:
    """The system ends the session: nobody closes the dialog, the thread ends all the same."""
    centre = opened(desk, "taojiang-2024")
    assert centre.press.isRunning()


def test_a_fault_in_the_thread_is_a_fault_of_the_program(
    desk: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = opened(desk, "taojiang-2024")

    def fail(*_: object) -> None:
        raise RuntimeError("坏了")

    monkeypatch.setattr("ui.paper.press.compose", fail)
    with desk.bot.captureExceptions() as caught:
        centre.parts.draft.click()
        desk.bot.waitUntil(lambda: bool(caught), timeout=20000)
    assert [str(error) for _, error, _ in caught] == ["坏了"]
    caught.clear()  # the frames of the error would keep the window
    for name in ("last_value", "last_traceback"):
        delattr(sys, name)
    desk.to_front()
