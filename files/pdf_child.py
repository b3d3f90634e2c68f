"""The child process of files.pdf_writer: HTML on its input, PDFs on its output, within limits of its own.

Started by path as `python -I pdf_child.py STATIC LIMITS [STYLES]`: STATIC is the folder of our fonts and styles, LIMITS the
fields of `PdfLimits` as JSON. With STYLES, a JSON list of our style files, the input is a JSON list of documents and each
PDF goes out behind its length (8 bytes; 0: this one failed). The limits hold before anything but the interpreter is loaded.
"""

import gc
import io
import json
import re
import resource
import sys
import traceback
from functools import cache
from pathlib import Path

# All that a document may load: «ours:fonts/….woff2» and «ours:css/pdf/….css» out of the static folder.
OURS = re.compile(r"ours:(fonts/[\w-]+\.woff2|css/pdf/[\w-]+\.css)")
# One weight cut out of a variable font: «ours:fonts/golos-text-latin-700.ttf».
STILL = re.compile(r"ours:(fonts/[\w-]+)-([1-9]00)\.ttf")
PICTURE = re.compile(r"data:image/(?:png|jpeg|webp);base64,", re.IGNORECASE)
VARIANT = "pdf/ua-1"
# Rings of boxes are swept after so many documents: sweeping all the time costs a fifth of the work.
SWEEP = 20


def confine(limits):
    """Set the limits of this process; it cannot raise them again."""
    bounds = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["output_bytes"],
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        _, allowed = resource.getrlimit(kind)
        bound = bound if allowed == resource.RLIM_INFINITY else min(bound, allowed)
        resource.setrlimit(kind, (bound, bound))


def make_fetcher(static):
    """Return WeasyPrint's fetcher of resources that knows the folder `static` and pictures in the text, nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OurFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            """Return our own file or a picture; raise ValueError for every other address, nothing goes out."""
            if match := OURS.fullmatch(url):
                mime = "text/css" if url.endswith(".css") else "font/woff2"
                return URLFetcherResponse(url, (static / match[1]).read_bytes(), {"Content-Type": mime})
            if match := STILL.fullmatch(url):
                content = still_font(static / f"{match[1]}-wght-normal.woff2", int(match[2]))
                return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
            if PICTURE.match(url):
                return super().fetch(url, headers)
            raise ValueError(f"not ours: {url[:80]}")

    return OurFetcher(allowed_protocols=["data"], allow_redirects=False)


@cache
def still_font(path, weight):
    """Return the bytes of the variable font at `path` as it is at `weight`.

    The writer would cut every weight out of it anew for each document: that was two thirds of a short one.
    """
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font, output = TTFont(path), io.BytesIO()
    font.flavor = None
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.save(output)
    return output.getvalue()


def main(static, limits, styles=""):
    """Read the HTML and write the PDF, or many of each."""
    confine(json.loads(limits))
    fetcher = make_fetcher(Path(static))
    if styles:
        write_many(json.load(sys.stdin.buffer), json.loads(styles), fetcher)
        return
    from weasyprint import HTML

    html = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher, media_type="print")
    sys.stdout.buffer.write(html.write_pdf(pdf_variant=VARIANT))


def write_many(documents, styles, fetcher):
    """Write the PDF of each of `documents` behind its length; styles and fonts are read once for all."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheets = [CSS(url=f"ours:css/pdf/{name}.css", url_fetcher=fetcher, font_config=fonts) for name in styles]
    gc.disable()
    gc.freeze()
    for number, document in enumerate(documents, 1):
        try:
            html = HTML(string=document, url_fetcher=fetcher, media_type="print")
            content = html.write_pdf(pdf_variant=VARIANT, stylesheets=sheets, font_config=fonts)
        except Exception:
            # One document that cannot be set does not take the others with it; the parent sees the empty place.
            traceback.print_exc()
            content = b""
        sys.stdout.buffer.write(len(content).to_bytes(8, "big") + content)
        if number % SWEEP == 0:
            gc.collect()


if __name__ == "__main__":
    main(*sys.argv[1:])
