"""A work on its way to the library: the author's draft, its versions and what was said when it came back (D1, design §7)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import DeedConsent
from library.submission_enums import (
    OPEN_SUBMISSIONS,
    CoauthorState,
    PupilsPart,
    ReturnStep,
    SubmissionState,
    WorkOrigin,
)
from library.submission_querysets import SubmissionQuerySet


class Submission(models.Model):
    """One way of one work: the working copy is the author's alone, what was sent are its versions."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("автор"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="submissions",
    )
    page = models.ForeignKey(
        "library.MaterialPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    state = models.CharField(
        _("состояние"), max_length=12, choices=SubmissionState.choices, default=SubmissionState.DRAFT
    )
    # In the centre's book of works, given when the work is sent for the first time.
    year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    number = models.PositiveIntegerField(_("№"), null=True, blank=True, editable=False)

    # The working copy: fields of the card by their names, as `library.submission_card` reads and writes them.
    title = models.CharField(_("название"), max_length=255, blank=True)
    card = models.JSONField(_("карточка"), default=dict)
    licence = models.ForeignKey("library.Licence", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    origin = models.CharField(_("служебное произведение"), max_length=16, choices=WorkOrigin.choices, blank=True)
    pupils_works = models.CharField(_("работы детей"), max_length=12, choices=PupilsPart.choices, blank=True)
    pupils_photos = models.CharField(_("фотографии детей"), max_length=12, choices=PupilsPart.choices, blank=True)
    regulation = models.ForeignKey(
        "programmes.RegulationVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    regulation_accepted_at = models.DateTimeField(null=True, blank=True)
    # {code of a finding: the author's reason to go on with it}.
    preflight_reasons = models.JSONField(default=dict)
    letter = models.TextField(_("письмо методисту"), max_length=4000, blank=True)
    # {field: value} read out of the first file: offered in the form as guesses, no part of the card until it is saved.
    guesses = models.JSONField(default=dict)
    # Grows with every kept change, so that of two open windows the older cannot undo the newer.
    draft_number = models.PositiveIntegerField(default=0)
    # What the author agrees to (library.work_consents).
    consents = GenericRelation(DeedConsent)

    created_at = models.DateTimeField(_("начата"), auto_now_add=True)
    saved_at = models.DateTimeField(_("сохранена"), default=timezone.now)
    submitted_at = models.DateTimeField(_("отправлена"), null=True, blank=True)
    # Whose turn it is follows from the state; until when, stands here.
    state_since = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("срок"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("методист"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claimed_submissions",
    )
    # Who leads it at the last step; stays when the work comes back from its author.
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("редактор"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="edited_submissions",
    )
    close_reason = models.TextField(_("почему закрыта"), max_length=2000, blank=True)
    # When the author was told that the forgotten draft will be deleted.
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("работа на рассмотрении")
        verbose_name_plural = _("работы на рассмотрении")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="library_submission_number_once_a_year"),
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(state__in=sorted(state.value for state in OPEN_SUBMISSIONS)),
                name="library_one_open_submission_a_page",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"])
                | models.Q(number__isnull=False, submitted_at__isnull=False),
                name="library_sent_work_is_in_the_book",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="checking") | models.Q(claimed_by__isnull=False),
                name="library_checked_work_has_its_methodist",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="library_submission_queue")]

    def __str__(self):
        # No title: the log's labels are read by more people than unpublished works.
        return f"№ {self.label}" if self.number else f"черновик {self.pk}"

    @property
    def label(self):
        """«12/2026»: the number in the centre's book."""
        return f"{self.number}/{self.year}"

    @property
    def shown_title(self):
        """The title for its author: what he has written, or what the site has guessed so far."""
        return self.title or self.guesses.get("title") or str(_("Без названия"))


class SubmissionFile(models.Model):
    """A file of the working copy."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="submission_files")
    title = models.CharField(_("название"), max_length=200, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    # What the pre-flight has found in its text (library.preflight.files), None until the worker has looked.
    report = models.JSONField(null=True, editable=False)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "file"], name="library_a_file_once_a_submission")]

    def __str__(self):
        return self.title or self.file.title


class SubmissionAuthor(models.Model):
    """A co-author, who agrees by his own account or by a personal link before the work is published."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="coauthors")
    name = models.CharField(_("имя, как на обложке"), max_length=160)
    email = models.EmailField(_("почта"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="coauthorships"
    )
    state = models.CharField(_("согласие"), max_length=10, choices=CoauthorState.choices, default=CoauthorState.ASKED)
    key_hash = models.CharField(max_length=64, blank=True, editable=False)
    key_expires_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    # To which words he has agreed (library.coauthors).
    consents = GenericRelation(DeedConsent)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key_hash"], condition=~models.Q(key_hash=""), name="library_a_link_asks_one_coauthor"
            )
        ]

    def __str__(self):
        return self.name


class SubmissionVersion(models.Model):
    """What was sent, never changed: this is what is checked, judged and, with a conclusion, published (design §4, §7)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("версия"))
    title = models.CharField(_("название"), max_length=255)
    card = models.JSONField()
    digest = models.CharField(max_length=64)
    # Findings of the pre-flight at that moment, with the author's reasons.
    findings = models.JSONField(default=list)
    letter = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="library_version_number_once_a_submission")
        ]

    def __str__(self):
        return f"{self.submission}, версия {self.number}"


class VersionFile(models.Model):
    """A file of a version: the very bytes. PROTECT: what was sent is never taken away (design §8)."""

    version = models.ForeignKey(SubmissionVersion, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="version_files")
    title = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.title


class SubmissionReturn(models.Model):
    """The work came back to its author: at which step, with what words, and what the author answered."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="returns")
    version = models.ForeignKey(SubmissionVersion, on_delete=models.PROTECT, related_name="returns")
    step = models.CharField(_("шаг"), max_length=10, choices=ReturnStep.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    remarks = models.TextField(_("что исправить"), max_length=8000)
    answer = models.TextField(_("ответ автора"), max_length=8000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(remarks=""), name="library_a_return_says_why")]

    def __str__(self):
        return f"{self.submission}: {self.get_step_display()}"


class SubmissionReminder(models.Model):
    """That somebody was reminded of a work's date, so that nobody hears of it twice."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="reminders")
    state = models.CharField(max_length=12, choices=SubmissionState.choices)
    due_on = models.DateField()
    is_late = models.BooleanField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "state", "due_on", "is_late"], name="library_reminded_once_of_a_date"
            )
        ]

    def __str__(self):
        return f"{self.submission}: {self.due_on}"
