"""Who may see a file: everybody who may see something that shows it; its uploader; staff."""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from accounts.permissions import ALLOWED, DENIED, Verdict, rule
from files.models import StoredFile
from home.querysets import BasePageQuerySet

# Functions (file) -> bool of apps that show files: true when something public shows this one.
_public_places: list[Callable[[StoredFile], bool]] = []
# The same for everybody who signs in.
_participants_places: list[Callable[[StoredFile], bool]] = []


def public_place(function):
    """Register the decorated function (file) -> bool as a place where files are shown to everybody."""
    if function not in _public_places:
        _public_places.append(function)
    return function


def participants_place(function):
    """Register the decorated function (file) -> bool as a place where files are shown to everybody who signs in."""
    if function not in _participants_places:
        _participants_places.append(function)
    return function


def is_public(file):
    """Tell whether anything public shows `file`."""
    return any(place(file) for place in _public_places)


def is_for_participants(file):
    """Tell whether anything that is open to all who sign in shows `file`."""
    return any(place(file) for place in _participants_places)


@rule(StoredFile, "view")
def view_file(user, file) -> Verdict:
    """May `user` read `file`?"""
    if is_public(file):
        return ALLOWED
    if user.is_authenticated and (file.uploaded_by_id == user.pk or user.has_perm("wagtailadmin.access_admin")):
        return ALLOWED
    # F2-02: a participant opens every resource of the project, without asking for each.
    return ALLOWED if user.is_authenticated and is_for_participants(file) else DENIED


@public_place
def in_the_body_of_a_public_page(file):
    """A files block of a page that everybody may see."""
    return _pages_with(file).shown().exists()


@participants_place
def in_the_body_of_a_page_for_participants(file):
    """A files block of a page that everybody who signs in may see."""
    return _pages_with(file).for_participants().exists()


def _pages_with(file):
    """Return the pages with `file` in their body; Wagtail's reference index knows which bodies name it."""
    # Bodies only: of a page's children (a material's files) the index may still name those that were taken out.
    references = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page), model_path__startswith="body."
    )
    page_ids = [int(pk) for pk in references.values_list("object_id", flat=True)]
    return BasePageQuerySet(Page).filter(pk__in=page_ids)


@rule(StoredFile, "strip")
def strip_file(user, file) -> Verdict:
    """May `user` make a copy of `file` without metadata? Who brings files may."""
    return ALLOWED if user.has_perm("files.add_storedfile") else DENIED
