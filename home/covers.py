"""The cover of a material: the kind gives the figure, the subject the colour, the title the pattern.

Inline SVG with classes only, about 1 KB, the same for the same words on any machine; colours live in components.css.
"""

from hashlib import sha256

from django.utils.html import format_html
from django.utils.safestring import mark_safe

BLOCK, COLUMNS, ROWS, LEFT, HUES = 60, 4, 3, 80, 8
FIGURES = {
    "development": "M0 0h60a60 60 0 0 1-60 60z",
    "guidelines": "M0 4h60v12H0zM0 24h60v12H0zM0 44h60v12H0z",
    "experience": "M0 60A60 60 0 0 1 60 0 60 60 0 0 1 0 60z",
    "resource": "M8 8h44v44H8zm14 10v24l20-12z",
    "programme": "M0 60V40h20V20h20V0h20v60z",
    "scenario": "M30 2a28 28 0 1 1 0 56 28 28 0 0 1 0-56z",
    "list": "M4 0h14v60H4zm18 12h14v48H22zm18-8h14v56H40z",
    "diagnostics": "M0 60L60 0v60z",
}
ALIKE = {
    "course": "programme",
    "cases": "diagnostics",
    "protocol": "guidelines",
    "council": "guidelines",
    "norm": "guidelines",
    "article": "experience",
    "talk": "resource",
    "video": "resource",
    "model": "development",
    "analysis": "diagnostics",
    "portfolio": "list",
}
# Lines and open figures look wrong when they are turned.
UPRIGHT = {"guidelines", "list", "resource"}


def hue_of(subject):
    """Return the number of the colour, 1 to 8, of a subject's name."""
    return sha256(subject.encode()).digest()[0] % HUES + 1


def cover_svg(kind, title, grid_url):
    """Return the picture as safe SVG; `kind` is a MaterialKind's code, `grid_url` the address of the squared paper."""
    name = ALIKE.get(kind, kind) if ALIKE.get(kind, kind) in FIGURES else "development"
    noise = sha256(f"{kind}:{title}".encode()).digest()
    paths = []
    for place in range(COLUMNS * ROWS):
        byte = noise[place]
        if byte % 8 < 3:
            continue
        x, y = LEFT + place % COLUMNS * BLOCK, place // COLUMNS * BLOCK
        turn = "" if name in UPRIGHT else f" rotate({byte // 8 % 4 * 90} 30 30)"
        tone = "ab"[byte // 64 % 2]
        paths.append(f'<path class="cover__{tone}" transform="translate({x} {y}){turn}" d="{FIGURES[name]}"/>')
    return format_html(
        '<svg class="cover__art" viewBox="0 0 320 180" preserveAspectRatio="xMaxYMid slice" aria-hidden="true" '
        'focusable="false"><use class="cover__grid" href="{}#cells"/>{}</svg>',
        grid_url,
        mark_safe("".join(paths)),
    )
