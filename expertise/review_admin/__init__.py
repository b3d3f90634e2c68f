"""The screens of rounds in Wagtail's admin, for those who keep them."""
