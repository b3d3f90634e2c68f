"""Cells that a spreadsheet must not take for formulas."""

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def neutralise(text):
    """Return `text` so that a spreadsheet shows it and does not count it: an apostrophe before a formula's mark."""
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


def plain(text):
    """Return a cell's own text, without the apostrophe that `neutralise` has put there and without spaces around."""
    return (text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_MARKS) else text).strip()
