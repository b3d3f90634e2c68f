"""The import of an archive from a table and a folder of files (D8)."""
