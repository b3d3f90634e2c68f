"""What people have typed, made harmless for the programs that will open it."""

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
# Control characters, which no XML can hold: a space instead, so that words do not grow together.
UNFIT_IN_XML = {code: " " for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: " ", 0xFFFF: " "}
UNFIT_IN_XML |= dict.fromkeys(range(0xD800, 0xE000), " ")


def neutralise(text):
    """Return `text` so that a spreadsheet shows it and does not count it: an apostrophe before a formula's mark."""
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


def plain(text):
    """Return a cell's own text, without the apostrophe that `neutralise` has put there and without spaces around."""
    return (text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_MARKS) else text).strip()


def fit_for_xml(text):
    """Return `text` as a string without the characters that no XML can hold."""
    return str(text).translate(UNFIT_IN_XML)
