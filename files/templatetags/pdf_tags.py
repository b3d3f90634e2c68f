"""Pieces of the documents that files.pdf_writer sets."""

import base64

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def pdf_picture(value):
    """The picture of an image block with its caption, carried inside the document: the writer loads no address."""
    rendition = value["image"].get_rendition("max-1400x1400|format-jpeg")
    with rendition.file.open("rb") as source:
        data = base64.b64encode(source.read()).decode()
    return format_html(
        '<figure><img src="data:image/jpeg;base64,{}" alt="{}"><figcaption>{}</figcaption></figure>',
        data,
        value["alt"],
        value["caption"],
    )
