"""Rebuilds the five bundled faces, their width tables and licence texts in resources/fonts.

A tool of the packagers, run on Debian 12 when a face or the list of characters changes:

    python3 -m pip install fonttools==4.68.0
    python3 packaging/fonts.py FOLDER

FOLDER keeps the downloaded packages; those that lie there already are not fetched again. They
come by `npm pack` and `apt-get download`. The sources are known by their hashes, so that the
same bytes come out each time; whoever moves to a newer source changes its hash below.

Each face is drawn anew from its source: outlines as TrueType curves (reportlab takes no
others), no hinting, no layout features, our own names. Chinese marks that a source has narrow
get the full width they have in the official faces.

`guifan8105.txt` holds 通用规范汉字表, a line for each of its three levels, in its order. It was
taken from the property kTGH of Unihan 15.0 (Debian's `unicode-data`).

The source of 仿宋 is under the GPL: whoever passes the program on offers that package too.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "resources" / "fonts"
EM = 1000

# What GB/T 2312 and GBK lack of the signs that papers and reports use; a source has most.
SIGNS = (
    *(range(0x20, 0x7F), range(0xA0, 0xAD), range(0xAE, 0x100)),  # ASCII, Latin-1
    *(range(0x2000, 0x200B), range(0x2010, 0x2028), range(0x2030, 0x205F)),  # spaces, marks
    *(range(0x2070, 0x20A0), range(0x20A0, 0x20C0)),  # raised and lowered figures, currencies
    *(range(0x2100, 0x2190), range(0x2190, 0x219A)),  # ℃ № Ⅰ–Ⅻ, arrows
    *(range(0x2200, 0x2300), range(0x2460, 0x2500)),  # ≤ ≥ ≠, ① and its like
    *(range(0x2500, 0x2670), range(0x2700, 0x27C0)),  # lines, □ ■ ○ ● ★ ☆, ✓
    *(range(0x3000, 0x3100), range(0x3220, 0x3300)),  # Chinese marks, kana, ㈠
    *(range(0x3371, 0x33E0), range(0xFE30, 0xFE70)),  # ㎡, vertical and small forms
    *(range(0xFF01, 0xFF5F), range(0xFFE0, 0xFFE7)),  # full-width forms
)

# Full-width in every official face: where in the em the ink's centre stands.
CENTRES = {"“": 0.75, "‘": 0.75, "”": 0.25, "’": 0.25, "·": 0.5}
# Spans its em, so that —— is one line; drawn from the bar, which stands at the height of hanzi.
DASH, BAR = "—", "―"


class Source(NamedTuple):
    """Where a face comes from, and what it becomes."""

    kind: str  # of package: npm or deb
    package: str
    file: str  # how its path inside the package ends
    sha256: str
    family: str  # our own name; two of the sources reserve theirs
    wide: bool = False  # all of GBK, not only GB/T 2312
    notice: str = ""  # what the source's copyright entry leaves out
    licence: str = ""  # where the source's own entry is blank


SERIF = ("npm", "@expo-google-fonts/noto-serif-sc@0.4.3")
SANS = ("npm", "@expo-google-fonts/noto-sans-sc@0.4.3")
WENKAI = ("deb", "fonts-lxgw-wenkai")
FANDOL = ("deb", "texlive-lang-chinese")
SOURCES = {
    "song": Source(
        *SERIF,
        "NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        "ZPT Song",
        wide=True,
    ),
    "biaosong": Source(
        *SERIF,
        "NotoSerifSC_900Black.ttf",
        "092e71a70c744be3cc33999eb4edcb10fbe95c1b4cff6c2d7f04d6ff15d031e2",
        "ZPT Biaosong",
    ),
    "hei": Source(
        *SANS,
        "NotoSansSC_500Medium.ttf",
        "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
        "ZPT Hei",
    ),
    "kai": Source(
        *WENKAI,
        "LXGWWenKai-Regular.ttf",
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
        "ZPT Kai",
        notice="With Reserved Font Names '霞鹜' and 'LXGW'.",
    ),
    "fang": Source(
        *FANDOL,
        "FandolFang-Regular.otf",
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        "ZPT Fang",
        licence="GNU General Public License, version 3, with the font exception.",
    ),
}
OFL_BODY = "-----------------------------------------------------------\nSIL OPEN FONT LICENSE"


# ------------------------------------------------------------------- characters


def standard_levels() -> list[str]:
    """通用规范汉字表: the characters of its three levels."""
    return (HERE / "guifan8105.txt").read_text(encoding="utf-8").split()


def encoded(encoding: str, first: int) -> Iterator[str]:
    """Every two-byte character of a Chinese encoding."""
    for lead in range(first, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                yield bytes((lead, trail)).decode(encoding)
            except UnicodeDecodeError:
                continue


def wanted(wide: bool) -> set[str]:
    """The characters a face should have, as far as its source has them."""
    standard = set("".join(standard_levels()))
    signs = {chr(code) for block in SIGNS for code in block}
    # Decoding A1AA and A1A4 as GB/T 2312 gives ― and ・, as GBK — and ·; SIGNS has them all.
    return standard | signs | set(encoded("gbk", 0x81) if wide else encoded("gb2312", 0xA1))


# -------------------------------------------------------------------- packages


def archive(folder: Path, source: Source) -> Path:
    """The package as a file in the folder, downloaded when it is not there."""
    name, _, version = source.package.removeprefix("@").replace("/", "-").partition("@")
    pattern = f"{name}-{version}.tgz" if source.kind == "npm" else f"{name}_*.deb"
    if not any(folder.glob(pattern)):
        command = ["npm", "pack"] if source.kind == "npm" else ["apt-get", "download"]
        subprocess.run([*command, source.package], cwd=folder, check=True)
    return sorted(folder.glob(pattern))[-1]


def members(folder: Path, source: Source, *endings: str) -> list[bytes]:
    """Files of a package, by how their paths end."""
    path = archive(folder, source)
    data = path.read_bytes()
    if source.kind == "deb":
        command = ["dpkg-deb", "--fsys-tarfile", str(path)]
        data = subprocess.run(command, check=True, capture_output=True).stdout
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in tar:
            for ending in endings:
                if member.name.endswith("/" + ending) and (file := tar.extractfile(member)):
                    found[ending] = file.read()
    return [found[ending] for ending in endings]


def source_font(folder: Path, source: Source) -> TTFont:
    """The source as a font, if it is the one this script knows."""
    from fontTools.ttLib import TTFont

    (data,) = members(folder, source, source.file)
    digest = hashlib.sha256(data).hexdigest()
    if digest != source.sha256:
        raise SystemExit(f"{source.file}：与登记的来源不同，sha256 为 {digest}")
    return TTFont(io.BytesIO(data), lazy=True)


# ---------------------------------------------------------------------- drawing


class Outline(NamedTuple):
    """A glyph of the source: its advance and the box around its ink (none: a space)."""

    name: str
    advance: int
    box: tuple[float, float, float, float] | None


class Shape(NamedTuple):
    """How a glyph of ours is drawn: from which of the source, how stretched and moved."""

    name: str
    advance: int
    stretch: float = 1
    shift: float = 0


def outlines(font: TTFont, characters: Iterable[str]) -> dict[str, Outline]:
    """The glyphs of the characters that the source really has.

    An entry in the character map may lead to an empty outline; only a space is meant so.
    """
    from fontTools.pens.boundsPen import BoundsPen

    glyphs, names, metrics = font.getGlyphSet(), font.getBestCmap(), font["hmtx"]
    found: dict[str, Outline] = {}
    for character in sorted(characters):
        name = names.get(ord(character))
        if name is None:
            continue
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        if pen.bounds is not None or character.isspace():
            found[character] = Outline(name, metrics[name][0], pen.bounds)
    return found


def shape(character: str, found: Mapping[str, Outline]) -> Shape:
    """A character's glyph; a Chinese mark that the source has narrow becomes full-width."""
    own = found[character]
    if own.advance < EM and own.box is not None and character in CENTRES:
        left, _, right, _ = own.box
        return Shape(own.name, EM, shift=round(CENTRES[character] * EM - (left + right) / 2))
    if own.advance < EM and character == DASH and (bar := found[BAR]).box is not None:
        left, _, right, _ = bar.box
        stretch = EM / (right - left)
        return Shape(bar.name, EM, stretch, -left * stretch)
    return Shape(own.name, own.advance)


