"""What the three flat OpenDocument writers share: the frame of a file and runs of text."""

from functools import cache
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape, quoteattr

from .markdown import runs

HERE = Path(__file__).parent
# One moment for every file: what is built twice is the same twice.
BUILT_AT = "2026-09-01T09:00:00"


def fill(name, **parts):
    """The flat document of the template `name`, its `${parts}` put in."""
    return _template(name).substitute(built_at=BUILT_AT, **parts)


@cache
def _template(name):
    return Template((HERE / name).read_text(encoding="utf-8"))


def marked(text, prefix=""):
    """The XML of a line of Markdown; `prefix` chooses the family of the styles bold, italic and code."""
    return "".join(_run(run, prefix) for run in runs(text))


def _run(run, prefix):
    text = escape(run.text).replace("\n", "<text:line-break/>").replace("  ", " <text:s/>")
    if run.style:
        return f'<text:span text:style-name="{prefix}{run.style}">{text}</text:span>'
    if run.href:
        return f'<text:a xlink:type="simple" xlink:href={quoteattr(run.href)}>{text}</text:a>'
    return text
