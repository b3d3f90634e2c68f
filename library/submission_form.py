"""The form of a work's card: it takes what there is, finished or not, and never loses the rest."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from community.consents import current_texts
from library.consents_of_work import WORK_CONSENTS
from library.enums import Language
from library.models import Licence
from library.submission_enums import PupilsPart, WorkOrigin

MOST_LINKS, LINK_LENGTH, TITLE_LENGTH = 20, 500, 200
Areas = {"rows": 4}
check_url = URLValidator(schemes=["http", "https"])
# Boxes of consents: with the kind they are the names of fields.
AGREE = "agree_"
NOTHING = ("", _("не выбрано"))


class SubmissionForm(forms.Form):
    """The fields that an author fills in, and no others: what else is posted is not looked at (reliability 15).

    `words` are library.submission_card.Words, `regulation` the wording in force or None.
    """

    title = forms.CharField(label=_("Название"), max_length=255)
    annotation = forms.CharField(
        label=_("Аннотация"),
        max_length=2000,
        widget=forms.Textarea(attrs=Areas),
        help_text=_("Две-четыре фразы: что это, для какого класса, чем поможет коллеге."),
    )
    kind = forms.ChoiceField(label=_("Вид работы"))
    subjects = forms.MultipleChoiceField(label=_("Предметы"), widget=forms.CheckboxSelectMultiple)
    levels = forms.MultipleChoiceField(label=_("Уровни образования"), widget=forms.CheckboxSelectMultiple)
    audiences = forms.MultipleChoiceField(label=_("Кому пригодится"), widget=forms.CheckboxSelectMultiple)
    body = forms.CharField(
        label=_("Текст на странице работы"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Если работа целиком в файлах, оставьте пустым. Абзацы разделяйте пустой строкой."),
    )
    links = forms.CharField(
        label=_("Ссылки"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("По одной на строке: адрес, потом название. Например: https://example.org/video Запись урока"),
    )
    author_name = forms.CharField(
        label=_("Ваше имя на обложке"), max_length=160, help_text=_("Как хотите подписать работу: полностью или И. О.")
    )
    organisation = forms.CharField(label=_("Организация"), max_length=200)
    part = forms.ChoiceField(label=_("Программа или подпроект"), help_text=_("Если работа сделана в рамках программы."))
    year = forms.IntegerField(label=_("Год создания"), min_value=1900, max_value=2100)
    language = forms.ChoiceField(label=_("Язык"), choices=Language.choices)
    keywords = forms.CharField(label=_("Ключевые слова"), max_length=500, help_text=_("Через запятую."))
    norms = forms.CharField(
        label=_("На какие нормы опирается"), max_length=500, help_text=_("ФГОС, ФОП, приказы — через запятую.")
    )
    licence = forms.ModelChoiceField(
        label=_("Что коллегам можно делать с работой"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )
    origin = forms.ChoiceField(
        label=_("Сделана ли работа по заданию работодателя"), choices=WorkOrigin.choices, widget=forms.RadioSelect
    )
    pupils_works = forms.ChoiceField(
        label=_("Есть ли в ней работы детей"), choices=PupilsPart.choices, widget=forms.RadioSelect
    )
    pupils_photos = forms.ChoiceField(
        label=_("Есть ли в ней фотографии детей"), choices=PupilsPart.choices, widget=forms.RadioSelect
    )
    # The key of the wording that was read: of an older one the mark counts for nothing.
    regulation = forms.CharField(label=_("Согласие с положением"), max_length=20)
    letter = forms.CharField(label=_("Письмо методисту"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, words, regulation, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = words
        for field in self.fields.values():
            field.required = False
        self.fields["kind"].choices = [NOTHING, *words.kinds.items()]
        for name in ("subjects", "levels", "audiences"):
            self.fields[name].choices = list(getattr(words, name).items())
        self.fields["part"].choices = [NOTHING, *_parts(words)]
        self.fields["licence"].queryset = Licence.objects.active()
        self.wording = regulation
        self.consent_texts = current_texts(WORK_CONSENTS)
        for kind in WORK_CONSENTS:
            # The key of the text that was read, as with the rules.
            self.fields[f"{AGREE}{kind}"] = forms.CharField(required=False, max_length=20)

    def clean_links(self):
        """Return [[title, address]] of the lines."""
        rows = [line.split(maxsplit=1) for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if len(rows) > MOST_LINKS:
            raise ValidationError(_("Ссылок больше двадцати: оставьте главные."))
        for url, *_title in rows:
            if len(url) > LINK_LENGTH:
                raise ValidationError(_("Адрес «%s…» слишком длинный.") % url[:60])
            try:
                check_url(url)
            except ValidationError as error:
                raise ValidationError(_("«%s» — не адрес сайта: он начинается с https://.") % url[:60]) from error
        return [[" ".join(title)[:TITLE_LENGTH] or url[:TITLE_LENGTH], url] for url, *title in rows]

    def clean_regulation(self):
        """Return the accepted wording, or None where none or an older one was accepted."""
        is_current = self.wording is not None and self.cleaned_data["regulation"] == str(self.wording.pk)
        return self.wording if is_current else None

    def agreed(self):
        """Return what `work_consents.keep_consents` takes: {kind: the ConsentText ticked, or None} of what was posted."""
        posted = {
            kind: self.cleaned_data.get(f"{AGREE}{kind}") for kind in WORK_CONSENTS if self._is_posted(AGREE + kind)
        }
        texts = {kind: self.consent_texts.get(kind) for kind in posted}
        return {kind: text if text and posted[kind] == str(text.pk) else None for kind, text in texts.items()}

    def values(self):
        """Return what `drafting.save_card` takes, of those fields that hold something sensible and were posted."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if not name.startswith(AGREE)}
        posted = {name: value for name, value in cleaned.items() if self._is_posted(name)}
        part = posted.pop("part", None)
        if part is not None:
            posted["programme"], posted["subproject"] = _pages_of(part, self.words)
        return posted

    def _is_posted(self, name):
        # A box without a mark posts nothing: the whole form stands for it, a part of it does not.
        return name in self.data or "whole" in self.data


