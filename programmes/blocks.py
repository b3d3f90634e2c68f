"""Blocks of a programme's passport: what its sources say in tables and lists (B.2, B.30, B.35, B.36).

Each block becomes parts of a document (files.writers), so the page, the print, the DOCX and the PDF say the same. A block
with `is_row` is one row of the passport's two-column table, any other has a heading and a table of its own under it.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks import TableBlock
from programmes import block_values as values


def line(label, **options):
    """A field for one line of text; nobody has to fill it unless `required` says so."""
    return blocks.CharBlock(label=label, required=options.pop("required", False), max_length=600, **options)


def lines(label, **options):
    """A field for a list of lines, none by default."""
    return blocks.ListBlock(
        blocks.CharBlock(label=_("Строка"), max_length=600), label=label, required=False, default=[], **options
    )


def rows(**fields):
    """The rows of a table, each with `fields`."""
    return blocks.ListBlock(blocks.StructBlock(list(fields.items())), label=_("Строки"), collapsed=True)


def title(default):
    """The heading of a block, ready but for change."""
    return blocks.CharBlock(label=_("Заголовок"), default=default, max_length=200)


class LegalBasisBlock(blocks.StructBlock):
    title = title(_("Основания для разработки"))
    rows = rows(
        kind=line(_("Вид"), help_text=_("Закон, приказ, концепция…")),
        title=line(_("Название")),
        ref=line(_("Номер и дата"), help_text=_("Например: «№ 273-ФЗ от 29.12.2012».")),
        owner=line(_("Кто издал")),
        about=line(_("О чём"), help_text=_("Одной фразой, если из названия этого не видно.")),
    )

    class Meta:
        icon = "doc-full"
        label = _("Основания: законы, приказы, концепции")
        value_class = values.LegalBasisValue


class ParticipantsBlock(blocks.StructBlock):
    title = title(_("Участники"))
    rows = rows(
        name=line(_("Кто"), required=True),
        part=line(_("Его часть или место"), help_text=_("Роль в программе, населённый пункт.")),
    )

    class Meta:
        icon = "group"
        label = _("Участники и их часть")
        value_class = values.ParticipantsValue


class BaseBlock(blocks.StructBlock):
    title = title(_("База площадки"))
    rows = rows(
        organisation=line(_("Организация"), required=True),
        equipment=lines(_("Оснащение")),
        staff=lines(_("Кадры")),
    )

    class Meta:
        icon = "home"
        label = _("База площадки: организация – оснащение – кадры")
        value_class = values.BaseValue


class ResourcesBlock(blocks.StructBlock):
    title = title(_("Ресурсы"))
    rows = rows(
        name=line(_("Вид"), required=True, help_text=_("Кадровые, финансовые, технические…")),
        lines=lines(_("Что именно")),
    )

    class Meta:
        icon = "pick"
        label = _("Ресурсы по видам")
        value_class = values.ResourcesValue


class FunctionsBlock(blocks.StructBlock):
    title = title(_("Функции участников"))
    rows = rows(name=line(_("Роль"), required=True), lines=lines(_("Функции")))

    class Meta:
        icon = "user"
        label = _("Функции участников по ролям")
        value_class = values.FunctionsValue


class DirectionsBlock(blocks.StructBlock):
    title = title(_("Направления деятельности"))
    rows = rows(name=line(_("Направление"), required=True), lines=lines(_("Что в него входит")))

    class Meta:
        icon = "list-ul"
        label = _("Направления и их содержание")
        value_class = values.DirectionsValue


class ProblemsBlock(blocks.StructBlock):
    title = title(_("Проблемное поле"))
    rows = rows(
        problem=line(_("Проблема"), required=True),
        change=line(_("Что надо изменить")),
        results=lines(_("Результаты")),
    )

    class Meta:
        icon = "warning"
        label = _("Проблема – изменение – результат")
        value_class = values.ProblemsValue


class StrategyBlock(blocks.StructBlock):
    title = title(_("Стратегия"))
    rows = rows(
        task=line(_("Задача"), required=True),
        directions=rows(
            text=line(_("Направление деятельности"), required=True), control=lines(_("Контрольные индикаторы"))
        ),
    )

    class Meta:
        icon = "tasks"
        label = _("Стратегия: задача – направление – контрольный индикатор")
        value_class = values.StrategyValue


class SurveyBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Что выясняли"), max_length=200)
    year = blocks.IntegerBlock(label=_("Год"), required=False, min_value=1900, max_value=2200)
    asked = blocks.IntegerBlock(
        label=_("Сколько человек ответили (N)"),
        required=False,
        min_value=1,
        help_text=_("Пусто: на странице будет «N не указано»."),
    )
    rows = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("audience", line(_("Кто"))),
                ("label", line(_("Что ответили"), required=True)),
                (
                    "percent",
                    blocks.DecimalBlock(
                        label=_("Доля, %"),
                        decimal_places=1,
                        max_digits=4,
                        validators=[MinValueValidator(0), MaxValueValidator(100)],
                    ),
                ),
            ]
        ),
        label=_("Результаты"),
        default=[],
        collapsed=True,
    )
    note = line(_("Примечание"), help_text=_("Например, почему результатов нет."))

    class Meta:
        icon = "help"
        label = _("Опрос или исследование с долями")
        value_class = values.SurveyValue


class BodiesBlock(blocks.StructBlock):
    title = title(_("Органы и группы"))
    rows = rows(
        name=line(_("Название"), required=True),
        kind=line(_("Вид"), help_text=_("Совет, группа, объединение…")),
        parent=line(_("В составе чего")),
        leader=line(_("Кто руководит")),
        count=blocks.IntegerBlock(label=_("Сколько человек"), required=False, min_value=1),
        principle=line(_("Как составляется")),
        members=blocks.ListBlock(
            blocks.StructBlock(
                [
                    ("role", line(_("Роль"), required=True)),
                    ("who", line(_("Кто"))),
                    ("term", line(_("Срок полномочий"))),
                ]
            ),
            label=_("Состав"),
            default=[],
            collapsed=True,
        ),
        functions=lines(_("Чем занимается")),
        basis=line(_("На основании чего")),
        outputs=lines(_("Что готовит")),
    )

    class Meta:
        icon = "group"
        label = _("Советы, органы и группы")
        value_class = values.BodiesValue


class ListingBlock(blocks.StructBlock):
    title = title("")
    lines = blocks.ListBlock(blocks.CharBlock(label=_("Строка"), max_length=600), label=_("Строки"))
    ordered = blocks.BooleanBlock(label=_("С номерами"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Список под своим заголовком")
        value_class = values.ListingValue


class NoteBlock(blocks.StructBlock):
    title = title("")
    text = blocks.TextBlock(label=_("Текст"), max_length=3000, rows=3)

    class Meta:
        icon = "pilcrow"
        label = _("Короткий текст под своим заголовком")
        value_class = values.NoteValue


class PassportTableBlock(TableBlock):
    class Meta:
        label = _("Другая таблица")
        value_class = values.PassportTableValue


class PassportBlock(blocks.StreamBlock):
    legal_basis = LegalBasisBlock()
    participants = ParticipantsBlock()
    base = BaseBlock()
    resources = ResourcesBlock()
    functions = FunctionsBlock()
    directions = DirectionsBlock()
    problems = ProblemsBlock()
    strategy = StrategyBlock()
    survey = SurveyBlock()
    bodies = BodiesBlock()
    listing = ListingBlock()
    note = NoteBlock()
    table = PassportTableBlock()

    class Meta:
        collapsed = True
