"""The child process of files.pdf_writer: HTML on its input, a PDF on its output, within limits of its own.

Started by path as `python -I pdf_child.py STATIC LIMITS`: STATIC is the folder of our fonts and styles, LIMITS the fields
of `PdfLimits` as JSON. The limits hold before anything but the interpreter is loaded.
"""

import json
import re
import resource
import sys
from pathlib import Path

# All that a document may load: «ours:fonts/….woff2» and «ours:css/pdf/….css» out of the static folder.
OURS = re.compile(r"ours:(fonts/[\w-]+\.woff2|css/pdf/[\w-]+\.css)")
PICTURE = re.compile(r"data:image/(?:png|jpeg|webp);base64,", re.IGNORECASE)


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
            if PICTURE.match(url):
                return super().fetch(url, headers)
            raise ValueError(f"not ours: {url[:80]}")

    return OurFetcher(allowed_protocols=["data"], allow_redirects=False)


def main(static, limits):
    """Read the HTML and write the PDF."""
    confine(json.loads(limits))
    from weasyprint import HTML

    html = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=make_fetcher(Path(static)), media_type="print")
    sys.stdout.buffer.write(html.write_pdf(pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main(*sys.argv[1:])
