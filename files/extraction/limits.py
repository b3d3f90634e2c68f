"""What one extraction may cost."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one extraction; the defaults read a book of a thousand pages and stop every bomb we tried.

    memory          address space of the child, bytes
    cpu_seconds     processor time of the child
    wall_seconds    time by the clock until the child is killed
    output_bytes    what the child may print; also the largest file it may write. It holds a full text
                    (text_chars of four bytes) with all its places
    open_files      file descriptors of the child
    unpacked_bytes  how much may be unpacked from one zip container (DOCX, PPTX, ODT…) in all
    member_bytes    the largest file that is read out of a ZIP archive
    text_chars      longer texts are cut here
    places          pages, slides, sheets or headings that are remembered
    ocr_pages       pages of a scan that are recognised; 0: none (see `ocr.with_ocr`)
    tesseract       path of the programme that recognises them
    """

    memory: int = 1024 * MEBIBYTE
    cpu_seconds: int = 30
    wall_seconds: float = 40
    output_bytes: int = 12 * MEBIBYTE
    open_files: int = 32
    unpacked_bytes: int = 64 * MEBIBYTE
    member_bytes: int = 64 * MEBIBYTE
    text_chars: int = 2_000_000
    places: int = 5_000
    ocr_pages: int = 0
    tesseract: str = ""