def drawn(glyphs: Any, shape: Shape, cubic: bool) -> Any:
    """A glyph as TrueType outlines; the cubic curves of a CFF source become quadratic."""
    from fontTools.misc.roundTools import otRound
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.filterPen import DecomposingFilterPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    target = TTGlyphPen(None)
    pen: Any = Cu2QuPen(target, max_err=1.0, reverse_direction=True) if cubic else target
    pen = TransformPen(pen, (shape.stretch, 0, 0, 1, shape.shift, 0))
    glyphs[shape.name].draw(DecomposingFilterPen(pen, glyphs))
    return target.glyph(round=otRound)


def missing_sign() -> Any:
    """What is drawn for a character the face has not: a hollow box."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for points in (
        ((100, -60), (100, 820), (900, 820), (900, -60)),
        ((150, -10), (850, -10), (850, 770), (150, 770)),
    ):
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def build(font: TTFont, source: Source) -> tuple[bytes, dict[str, int]]:
    """The face as a file, and the advance of each of its characters."""
    from fontTools.fontBuilder import FontBuilder

    source_glyphs, cubic = font.getGlyphSet(), "CFF " in font
    found = outlines(font, wanted(source.wide))
    glyphs: dict[str, Any] = {".notdef": missing_sign()}
    advances = {".notdef": EM}
    names: dict[int, str] = {}
    of_shape: dict[Shape, str] = {}
    for character in found:
        form = shape(character, found)
        if form not in of_shape:
            name = of_shape[form] = f"glyph{len(glyphs)}"
            glyphs[name] = drawn(source_glyphs, form, cubic)
            advances[name] = form.advance
        names[ord(character)] = of_shape[form]

    builder = FontBuilder(EM, isTTF=True)
    # The dates of the source: a date of today would give other bytes each time.
    builder.updateHead(created=font["head"].created, modified=font["head"].modified)
    builder.updateHead(fontRevision=font["head"].fontRevision)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)  # computes the boxes that give the left bearings
    builder.setupHorizontalMetrics(
        {name: (advances[name], getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()}
    )
    heights = font["hhea"]
    builder.setupHorizontalHeader(
        ascent=heights.ascent, descent=heights.descent, lineGap=heights.lineGap
    )
    builder.setupNameTable(own_names(font, source), mac=False)
    old = font["OS/2"]
    builder.setupOS2(
        **{key: getattr(old, key) for key in ("sTypoAscender", "sTypoDescender", "sTypoLineGap")},
        **{key: getattr(old, key) for key in ("usWinAscent", "usWinDescent", "panose")},
        achVendID="ZPT ",
        fsSelection=0x40,  # regular: each face is a family of its own
        fsType=0,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue(), {chr(code): advances[name] for code, name in names.items()}


# ------------------------------------------------------------- names and licences


def own_names(font: TTFont, source: Source) -> dict[str, str]:
    """The name table: our family, the source's copyright, maker and licence."""
    kept = {
        key: text
        for key, number in (
            *(("manufacturer", 8), ("designer", 9), ("vendorURL", 11), ("designerURL", 12)),
            *(("licenseDescription", 13), ("licenseInfoURL", 14)),
        )
        if (text := font["name"].getDebugName(number) or "").strip()
    }
    version = (font["name"].getDebugName(5) or "").split(";")[0]
    return {
        "copyright": copyright_of(font, source),
        "familyName": source.family,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{source.family}: {version}",
        "fullName": source.family,
        "version": version,
        "psName": source.family.replace(" ", "") + "-Regular",
        "description": f"A changed and renamed subset of {source.file}.",
        **kept,
        **({"licenseDescription": source.licence} if source.licence else {}),
    }


