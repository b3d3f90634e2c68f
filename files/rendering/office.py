"""An office file as PDF, by LibreOffice under the limits of the child that starts it."""

import subprocess
import sys
from pathlib import Path

from files.refusals import Refused

# What a document may make LibreOffice do: no macros, no links to other files or sites, no proxy but a dead one.
# Read on LibreOffice 7.4: without this a picture linked by address is fetched while the page is drawn.
SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "/org.openoffice.Office.Calc/Content/Update": {"Link": "1"},
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
}

DEAD_PROXIES = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9")
_WRITER, _CALC, _IMPRESS = (f"{name}_pdf_Export" for name in ("writer", "calc", "impress"))
EXPORTS = {
    ".docx": _WRITER,
    ".doc": _WRITER,
    ".odt": _WRITER,
    ".rtf": _WRITER,
    ".xlsx": _CALC,
    ".xls": _CALC,
    ".ods": _CALC,
    ".pptx": _IMPRESS,
    ".ppt": _IMPRESS,
    ".odp": _IMPRESS,
}


def main(program, source, folder, last_page):
    """Let `program` write the PDF of `source` (its name has the right ending) into `folder`; return the PDF's path.

    Each call has a profile of its own in `folder`. Raises Refused when no PDF comes out.
    """
    folder, source = Path(folder), Path(source)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    options = f'{{"PageRange":{{"type":"string","value":"1-{last_page}"}}}}'
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", f"pdf:{EXPORTS[source.suffix]}:{options}", "--outdir", str(folder), str(source)]
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run(command, env=environment | DEAD_PROXIES, stdout=sys.stderr, check=False)
    made = folder / f"{source.stem}.pdf"
    if not made.exists():
        raise Refused("LibreOffice не смог открыть файл: он повреждён или закрыт паролем.")
    return str(made)


def _registry():
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in SETTINGS.items()
        for name, value in values.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )
