"""A card's cover is its work's first page as soon as that has been drawn."""

import io

import pytest
from PIL import Image

from files.previews import make_preview
from home import page_cache
from tests.making import material, programme, stored

pytestmark = pytest.mark.django_db


def covers(client, page):
    page_cache.pages.clear()
    return client.get(page.url).content.decode().count("cover__page")


def test_a_drawn_page_stands_on_remembered_cards_at_once(client, sections):
    page = programme(sections["programmes"], "Читаем вместе")
    content = io.BytesIO()
    Image.new("RGB", (90, 60), "red").save(content, "PNG")
    file = stored("Снимок.png", content.getvalue())
    material(sections["library"], "Урок о снеге", programme=page, files=[(file, "")])
    assert [covers(client, place) for place in (page, sections["home"])] == [0, 0]
    make_preview(file=file)
    assert [covers(client, place) > 0 for place in (page, sections["home"])] == [True, True]
