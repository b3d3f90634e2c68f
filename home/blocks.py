"""Blocks of a page's body. Each has a template under templates/blocks/ and no query of its own."""

from urllib.parse import urlsplit

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock as PlainTableBlock
from wagtail.images.blocks import ImageChooserBlock

# Bold, italic, links and lists: headings and pictures have blocks of their own.
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "superscript", "subscript"]
VIDEO_HOSTS = {
    "rutube.ru": "Rutube",
    "vk.com": "ВКонтакте",
    "vkvideo.ru": "VK Видео",
    "dzen.ru": "Дзен",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
}


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Текст")
        template = "blocks/text.html"


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self):
        """The heading's own address on the page."""
        return slugify(anyascii(self["text"]))[:60] or "razdel"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Заголовок"), max_length=160)
    level = blocks.ChoiceBlock(label=_("Уровень"), choices=[("2", _("Раздел")), ("3", _("Подраздел"))], default="2")

    class Meta:
        icon = "title"
        label = _("Заголовок")
        template = "blocks/heading.html"
        value_class = HeadingValue


class ListOfLinesBlock(blocks.StructBlock):
    lines = blocks.ListBlock(blocks.CharBlock(label=_("Строка"), max_length=600), label=_("Строки"))
    ordered = blocks.BooleanBlock(label=_("С номерами"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Список")
        template = "blocks/list.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Слова"))
    author = blocks.CharBlock(label=_("Чьи"), required=False, max_length=120)
    source = blocks.CharBlock(label=_("Откуда"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Цитата")
        template = "blocks/quote.html"


class TableValue(blocks.StructValue):
    @property
    def header(self):
        """The cells of the first row."""
        return self._rows[0] if self._rows else []

    @property
    def rows(self):
        """All rows but the first, each a list of strings."""
        return self._rows[1:]

    @property
    def _rows(self):
        return [[cell or "" for cell in row] for row in (self["table"] or {}).get("data", [])]


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Название таблицы"), max_length=200)
    table = PlainTableBlock(
        label=_("Таблица"),
        help_text=_("Первая строка — заголовки столбцов."),
        table_options={"minSpareRows": 0, "startRows": 4, "startCols": 3, "height": 200},
    )
    first_column_is_header = blocks.BooleanBlock(label=_("Первый столбец — заголовки строк"), required=False)

    class Meta:
        icon = "table"
        label = _("Таблица")
        template = "blocks/table.html"
        value_class = TableValue


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Изображение"))
    alt = blocks.CharBlock(
        label=_("Что на нём"),
        required=False,
        max_length=250,
        help_text=_("Для тех, кто не видит картинку: одной фразой, без слов «на фото»."),
    )
    decorative = blocks.BooleanBlock(label=_("Только украшение"), required=False)
    caption = blocks.CharBlock(label=_("Подпись"), required=False, max_length=250)

    def clean(self, value):
        """Demand a description of every picture that is not mere decoration (FX-09)."""
        result = super().clean(value)
        if not result["alt"] and not result["decorative"]:
            message = ValidationError(_("Опишите изображение или отметьте, что оно только украшение."))
            raise StructBlockValidationError({"alt": message})
        return result

    class Meta:
        icon = "image"
        label = _("Изображение")
        template = "blocks/image.html"


class VideoValue(blocks.StructValue):
    @property
    def provider(self):
        """The name of the place that holds the video: by a known host, else the host itself."""
        host = (urlsplit(self["url"]).hostname or "").removeprefix("www.").removeprefix("m.")
        return VIDEO_HOSTS.get(host, host)


class VideoBlock(blocks.StructBlock):
    """A link to a video, never a foreign frame: the visitor's address goes nowhere without a click (152-FZ)."""

    url = blocks.URLBlock(label=_("Адрес записи"))
    title = blocks.CharBlock(label=_("Название"), max_length=160)
    description = blocks.CharBlock(label=_("О чём"), required=False, max_length=300)

    class Meta:
        icon = "media"
        label = _("Видео (ссылка)")
        template = "blocks/video.html"
        value_class = VideoValue


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Вид"),
        choices=[("info", _("Справка")), ("ok", _("Хорошо")), ("wait", _("Внимание")), ("no", _("Нельзя"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("Заголовок"), required=False, max_length=120)
    text = blocks.TextBlock(label=_("Текст"))

    class Meta:
        icon = "info-circle"
        label = _("Выделенное")
        template = "blocks/callout.html"


class TitledTextBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Заголовок"), max_length=160)
    text = blocks.RichTextBlock(label=_("Текст"), features=TEXT_FEATURES)


class AccordionBlock(blocks.StructBlock):
    parts = blocks.ListBlock(TitledTextBlock(), label=_("Части"))

    class Meta:
        icon = "collapse-down"
        label = _("Раскрывающиеся части")
        template = "blocks/accordion.html"


class StepsBlock(blocks.StructBlock):
    parts = blocks.ListBlock(TitledTextBlock(), label=_("Шаги"))

    class Meta:
        icon = "tasks"
        label = _("Шаги")
        template = "blocks/steps.html"
