"""Parts below the addresses of programmes: none can be taken twice, none hides a page."""

import pytest
from django.core.exceptions import ValidationError

from home.models import ContentPage
from home.slugs import PART_SLUGS
from programmes.part_pages import part, part_paths
from tests.making import programme


def test_the_slugs_of_all_parts_are_kept_free_of_pages():
    assert {path[0] for path in part_paths()} == PART_SLUGS


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(PART_SLUGS))
def test_a_page_below_a_programme_cannot_take_the_address_of_a_part(sections, slug):
    page = programme(sections["programmes"], "Читаем вместе")
    with pytest.raises(ValidationError, match="занят"):
        page.add_child(instance=ContentPage(title="Написано людьми", slug=slug))


def test_an_address_is_given_to_one_part_only():
    with pytest.raises(ValueError, match="plan is taken"):
        part("plan")(lambda page, request: None)
