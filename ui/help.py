"""Help: the keys, and which version this is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

VERSION = "0.2"
KEYS = (
    ("方向键、Tab、回车", "在格子之间移动；Tab 到下一个能填的格"),
    ("F2", "修改这一格；直接打字是重新填"),
    ("Alt+回车", "格子里换行"),
    ("Esc", "放弃正在填的内容"),
    ("Ctrl+C　Ctrl+X　Ctrl+V", "复制、剪切、粘贴，可以和 WPS、Excel 互相粘贴"),
    ("Ctrl+D", "向下填充"),
    ("Ctrl+回车", "在下方增加一行"),
    ("Ctrl+-", "删除行"),
    ("Ctrl+Z　Ctrl+Y", "撤销、重做，关了再开也能撤销"),
    ("F7", "到下一个还没填的格"),
    ("F8　Shift+F8", "到下一个、上一个问题"),
    ("F9", "完整审核，没有填的也算问题"),
    ("F6", "在表和问题栏之间切换"),
    ("Ctrl+PgDown　Ctrl+PgUp", "下一张表、上一张表"),
    ("Alt+=　Alt+-", "表放大、缩小"),
    ("Ctrl+P　Ctrl+E", "打印；导出 PDF、Excel、Word"),
    ("Ctrl+J", "在自评报告里插入跟着表走的数"),
    ("Ctrl+F　Ctrl+H", "在自评报告里查找、替换；F3 下一处"),
)


class Help(QDialog):
    """A short page; everything is saved as it is typed, so there is no 保存."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("怎么用")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = "".join(
            f"<tr><td style='padding:3px 18px 3px 0'><b>{key}</b></td><td>{says}</td></tr>"
            for key, says in KEYS
        )
        words = QLabel(
            "<p>填的内容随填随存，不用点保存。右边列出发现的问题：点一下就到那一格，"
            "处理办法一点就改，改错了可以撤销。</p>"
            f"<table>{rows}</table>"
        )
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.RichText)
        close = QPushButton("知道了")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def about(parent: QWidget) -> None:
    """Name, version, licence."""
    box = QMessageBox(
        QMessageBox.Icon.Information, "关于自评通", f"自评通 {VERSION}", parent=parent
    )
    box.setInformativeText(
        "预算绩效自评的填报、审核和打印。不联网，数据只在这台电脑上。\n木兰宽松许可证第2版。"
    )
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()
