"""Who may see a file: everybody who may open a page that shows it; its uploader; who has a case about it; staff."""

from collections.abc import Callable
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from accounts.permissions import ALLOWED, DENIED, Verdict, can, rule
from files.models import StoredFile
from home.querysets import BasePageQuerySet

# Functions (file) -> bool of apps that show files: true when something public shows this one.
_public_places: list[Callable[[StoredFile], bool]] = []
# Functions (user, file) -> bool of apps in which people have files of others to read: true when this is one of them.
_person_places: list[Callable[[object, StoredFile], bool]] = []
# Functions (file) -> BasePageQuerySet: the pages that show it, hidden and closed ones too.
_page_places: list[Callable[[StoredFile], BasePageQuerySet]] = []

# Functions (request, file) -> bool: the same for who has no account and came by a personal link.
_guest_places: list[Callable[[object, StoredFile], bool]] = []


def public_place(function):
    """Register the decorated function (file) -> bool as a place where files are shown to everybody."""
    if function not in _public_places:
        _public_places.append(function)
    return function


def person_place(function):
    """Register the decorated function (user, file) -> bool: whom a case of theirs lets read a file."""
    if function not in _person_places:
        _person_places.append(function)
    return function


def page_place(function):
    """Register the decorated function (file) -> pages that show it: who may open one of them may open the file."""
    if function not in _page_places:
        _page_places.append(function)
    return function


def guest_place(function):
    """Register the decorated function (request, file) -> bool: true when a visitor's personal link opens `file`."""
    if function not in _guest_places:
        _guest_places.append(function)
    return function


def is_public(file):
    """Tell whether anything public shows `file`."""
    return any(place(file).shown().exists() for place in _page_places) or any(place(file) for place in _public_places)


@rule(StoredFile, "view")
def view_file(user, file) -> Verdict:
    """May `user` read `file`, whatever browser it is? What a password opens is not asked here: see `may_view`."""
    if is_public(file):
        return ALLOWED
    if user.is_authenticated and _is_theirs(user, file):
        return ALLOWED
    # F2-02: a participant opens every resource of the project, without asking for each.
    if _opens_a_page_of(file, SimpleNamespace(user=user, session={})):
        return ALLOWED
    has_case = user.is_authenticated and any(place(user, file) for place in _person_places)
    return ALLOWED if has_case else DENIED


def may_view(request, file) -> Verdict:
    """May the visitor of `request` read `file`? As the rule says, by the passwords of pages and by a personal link."""
    verdict = can(request.user, "view", file)
    if verdict or _opens_a_page_of(file, request):
        return verdict or ALLOWED
    return ALLOWED if any(place(request, file) for place in _guest_places) else verdict


def _is_theirs(user, file):
    """The uploader's own, or of those that staff share."""
    shared = not file.is_personal and user.has_perm("wagtailadmin.access_admin")
    return file.uploaded_by_id == user.pk or shared


def _opens_a_page_of(file, visitor):
    """Tell whether `visitor` (anything with `user` and `session`) passes every restriction of a page that shows `file`."""
    return any(
        all(restriction.accept_request(visitor) for restriction in page.get_view_restrictions())
        for place in _page_places
        for page in place(file).live().unexpired().defer_streamfields()
    )


@page_place
def pages_with_it_in_their_body(file):
    """A files block of a page; Wagtail's reference index knows which bodies name it."""
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
