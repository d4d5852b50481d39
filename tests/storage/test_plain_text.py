"""Reading a report's text from files: encodings, .docx as people make it, hostile files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Unreadable
from core.storage import plain_text
from core.storage.plain_text import read_text

TEXT = "石牛江镇人民政府\n2024年度自评报告\n一、概况\n支出 1,543.37 万元，占 97.30%。\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def txt(folder: Path, data: bytes, name: str = "报告.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def docx(folder: Path, body: str, **parts: str) -> Path:
    """A .docx with this body and other parts by name (numbering, styles, footnotes)."""
    path = folder / "报告.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            made.writestr(f"word/{name}.xml", content)
    return path


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_text(path)
    assert caught.value.remedy and path.name in str(caught.value)
    return caught.value


# ---------------------------------------------------------------- .txt


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "gb18030",
        "gbk",
        "gb2312",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    ],
)
def test_encodings(encoding: str, tmp_path: Path) -> None:
    assert read_text(txt(tmp_path, TEXT.encode(encoding))) == TEXT


def test_line_ends_become_one_kind(tmp_path: Path) -> None:
    path = txt(tmp_path, "甲\r\n乙\r丙\x0b丁\x0c戊\u2028己\n".encode())
    assert read_text(path) == "甲\n乙\n丙\n丁\n戊\n己\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_in_utf_8_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("t")
    marks = "\u0085\u2028\u2029"
    clean = text.translate(dict.fromkeys(map(ord, marks))).removeprefix("\ufeff")
    if not clean.startswith(("PK\x03\x04", "%PDF")):
        assert read_text(txt(folder, clean.encode("utf-8-sig"))) == clean


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 20, "W206"),
        (b"\x00\x01\x02" * 500, "W206"),
        (b"%PDF-1.7 ...", "W205"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "W202"),
        (b"PK\x03\x04" + b"\xff" * 300, "W201"),
        (b"\xff\xff\xff\xff\xff", "W206"),
    ],
)
def test_what_is_no_text(data: bytes, code: str, tmp_path: Path) -> None:
    assert refusal(txt(tmp_path, data)).code == code


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "MOST_BYTES", 1000)
    assert refusal(txt(tmp_path, b"a" * 1001)).code == "W203"
    assert read_text(txt(tmp_path, b"a" * 1000)) == "a" * 1000


@pytest.mark.parametrize("name", ["没有.txt", "坏\x00名.txt"])
def test_what_cannot_be_opened(name: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_text(tmp_path / name)
    assert caught.value.code == "D009"


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    assert read_text(txt(tmp_path, b"")) == ""


# ---------------------------------------------------------------- .docx


def test_paragraphs_breaks_and_runs(tmp_path: Path) -> None:
    body = p("一、概况") + (
        "<w:p><w:r><w:t>支出</w:t></w:r><w:r><w:t xml:space='preserve'> 5 万元</w:t></w:r>"
        "<w:r><w:br/><w:t>第二行&lt;甲&gt;</w:t></w:r></w:p><w:p/>"
    )
    assert read_text(docx(tmp_path, body)) == "一、概况\n支出 5 万元\n第二行<甲>\n"


def test_the_name_of_a_document_does_not_matter(tmp_path: Path) -> None:
    path = docx(tmp_path, p("甲"))
    assert read_text(path.rename(tmp_path / "报告.txt")) == "甲"


def test_what_was_deleted_is_left_out_and_what_was_inserted_stands(tmp_path: Path) -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>搬来</w:t></w:r></w:moveTo>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>尾</w:t></w:r></w:p>"
    )
    assert read_text(docx(tmp_path, body)) == "新搬来尾"


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框外</w:t><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "<w:t>还在外</w:t></w:r></w:p>"
    )
    assert read_text(docx(tmp_path, body)) == "框外还在外\n框内"


def test_rows_of_tables_are_lines_with_tabs(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    body = f"{p('见下表')}<w:tbl>{row('项目', '决算')}{row('甲', '1.00')}</w:tbl>{p('完')}"
    assert read_text(docx(tmp_path, body)) == "见下表\n项目\t决算\n甲\t1.00\n完"
    frame = f"<w:tbl><w:tr><w:tc>{p('一段')}{p('两段')}</w:tc></w:tr></w:tbl>"
    assert read_text(docx(tmp_path, frame)) == "一段\n两段"


def test_footnotes_stand_at_the_end(tmp_path: Path) -> None:
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator'>{p('——')}</w:footnote>"
        f"<w:footnote w:id='2'>{p('数据来自决算。')}</w:footnote></w:footnotes>"
    )
    assert read_text(docx(tmp_path, p("正文"), footnotes=notes)) == "正文\n数据来自决算。"


LEVELS = (
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/>"
    "<w:pStyle w:val='H1'/><w:lvlText w:val='%1、'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%3'/></w:lvl>"
    "<w:lvl w:ilvl='3'><w:numFmt w:val='bullet'/><w:lvlText w:val='●'/></w:lvl>"
)
NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='7'>{LEVELS}</w:abstractNum>"
    "<w:num w:numId='3'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='4'><w:abstractNumId w:val='7'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>"
)
STYLES = (
    f"<w:styles {W}><w:style w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr>"
    "</w:style><w:style w:styleId='H2'><w:basedOn w:val='H1'/></w:style></w:styles>"
)


def numbered(text: str, level: int, number: int = 3) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def test_automatic_numbers_are_part_of_the_text(tmp_path: Path) -> None:
    levels = (0, 1, 1, 2, 0, 1, 3)
    body = "".join(numbered(f"标题{n}", level) for n, level in enumerate(levels))
    body += p("按样式", "<w:pStyle w:val='H2'/>") + numbered("另起", 0, 4) + numbered("接着", 0, 4)
    body += p("没有", "<w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    body += numbered("没有这样的编号", 8, 99)
    assert read_text(docx(tmp_path, body, numbering=NUMBERING, styles=STYLES)).split("\n") == [
        "一、标题0", "（一）标题1", "（二）标题2", "1.1 标题3", "二、标题4", "（一）标题5", "标题6",
        "三、按样式", "五、另起", "六、接着", "没有", "没有这样的编号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        "<w:document><w:body>",
        "不是 XML",
        "",
        "<w:document xmlns:w='w'></w:body>",
    ],
)
def test_a_damaged_document(content: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", content)
    error = refusal(path)
    assert error.code == "W201" and "Word 文档（.docx）" in error.says


def test_an_archive_that_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("xl/workbook.xml", "<x/>")
    assert refusal(path).code == "W201"


@pytest.mark.parametrize("part", ["document", "numbering", "styles", "footnotes"])
def test_document_types_are_refused_in_every_part(part: str, tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as made:
        if part != "document":
            made.writestr("word/document.xml", f"<w:document {W}/>")
        made.writestr(f"word/{part}.xml", bomb)
    assert refusal(path).code == "W204"


def test_a_bomb_is_stopped_while_it_inflates(tmp_path: Path) -> None:
    path = docx(tmp_path, "<w:p/>" * 2_000_000)
    assert path.stat().st_size < 100_000
    assert refusal(path).code == "W203"


@pytest.mark.parametrize(
    "body",
    [
        "<w:tc>" * 5_000 + "</w:tc>" * 5_000,
        "<w:tbl><w:tr><w:tc><w:p>" * 2_000 + "</w:p></w:tc></w:tr></w:tbl>" * 2_000,
        "<w:txbxContent>" * 3_000 + "</w:txbxContent>" * 3_000,
        "<w:r></w:r><w:t>孤</w:t><w:tr/><w:tc/><w:tbl/>",
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='99999'/><w:numId w:val='x'/></w:numPr></w:pPr></w:p>",
    ],
)
def test_strange_nesting_is_survived(body: str, tmp_path: Path) -> None:
    assert read_text(docx(tmp_path, body, numbering=NUMBERING)).strip() == ""


@given(st.binary(max_size=200), st.integers(0, 10_000))
def test_bent_bytes_never_crash(
    tmp_path_factory: pytest.TempPathFactory, extra: bytes, at: int
) -> None:
    path = docx(tmp_path_factory.mktemp("t"), p("一、概况") * 50, numbering=NUMBERING)
    data = path.read_bytes()
    place = at % len(data)
    path.write_bytes(data[:place] + extra + data[place + len(extra) // 2 :])
    try:
        assert isinstance(read_text(path), str)
    except Unreadable as error:
        assert error.says and error.remedy
