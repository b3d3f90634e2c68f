from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; a file that is missing from the manifest keeps its plain name.

    Strictness would turn one forgotten picture into a failure of every page, the page of failures included.
    """

    manifest_strict = False
