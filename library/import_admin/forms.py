"""Forms of the import in the admin."""

import tempfile
import zipfile
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.models import Level, Subject
from home.templatetags.face_tags import filesize_ru
from library.importing.columns import COLUMNS, SKIPPED
from library.importing.errors import TableRefused
from library.importing.mapping import check_fields
from library.importing.table import read_cells
from library.importing.uploads import prepared_folders
from library.models import ImportBatch, MaterialAuthor, MaterialKind

MOST_TABLE_BYTES = 20 * 1024 * 1024
OLDER_SHOWN = 10
SAMPLES = 3


class SourceForm(forms.Form):
    """What is imported: a table, and the files of it or a bare folder of files."""

    table = forms.FileField(
        label=_("Таблица"),
        required=False,
        help_text=_("CSV или XLSX, по работе на строку. Если таблицы нет, карточки угадаем по файлам и папкам."),
    )
    archive = forms.FileField(label=_("Файлы одним ZIP"), required=False)
    folder = forms.ChoiceField(label=_("…или папка на сервере"), required=False)
    publish = forms.TypedChoiceField(
        label=_("Что сделать с материалами"),
        choices=[("yes", _("Сразу показать на сайте с пометкой «архив»")), ("no", _("Оставить черновиками"))],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        older = ImportBatch.objects.exclude(folder="")[:OLDER_SHOWN]
        self._older = {f"batch:{batch.pk}": batch for batch in older if batch.folder_path.is_dir()}
        self.fields["folder"].choices = [
            ("", _("— нет —")),
            *((f"folder:{name}", name) for name in prepared_folders()),
            *((value, _("Файлы переноса %s") % batch) for value, batch in self._older.items()),
        ]
        self.fields["archive"].help_text = _(
            "До %(limit)s МБ. Архив больше этого администратор кладёт на сервер папкой внутри METODSET_VAR/import."
        ) % {"limit": settings.IMPORT_MAX_BYTES >> 20}

    def clean_table(self):
        """Read the table at once: the person hears now what is wrong with it. Returns (header, Rows) or None."""
        upload = self.cleaned_data["table"]
        if not upload:
            return None
        if upload.size > MOST_TABLE_BYTES:
            raise ValidationError(_("Таблица больше 20 МБ: уберите из неё картинки или разделите на части."))
        with tempfile.NamedTemporaryFile() as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
            copy.flush()
            try:
                header, rows = read_cells(Path(copy.name))
            except TableRefused as refusal:
                raise ValidationError(str(refusal)) from refusal
        if not rows:
            raise ValidationError(_("В таблице нет ни одной строки с данными."))
        return header, rows

    def clean_archive(self):
        """Refuse what is too large or no ZIP; nothing of it is read into memory."""
        upload = self.cleaned_data["archive"]
        if upload and upload.size > settings.IMPORT_MAX_BYTES:
            raise ValidationError(
                _(
                    "Архив занимает %(size)s, а загрузить можно до %(limit)s. Разделите его или положите папкой на сервер."
                ),
                params={"size": filesize_ru(upload.size), "limit": filesize_ru(settings.IMPORT_MAX_BYTES)},
            )
        if upload and not zipfile.is_zipfile(upload):
            raise ValidationError(_("Это не архив ZIP. Архивы RAR и 7z пересоберите в ZIP."))
        return upload

    def clean(self):
        """Files are named once."""
        data = super().clean()
        if self.errors:
            return data
        if bool(data.get("archive")) == bool(data.get("folder")):
            raise ValidationError(_("Загрузите ZIP с файлами или выберите папку на сервере — что-нибудь одно."))
        return data

    def chosen_folder(self):
        """Return the chosen folder, a path inside IMPORT_ROOT or an absolute one, and what to call it."""
        kind, _colon, name = self.cleaned_data["folder"].partition(":")
        if kind == "folder":
            return name, name
        batch = self._older[self.cleaned_data["folder"]]
        return batch.folder, str(batch)


class ColumnsForm(forms.Form):
    """Which column of the table is which field of the card."""

    def __init__(self, *args, batch, **kwargs):
        super().__init__(*args, **kwargs)
        rows = list(batch.rows.all()[:SAMPLES])
        choices = [(SKIPPED, _("— не переносить —")), *((field, name.capitalize()) for field, name in COLUMNS.items())]
        for place, name in enumerate(batch.header):
            samples = [row.cells[place][:60] for row in rows if place < len(row.cells) and row.cells[place]]
            # Not «required»: a star at every column would say that each must go somewhere.
            self.fields[f"column_{place}"] = forms.TypedChoiceField(
                required=False,
                empty_value=SKIPPED,
                label=name or _("Столбец %s без названия") % (place + 1),
                choices=choices,
                initial=batch.fields[place],
                help_text=" · ".join(samples),
            )

    def clean(self):
        """Each field once, and what is required at all."""
        super().clean()
        if not self.errors:
            try:
                check_fields(self.chosen())
            except TableRefused as refusal:
                raise ValidationError(str(refusal)) from refusal

    def chosen(self):
        """Return the fields in the order of the columns."""
        return [self.cleaned_data[name] for name in self.fields]


class CardForm(forms.Form):
    """The part of a card that is guessed, for a quick look."""

    title = forms.CharField(label=_("Название"), max_length=255)
    kind = forms.ModelChoiceField(label=_("Вид"), queryset=MaterialKind.objects.active(), required=False)
    authors = forms.CharField(label=_("Авторы"), required=False, help_text=_("Через точку с запятой."))
    year = forms.IntegerField(label=_("Год"), required=False, min_value=1900, max_value=2100)
    subjects = forms.ModelMultipleChoiceField(
        label=_("Предметы"), queryset=Subject.objects.active(), required=False, widget=forms.CheckboxSelectMultiple
    )
    levels = forms.ModelMultipleChoiceField(
        label=_("Уровни"), queryset=Level.objects.active(), required=False, widget=forms.CheckboxSelectMultiple
    )
    annotation = forms.CharField(
        label=_("Аннотация"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def of(cls, page, data=None):
        """Return the form filled with the card of a MaterialPage."""
        initial = {name: getattr(page, name) for name in ("title", "annotation", "kind", "year")}
        initial |= {name: [word.pk for word in getattr(page, name).all()] for name in ("subjects", "levels")}
        initial["authors"] = "; ".join(author.name for author in page.authors.all())
        return cls(data, initial=initial)

    def clean_authors(self):
        """Return the names."""
        names = [name.strip() for name in self.cleaned_data["authors"].split(";") if name.strip()]
        longest = MaterialAuthor._meta.get_field("name").max_length
        if any(len(name) > longest for name in names):
            raise ValidationError(_("Имя автора длиннее %s знаков.") % longest)
        return names

    def changes(self):
        """Return the card for `accept_card`."""
        data = dict(self.cleaned_data)
        data["subjects"], data["levels"] = list(data["subjects"]), list(data["levels"])
        return data
