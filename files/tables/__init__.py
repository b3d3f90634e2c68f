"""Tables that people bring in CSV, XLSX and DOCX, read as rows of texts. Knows nothing of Django: it runs in a child too."""
