"""The flat lists, and the blocks that a page's body is built from."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.blocks import RawHTMLBlock, StreamValue
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from accounts.enums import Role
from home.blocks import HeadingBlock, PictureBlock, VideoBlock
from home.body import BodyBlock, contents_of
from home.models import Audience, ContentPage, Level, Subject
from home.vocabularies import code_from
from tests.accounts.people import boss, person
from tests.home.pages import content_page

WORDS = [Subject, Level, Audience]


# Words ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("model", WORDS)
def test_the_lists_are_filled_in_their_order_with_latin_codes(model):
    words = list(model.objects.all())
    assert len(words) > 5
    assert [word.sort_order for word in words] == sorted(word.sort_order for word in words)
    assert all(word.code.isascii() and word.is_active for word in words)


@pytest.mark.django_db
@pytest.mark.parametrize("model", WORDS)
def test_a_retired_word_is_offered_no_more_and_stays_in_the_list(model):
    word = model.objects.first()
    word.is_active = False
    word.save()
    assert word not in model.objects.active()
    assert word in model.objects.all()


@pytest.mark.django_db
def test_a_code_belongs_to_one_word():
    word = Subject.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.create(name="Другой предмет", code=word.code)


def test_a_name_without_letters_has_a_code_all_the_same():
    assert code_from("???") == "x"
    assert code_from("Русский язык").isascii()


@pytest.mark.django_db
@pytest.mark.parametrize("who", [boss, lambda: person(Role.EDITOR)])
@pytest.mark.parametrize("model", WORDS)
def test_a_word_is_edited_in_the_admin_and_never_deleted(client, sections, model, who):
    client.force_login(who())
    word, base = model.objects.first(), f"/admin/home/{model._meta.model_name}"
    assert client.get(f"{base}/").status_code == 200
    form = {"name": "Новое имя", "code": word.code, "sort_order": "5", "is_active": "on"}
    client.post(f"{base}/edit/{word.pk}/", form)
    client.post(f"{base}/delete/{word.pk}/")
    word.refresh_from_db()
    assert word.name == "Новое имя"


# Blocks -----------------------------------------------------------------------------------------------------------------------


def blocks_inside(block):
    """Return the block and every block it is built from."""
    inner = list(getattr(block, "child_blocks", {}).values())
    inner += [block.child_block] if hasattr(block, "child_block") else []
    return [block, *(each for part in inner for each in blocks_inside(part))]


def test_no_block_takes_raw_html():
    body = ContentPage._meta.get_field("body").stream_block
    assert len(body.child_blocks) > 9
    assert not [each for each in blocks_inside(body) if isinstance(each, RawHTMLBlock)]


def test_the_files_of_the_app_above_stand_in_every_body():
    assert "files" in ContentPage._meta.get_field("body").stream_block.child_blocks


def picture(**fields):
    """Return the value of a picture block with a real picture."""
    image = get_image_model().objects.create(title="Урок", file=get_test_image_file())
    return PictureBlock().to_python({"image": image.pk, "alt": "", "decorative": False, "caption": "", **fields})


@pytest.mark.django_db
def test_a_picture_says_what_is_on_it_or_that_it_is_mere_decoration():
    block = PictureBlock()
    with pytest.raises(ValidationError) as error:
        block.clean(picture())
    assert "alt" in error.value.block_errors
    assert block.clean(picture(alt="Дети читают"))["alt"] == "Дети читают"
    assert block.clean(picture(decorative=True))["decorative"]


def test_the_contents_of_a_page_are_its_chapters_and_not_their_parts():
    body = StreamValue(
        BodyBlock(),
        [
            ("heading", HeadingBlock().to_python({"text": "О программе", "level": "2"})),
            ("heading", HeadingBlock().to_python({"text": "Сроки", "level": "3"})),
            ("heading", HeadingBlock().to_python({"text": "???", "level": "2"})),
        ],
    )
    contents = contents_of(body)
    assert [each["text"] for each in contents] == ["О программе", "???"]
    assert all(each["anchor"] and each["anchor"].isascii() for each in contents)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://rutube.ru/video/1/", "Rutube"),
        ("https://www.rutube.ru/video/1/", "Rutube"),
        ("https://m.vk.com/video1", "ВКонтакте"),
        ("https://rutube.ru.evil.example/1", "rutube.ru.evil.example"),
        ("https://school.example/video", "school.example"),
    ],
)
def test_a_video_says_where_its_link_leads(address, place):
    assert VideoBlock().to_python({"url": address, "title": "Урок"}).provider == place


@pytest.mark.django_db
def test_words_of_an_editor_never_become_part_of_the_page(client, sections):
    nasty = "<script>alert(1)</script>"
    body = [
        {"type": "heading", "value": {"text": nasty, "level": "2"}},
        {"type": "quote", "value": {"text": nasty, "author": nasty, "source": nasty}},
        {"type": "callout", "value": {"kind": "info", "title": nasty, "text": nasty}},
        {"type": "list", "value": {"lines": [nasty], "ordered": True}},
        {"type": "table", "value": {"caption": nasty, "table": {"data": [[nasty], [nasty]]}}},
        {"type": "accordion", "value": {"parts": [{"title": nasty, "text": "<p>Текст</p>"}]}},
        {"type": "steps", "value": {"parts": [{"title": nasty, "text": "<p>Текст</p>"}]}},
        {"type": "video", "value": {"url": "https://rutube.ru/1", "title": nasty, "description": nasty}},
    ]
    page = content_page(sections["home"], nasty, slug="nasty", intro=nasty, body=body)
    response = client.get(page.url)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert "&lt;script&gt;" in response.content.decode()