def copyright_of(font: TTFont, source: Source) -> str:
    """The source's copyright notice, with what its entry leaves out."""
    lines = (font["name"].getDebugName(0) or "").splitlines()
    return "\n".join([*lines, *filter(None, [source.notice])])


def licence_text(notices: Mapping[str, str], text: str) -> str:
    """A licence once, below the notices of all faces it covers."""
    heads = [
        f"{face}.ttf, a changed and renamed subset of {SOURCES[face].file}:\n{notice}\n"
        for face, notice in notices.items()
    ]
    return "\n".join([*heads, text])


# ------------------------------------------------------------------------- tables


def table(widths: Mapping[str, int]) -> str:
    """The width table of a face: per line an advance, a blank and all characters with it."""
    by_width: defaultdict[int, list[str]] = defaultdict(list)
    for character in sorted(widths):
        by_width[widths[character]].append(character)
    return "".join(f"{width} {''.join(by_width[width])}\n" for width in sorted(by_width))


def write(path: Path, text: str) -> None:
    """A text file with the same line ends on every system."""
    path.write_text(text.replace("\r\n", "\n"), encoding="utf-8", newline="\n")


def main(folder: Path) -> None:
    """Makes everything in resources/fonts anew."""
    folder.mkdir(parents=True, exist_ok=True)
    FONTS.mkdir(parents=True, exist_ok=True)
    standard = "".join(standard_levels())
    notices: dict[str, str] = {}
    for face, source in SOURCES.items():
        font = source_font(folder, source)
        notices[face] = copyright_of(font, source)
        data, widths = build(font, source)
        (FONTS / f"{face}.ttf").write_bytes(data)
        write(FONTS / f"{face}.txt", table(widths))
        lacking = sum(character not in widths for character in standard)
        print(f"{face}: {len(data)} 字节，{len(widths)} 个字符，缺通用规范汉字 {lacking} 个")
    fang = {"fang": notices.pop("fang")}
    (packed,) = members(folder, SOURCES["fang"], "fandol/COPYING.gz")
    gpl = licence_text(fang, gzip.decompress(packed).decode("utf-8"))
    write(FONTS / "GPL-3-font-exception.txt", gpl)
    (licence,) = members(folder, SOURCES["hei"], "LICENSE_FONT")
    text = licence.decode("utf-8")
    write(FONTS / "OFL.txt", licence_text(notices, text[text.index(OFL_BODY) :]))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("用法：python3 packaging/fonts.py 存放来源包的文件夹")
    main(Path(sys.argv[1]))
