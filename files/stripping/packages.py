"""Office files are zip archives of parts: each part is changed, kept or left out."""

import zipfile

from files.refusals import Refused
from files.stripping.pictures import without_metadata

# The clock of whoever saved the file stands beside each part.
NO_TIME = (1980, 1, 1, 0, 0, 0)
LOCKED = "Файл закрыт паролем: снимите пароль, загрузите его снова и повторите."
STRANGE = "Файл записан необычной кодировкой: откройте его в редакторе, сохраните заново и повторите."
PICTURES = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png"}


def rewrite(source, target, change):
    """Copy the archive `source` to `target`, each part as `change(name, data)` returns it; None leaves it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                raise Refused(LOCKED)
            data = change(entry.filename, old.read(entry))
            if data is not None:
                fresh = zipfile.ZipInfo(entry.filename, NO_TIME)
                fresh.compress_type = entry.compress_type
                new.writestr(fresh, data)


def clean_picture(name, data):
    """Return a picture inside the file without its metadata; whatever is no whole picture stays as it is."""
    kind = PICTURES.get(name[name.rfind(".") :].lower()) if "." in name else None
    if kind is None:
        return data
    try:
        return without_metadata(data, kind)
    except Refused:
        return data


def demand_plain(data):
    """Raise Refused for XML in UTF-16, where a search for words finds nothing."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise Refused(STRANGE)
