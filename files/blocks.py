"""Files in the body of a page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from files.viewsets import StoredFileChooserBlock

__all__ = ["FilesBlock", "StoredFileChooserBlock"]


class FilesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Заголовок"), required=False, max_length=120)
    files = blocks.ListBlock(StoredFileChooserBlock(label=_("Файл")), label=_("Файлы"))

    class Meta:
        icon = "doc-full"
        label = _("Файлы")
        template = "blocks/files.html"
