"""What the blocks of a passport say as parts of a document (files.writers)."""

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StructValue

from files.writers import Bullets, Heading, Paragraph, Table
from home.blocks import TableValue


def listed(lines, ordered=False):
    """Return `lines` as a cell: Bullets, the only line as a text, or «»."""
    lines = tuple(lines)
    return Bullets(lines, ordered) if len(lines) > 1 or (lines and ordered) else "".join(lines)


def told(*words, by="\n"):
    """Join the words that are there."""
    return by.join(str(word) for word in words if word)


def table(head, rows, caption, widths=(), titled=True):
    """Return [Table] without the columns that are empty in every row, [] where there are no rows."""
    rows = list(rows)
    if not rows:
        return []
    full = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    return [
        Table(
            rows=tuple(tuple(row[column] for column in full) for row in rows),
            head=tuple(str(head[column]) for column in full) if head else (),
            widths=tuple(widths[column] for column in full) if widths else (),
            caption=caption,
            titled=titled,
        )
    ]


class Share(str):
    """A share in words, «66,5 %», that a page may draw beside them: `percent` is whole."""

    percent = 0


class PassportValue(StructValue):
    """The value of one block. `is_row`: it is one row of the two-column table, and `cell` is its second column."""

    is_row = False

    @property
    def title(self):
        """The heading over the block."""
        return self["title"]

    @property
    def cell(self):
        """What stands beside the heading in the two-column table: a text or Bullets."""
        raise NotImplementedError

    @property
    def parts(self):
        """What stands under the heading of a block that is no row."""
        raise NotImplementedError


class LegalBasisValue(PassportValue):
    is_row = True

    @property
    def cell(self):
        """«Закон № 273-ФЗ от 29.12.2012 «Об образовании»», a line each."""
        return listed(map(self._line, self["rows"]))

    @staticmethod
    def _line(row):
        name = told(row["kind"], row["title"] and f"«{row['title']}»", by=" ")
        ref, about = row["ref"] or "", told(row["about"], row["owner"], by="; ")
        # «Закон № 273», «приказ Минобрнауки № 2», but «положение, приложение к постановлению».
        text = told(name, ref, by=", " if ref[:1].islower() or ref[:1].isdigit() else " ")
        return f"{text} ({about})" if text and about else told(text, about)


class ParticipantsValue(PassportValue):
    is_row = True

    @property
    def cell(self):
        """«Кто — часть», a line each."""
        return listed(told(row["name"], row["part"], by=" — ") for row in self["rows"])


class NamedLinesValue(PassportValue):
    """Rows of a name and its lines; `head` are the names of both columns, if they need any."""

    head = ()

    @property
    def parts(self):
        """A table of two columns."""
        rows = [(row["name"], listed(row["lines"])) for row in self["rows"]]
        return table(self.head, rows, self.title, widths=(1, 2))


class FunctionsValue(NamedLinesValue):
    head = (gettext_lazy("Роль"), gettext_lazy("Функции"))


class DirectionsValue(NamedLinesValue):
    pass


class ResourcesValue(PassportValue):
    is_row = True

    @property
    def cell(self):
        """«кадровые: педагоги, методисты», a line each."""
        return listed(told(row["name"], ", ".join(row["lines"]), by=": ") for row in self["rows"])


class BaseValue(PassportValue):
    @property
    def parts(self):
        """Организация – оснащение – кадры."""
        head = (_("Организация"), _("Оснащение"), _("Кадры"))
        rows = [(row["organisation"], listed(row["equipment"]), listed(row["staff"])) for row in self["rows"]]
        return table(head, rows, self.title)


class ProblemsValue(PassportValue):
    @property
    def parts(self):
        """№ – проблема – изменение – результаты."""
        head = (_("№"), _("Проблема"), _("Что надо изменить"), _("Результаты"))
        rows = [
            (str(number), row["problem"], row["change"], listed(row["results"]))
            for number, row in enumerate(self["rows"], 1)
        ]
        return table(head, rows, self.title, widths=(1, 7, 7, 7), titled=False)


class StrategyValue(PassportValue):
    @property
    def parts(self):
        """Each task over the table of its directions."""
        head = (_("№"), _("Направление деятельности"), _("Контрольные индикаторы"))
        made = []
        for row in self["rows"]:
            directions = [
                (str(number), one["text"], listed(one["control"])) for number, one in enumerate(row["directions"], 1)
            ]
            made += [Heading(_("Задача: %(task)s") % {"task": row["task"]}, level=3)]
            made += table(head, directions, row["task"], widths=(1, 8, 8), titled=False)
        return made


class SurveyValue(PassportValue):
    @property
    def title(self):
        """What was asked, and the year."""
        return capfirst(told(self["title"], self["year"], by=", "))

    @property
    def parts(self):
        """How many were asked, and the shares; figures without N say so (H43)."""
        head = (_("Кто"), _("Что ответили"), _("Доля"))
        rows = [(row["audience"], row["label"], self._percent(row["percent"])) for row in self["rows"]]
        asked = f"N = {number_format(self['asked'], force_grouping=True)}" if self["asked"] else _("N не указано")
        shares = table(head, rows, self.title, widths=(3, 6, 2), titled=False)
        shares = [Paragraph(asked, muted=True), *shares] if rows else []
        return shares + ([Paragraph(self["note"])] if self["note"] else [])

    @staticmethod
    def _percent(share):
        # 90.0 is «90 %», 66.5 is «66,5 %».
        words = Share(f"{number_format(int(share) if share == int(share) else share)} %")
        words.percent = round(share)
        return words


class BodiesValue(PassportValue):
    @property
    def parts(self):
        """Who they are, of whom they consist, what they do."""
        head = (_("Орган или группа"), _("Состав"), _("Чем занимается"), _("На чём основан и что готовит"))
        rows = [
            (self._name(row), self._members(row), listed(row["functions"]), self._papers(row)) for row in self["rows"]
        ]
        return table(head, rows, self.title, widths=(4, 4, 6, 4))

    @staticmethod
    def _name(row):
        parent = _("в составе: %(parent)s") % {"parent": row["parent"]} if row["parent"] else ""
        return told(row["name"], row["kind"], parent)

    @staticmethod
    def _members(row):
        members = [
            told(told(one["role"], one["who"], by=": "), one["term"] and f"({one['term']})", by=" ")
            for one in row["members"]
        ]
        count = _("%(count)s чел.") % {"count": row["count"]} if row["count"] else ""
        leader = _("руководит %(leader)s") % {"leader": row["leader"]} if row["leader"] else ""
        return told(count, leader, row["principle"], *members)

    @staticmethod
    def _papers(row):
        return told(row["basis"], *row["outputs"])


class ListingValue(PassportValue):
    is_row = True

    @property
    def cell(self):
        """The lines."""
        return listed(self["lines"], bool(self["ordered"]))


class NoteValue(PassportValue):
    is_row = True

    @property
    def cell(self):
        """The text."""
        return self["text"]


class PassportTableValue(TableValue):
    is_row = False

    @property
    def title(self):
        """The table's name."""
        return self["caption"]

    @property
    def parts(self):
        """The table as it was filled."""
        rows = tuple(map(tuple, self.rows))
        titled = bool(self["first_column_is_header"])
        return [Table(rows=rows, head=tuple(self.header), caption=self.title, titled=titled)] if rows else []
