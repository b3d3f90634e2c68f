from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Bytes without an address of their own: they leave by the delivery view alone (design §8)."""

    def url(self, name):
        """Raise ValueError: whoever asks has taken the wrong door."""
        raise ValueError("A private file has no address: use StoredFile.url.")
