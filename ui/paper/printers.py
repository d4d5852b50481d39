"""Printers: which there are, and the two ways onto paper: `lp` on Linux, pictures elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from core.errors import ZipingtongError
from core.workspace.printing import lp_arguments, no_service, refused
from ui.paper.sheets import Sheets

MOST_DOTS = 600  # to an inch; more is not seen and would not fit into the memory of an office PC
LP_SECONDS = 120
Going = Callable[[int], bool]  # told how many pages are done; False when the user has had enough


@dataclass(frozen=True, slots=True)
class Order:
    """What the printer is told."""

    printer: str
    copies: int
    double_sided: bool
    title: str


def printer_names() -> tuple[list[str], str]:
    """All printers of this computer, and the usual one ("" for none)."""
    return QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()


def takes_pdf() -> bool:
    """Does the print service of this system take the PDF as it is?"""
    return sys.platform.startswith("linux")


def send_pdf(pdf: bytes, order: Order) -> None:
    """Hand the PDF itself to the print service: its faces and lines stay sharp."""
    command = lp_arguments(order.printer, order.copies, order.double_sided, order.title)
    try:
        done = subprocess.run(
            command, input=pdf, capture_output=True, timeout=LP_SECONDS, env=dict(os.environ)
        )
    except FileNotFoundError as error:
        raise no_service() from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise refused(order.printer, "") from error
    if done.returncode:
        raise refused(order.printer, done.stderr.decode(errors="replace"))


def printer_for(order: Order) -> QPrinter:
    """The printer, told what holds for all pages."""
    printer = QPrinter(QPrinterInfo.printerInfo(order.printer), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(order.title)
    printer.setCopyCount(order.copies)
    printer.setCollateCopies(True)
    sides = QPrinter.DuplexMode
    printer.setDuplex(sides.DuplexLongSide if order.double_sided else sides.DuplexNone)
    return printer


def paint_pages(sheets: Sheets, printer: QPrinter, going: Going) -> bool:
    """Draw every page on the whole paper, nothing enlarged or shrunk; False when given up."""
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dots = min(printer.resolution(), MOST_DOTS)
    painter = QPainter()
    try:
        for number in range(len(sheets)):
            if not going(number):
                printer.abort()
                return False
            picture = sheets.picture(number, dots, grey=True)
            turned = picture.width() > picture.height()
            way = QPageLayout.Orientation
            printer.setPageOrientation(way.Landscape if turned else way.Portrait)
            printer.setPageMargins(QMarginsF())
            if not (printer.newPage() if number else painter.begin(printer)):
                raise refused(printer.printerName(), "")
            paper = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
            painter.drawImage(QRect(0, 0, paper.width(), paper.height()), picture)
    finally:
        painter.end()
    return True


def print_pages(pdf: bytes, sheets: Sheets, order: Order, going: Going) -> bool:
    """Onto paper, whichever way this system has; False when given up."""
    if not order.printer:
        raise ZipingtongError(
            "E513",
            "没有选打印机，没有打印。",
            "请先装好打印机；也可以先“导出 PDF”，拿到别的电脑上打印。",
        )
    if not takes_pdf():
        return paint_pages(sheets, printer_for(order), going)
    if not going(0):
        return False
    send_pdf(pdf, order)
    return True
