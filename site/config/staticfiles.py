from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; one that was never collected keeps its plain name.

    Strictness would turn one forgotten picture into a failure of every page, the page of failures included.
    """

    def stored_name(self, name):
        """Return the hashed name, or the plain one where the manifest and the disk know none."""
        try:
            return super().stored_name(name)
        except ValueError:
            return name
