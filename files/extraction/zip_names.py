"""Names of files in ZIP archives, whichever programme wrote them."""

import re

from files.extraction.archive import Archive

# What Russian letters of cp1251 become when they are read as cp866: frames of tables and signs, in no human name.
_FRAMES = re.compile("[\u2500-\u259f\u2219\u00b7\u221a\u00a4\u25a0]")


def readable_name(archive: Archive, name: str) -> str:
    """The name of the file `name` of an archive as its author saw it.

    The format knows UTF-8, marked by a flag, and cp437. Windows writes the letters of its own old encoding (cp866)
    without the flag, other programmes UTF-8 without the flag, some cp1251.
    """
    if archive.has_unicode_name(name):
        return name
    try:
        data = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    read = data.decode("cp866")
    return data.decode("cp1251", errors="replace") if _FRAMES.search(read) else read
