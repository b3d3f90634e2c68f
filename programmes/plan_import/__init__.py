"""A plan table as such plans really come (DOCX, XLSX, CSV): read, understood, shown, and only then added to the plan."""
