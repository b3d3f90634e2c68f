"""Forms of the import of a plan table."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.grids import read_grids
from files.tables.errors import TableRefused
from programmes.plan_import.changes import Mode
from programmes.plan_import.columns import COLUMNS, SKIPPED
from programmes.plan_import.layout import Document, mapped
from programmes.plan_import.understanding import Headings

MOST_ROWS = 1_000
MOST_BYTES = 10 * 1024 * 1024


class UploadForm(forms.Form):
    """The file, and whose plan it is."""

    table = forms.FileField(
        label=gettext_lazy("Файл с планом"),
        help_text=gettext_lazy(
            "DOCX, XLSX или CSV, до 10 МБ и до 1000 строк. Таблиц может быть несколько, ячейки — объединёнными, этапы — "
            "строками во всю ширину или заголовками перед таблицей. До подтверждения в план ничего не попадёт."
        ),
    )
    part = forms.ChoiceField(label=gettext_lazy("Чей это план"), required=False)

    def __init__(self, *args, desk, **kwargs):
        super().__init__(*args, **kwargs)
        self._desk = desk
        self.fields["part"].choices = desk.parts()

    def clean_table(self):
        """Read the file at once: the person hears now what is wrong with it. Returns Lines and Grids."""
        upload = self.cleaned_data["table"]
        if upload.size > MOST_BYTES:
            raise ValidationError(_("Файл больше 10 МБ: уберите из него картинки или оставьте только план."))
        try:
            blocks = read_grids(upload.read(), most_rows=MOST_ROWS)
        except TableRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if not Document(blocks).layouts:
            raise ValidationError(_("В файле нет таблицы, похожей на план: нужны хотя бы столбцы с делом и сроком."))
        return blocks

    def clean_part(self):
        """Return the subproject; None for the whole programme."""
        return self._desk.part(self.cleaned_data["part"])


class ColumnsForm(forms.Form):
    """Which column is which field, and what becomes of headings, of rows without a stage, of the plan there is."""

    headings = forms.ChoiceField(
        label=gettext_lazy("Заголовки во всю ширину таблицы"), choices=Headings.choices, required=False
    )
    default_stage = forms.ModelChoiceField(
        label=gettext_lazy("Строки, над которыми нет этапа"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("В новый этап «План мероприятий»"),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Что станет с планом, который уже есть"),
        choices=Mode.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Мероприятия, у которых есть состояние или подтверждения, не меняются и не удаляются никогда."
        ),
    )

    def __init__(self, *args, upload, document, stages, **kwargs):
        initial = {"headings": upload.headings, "mode": upload.mode, "default_stage": upload.default_stage_id}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["default_stage"].queryset = stages
        self._layouts = []
        choices = [(SKIPPED, _("— не переносить —")), *COLUMNS.items()]
        chosen = dict(enumerate(upload.columns))
        for number, layout in enumerate(document.layouts):
            fields = mapped(layout, chosen.get(number))
            names = [self._add(number, place, layout, fields[place], choices) for place in range(len(fields))]
            self._layouts.append(names)

    def _add(self, number, place, layout, field, choices):
        name = f"column_{number}_{place}"
        self.fields[name] = forms.ChoiceField(
            label=layout.header[place] or _("Столбец %s без названия") % (place + 1),
            choices=choices,
            initial=field,
            help_text=" · ".join(layout.samples[place]),
        )
        return name

    def tables(self):
        """Return the fields of the columns, a list for each layout."""
        return [[self[name] for name in names] for names in self._layouts]

    def choices_of_import(self):
        """Return the fields that are no columns."""
        return [self[name] for name in ("headings", "default_stage", "mode")]

    def clean(self):
        """Each field once in a table, and somewhere the text of the item."""
        super().clean()
        if self.errors:
            return
        for fields in self.columns():
            for name in set(fields) - {SKIPPED}:
                if fields.count(name) > 1:
                    raise ValidationError(_("Поле «%s» выбрано для двух столбцов: оставьте одно.") % COLUMNS[name])
        if not any("text" in fields for fields in self.columns()):
            raise ValidationError(_("Выберите столбец, в котором написаны сами мероприятия."))

    def columns(self):
        """Return the chosen fields, a list for each layout."""
        return [[self.cleaned_data[name] for name in names] for names in self._layouts]
