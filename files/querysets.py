from django.db import models

from files.enums import TextState


class StoredFileQuerySet(models.QuerySet):
    def waiting_for_text(self):
        """Files nobody has read yet."""
        return self.filter(filetext__state=TextState.WAITING)

    def with_reading(self):
        """Add the state of the reading without its (large) text."""
        return self.select_related("filetext").defer("filetext__text", "filetext__places")