def initial_of(submission, *, author_name):
    """Return what the form shows of a work: the card, and guesses for fields that nobody has saved yet."""
    card = {**submission.guesses, **submission.card}
    part = (
        f"s{card['subproject']}" if card.get("subproject") else f"p{card['programme']}" if card.get("programme") else ""
    )
    return {
        **card,
        "title": submission.title or submission.guesses.get("title", ""),
        "author_name": card.get("author_name") or author_name,
        "links": "\n".join(f"{url} {title}" if title != url else url for title, url in card.get("links") or []),
        "part": part,
        "language": card.get("language") or Language.RU,
        "licence": submission.licence_id,
        "origin": submission.origin,
        "pupils_works": submission.pupils_works,
        "pupils_photos": submission.pupils_photos,
        "letter": submission.letter,
    }


def guessed_fields(submission):
    """Return {field: "shown" or the guess in words to be offered}: where the site's guess is not the author's word yet."""
    marks = {}
    for field, value in submission.guesses.items():
        saved = submission.title if field == "title" else submission.card.get(field)
        is_untouched = field not in submission.card and not (field == "title" and submission.title)
        if saved == value or is_untouched:
            marks[field] = "shown"
        elif not saved:
            marks[field] = value
    return marks


def _parts(words):
    for pk, title in words.programmes.items():
        yield (
            title,
            [(f"p{pk}", _("Вся программа")), *((f"s{key}", name) for key, name in words.subprojects[pk].items())],
        )


def _pages_of(part, words):
    """Return (programme, subproject) of a choice; a subproject brings its programme along."""
    if not part:
        return None, None
    key = int(part[1:])
    if part[0] == "p":
        return key, None
    return next(programme for programme, parts in words.subprojects.items() if key in parts), key
