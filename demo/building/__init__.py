"""Turns the texts of `demo/sources/` into the files of `demo/works/`."""
