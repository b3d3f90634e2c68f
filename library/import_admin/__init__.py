"""The screens of the import in Wagtail's admin (D8)."""
