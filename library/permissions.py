from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, Verdict, rule
from files.permissions import page_place, person_place
from home.querysets import BasePageQuerySet
from library.editions.stamp import stamp_of
from library.models import (
    CompiledEdition,
    ImportBatch,
    MaterialCollectionPage,
    MaterialPage,
    PublicationCertificate,
    Shelf,
    Submission,
    SubmissionAuthor,
    VersionFile,
)

# Who takes certificates back: whose words they are.
REVOKERS = (Role.EDITOR, Role.CHAIR, Role.ADMINISTRATOR)
IMPORTERS = (Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR)


@page_place
def materials_with_it(file):
    """The materials that carry the file."""
    return MaterialPage.objects.filter(files__file=file)


@rule(MaterialPage, "thank")
def thank_for_material(user, page):
    """Whoever has signed in thanks for the work of others."""
    if not user.is_authenticated:
        return DENIED
    if page.authors.filter(user=user).exists():
        return Verdict(False, _("Это ваша работа: «пригодилось» ставят коллеги."))
    return ALLOWED


@rule(Shelf, "change")
def change_shelf(user, shelf):
    """A shelf is its owner's alone."""
    return ALLOWED if user.is_authenticated and shelf.owner_id == user.pk else DENIED


@rule(Submission, "start")
def start_a_work(user, submission):
    """Whoever has signed in may offer a work."""
    return ALLOWED if user.is_authenticated and user.is_active else DENIED


@rule(Submission, "view")
def view_own_work(user, submission):
    """The author's room is the author's alone; the centre's side asks its own rules."""
    return ALLOWED if user.is_authenticated and submission.author_id == user.pk else DENIED


@rule(Submission, "write")
@rule(Submission, "submit")
def change_own_work(user, submission):
    """The working copy is its author's."""
    return view_own_work(user, submission)


@rule(Submission, "withdraw")
@rule(Submission, "reopen")
def take_own_work_back(user, submission):
    """Only its author takes a work back."""
    return view_own_work(user, submission)


@rule(SubmissionAuthor, "answer")
def answer_for_oneself(user, coauthor):
    """A co-author answers for himself, never for another."""
    return ALLOWED if user.is_authenticated and coauthor.user_id == user.pk else DENIED


@person_place
def files_of_sent_works(user, file):
    """The centre's side reads what was sent to it: methodists, editors and administrators."""
    return user.has_role(*IMPORTERS) and VersionFile.objects.filter(file=file).exists()


@rule(PublicationCertificate, "list")
def see_certificates(user, certificate):
    """The register of certificates is the centre's."""
    return ALLOWED if user.is_authenticated and user.has_role(*IMPORTERS, Role.CHAIR) else DENIED


@rule(PublicationCertificate, "revoke")
def revoke_certificate(user, certificate):
    """Editors, the chair and administrators; nobody the own one."""
    if not user.is_authenticated or not user.has_role(*REVOKERS):
        return DENIED
    if certificate.person_id == user.pk:
        return Verdict(False, _("Это ваше свидетельство: решение принимает другой человек."))
    return ALLOWED


@rule(ImportBatch, "import")
def import_archive(user, batch) -> Verdict:
    """May `user` bring an old archive into the library, undo that and check the cards? (D8)"""
    return ALLOWED if user.is_authenticated and user.has_role(*IMPORTERS) else DENIED


@page_place
def editions_with_it_as_their_present_book(file):
    """The editions whose PDF it is, where nothing in them has changed or was taken away since."""
    made = CompiledEdition.objects.filter(file=file).select_related("page")
    books = [(compiled.stamp, compiled.page.specific) for compiled in made]
    present = [page.pk for stamp, page in books if stamp == stamp_of(page, page.entries())]
    return BasePageQuerySet(Page).filter(pk__in=present)


@rule(MaterialCollectionPage, "select")
def select_for_a_collection(user, collection):
    """Who may edit the collection's page, or answers for it, chooses its works (D6.1–2)."""
    if not user.is_authenticated:
        return DENIED
    if collection.responsible_id == user.pk or collection.permissions_for_user(user).can_edit():
        return ALLOWED
    return DENIED
