"""The screens in Wagtail's admin where a plan is kept: the board of one programme and the import of a table (B.5)."""
