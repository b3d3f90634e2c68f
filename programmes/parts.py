"""The parts of a programme's and a subproject's page: what stands after its address, and who serves it."""

from programmes.passport_views import passport_docx, passport_page, passport_pdf

PARTS = {
    ("passport",): passport_page,
    ("passport", "docx"): passport_docx,
    ("passport", "pdf"): passport_pdf,
}
