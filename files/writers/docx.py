"""A Document as DOCX. The library behind it is loaded with the first document that a process writes: few of them do."""

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_docx(document):
    """Return the bytes of a DOCX file of a Document (files.writers.document)."""
    from files.writers.docx_file import docx_bytes

    return docx_bytes(document)
