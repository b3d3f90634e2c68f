"""Small pieces of the look: signs, covers, typography, Russian words with numbers."""

import re
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from home.covers import cover_svg, hue_of

register = template.Library()
# Titles and labels come again and again; longer texts are not worth the memory.
REMEMBERED = 200
NBSP, JOINER = "\u00a0", "\u2060"
# Short words never end a line; a dash never begins one; a number keeps its unit; a range is never torn.
SHORT = re.compile(r"(?<![^\W_])([A-Za-zА-Яа-яЁё]{1,2}|под|над|для|при|про|без|или|как|что|№) (?=\S)")
DASH = re.compile(r" ([—–] )")
MONTHS = "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
UNIT = re.compile(rf"(\d) (?=(?:класс|стр|год|г\.|МБ|КБ|%|руб|час|мин|млн|тыс|{MONTHS}))")
# Telephones and dates have more hyphens than one: they stay as they are, to be copied.
RANGE = re.compile(r"(?<![\d–-])(\d+)([–-])(\d+)(?![\d–-])")
TAG = re.compile(r"(<[^>]*>)")
# What Django calls a message's level, and what the look calls it.
TONES = {"success": "ok", "warning": "wait", "error": "no"}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name, css=""):
    """A sign of icons.svg, decoration for those who hear the page."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def badge(tone, sign, label, large=False):
    """A state in a word, a colour and a sign: written here, because a plan or a table of indicators has tens of them."""
    # A plain text: what a template calls safe is escaped as well, for equal words are kept once.
    return _badge(tone, sign, capfirst(str(label)), large)


@lru_cache(maxsize=256)
def _badge(tone, sign, label, large):
    size = " badge--l" if large else ""
    return format_html('<span class="badge badge--{}{}">{}{}</span>', tone, size, icon(sign), label)


@register.simple_tag
def cover(material):
    """The drawn cover of a material."""
    return drawn_cover(material.kind_code, material.title)


@lru_cache(maxsize=1024)
def drawn_cover(kind, title):
    """The same words give the same picture, so it is drawn once."""
    return cover_svg(kind, title, static("icons.svg"))


@register.simple_tag
def facet_choices(field, values, first, last):
    """The check boxes of a facet's values from `first` to `last`: written here, because a page may hold a hundred of them."""
    return mark_safe("".join(_choice(field, value) for value in values[first:last]))


def _choice(field, value):
    code, label, count = escape(value["value"]), escape(value["label"]), value["count"]
    css = "choice" if count or value["selected"] else "choice choice--none"
    checked = " checked" if value["selected"] else ""
    return (
        f'<label class="{css}"><input type="checkbox" name="{field}" value="{code}"{checked}>'
        f'<span>{label}</span><span class="choice__count num">{count}</span></label>'
    )


@register.filter
def hue(subject):
    """The number of a subject's colour."""
    return hue_of(subject or "")


@register.filter
def typo(text):
    """Typography of a plain text: no-break spaces where a line must not end; escaped."""
    if not text:
        return ""
    if not isinstance(text, str):
        text = str(text)
    return _typo(text) if len(text) > REMEMBERED or hasattr(text, "__html__") else _typo_of_short(text)


def _typo(text):
    pieces = TAG.split(str(conditional_escape(text)))
    return mark_safe("".join(piece if piece.startswith("<") else _typo_of_words(piece) for piece in pieces))


def _typo_of_words(text):
    text = SHORT.sub(rf"\1{NBSP}", SHORT.sub(rf"\1{NBSP}", text))
    text = DASH.sub(rf"{NBSP}\1", UNIT.sub(rf"\1{NBSP}", text))
    return RANGE.sub(rf"\1{JOINER}\2{JOINER}\3", text)


_typo_of_short = lru_cache(maxsize=2048)(_typo)


@register.filter
def plural_ru(number, forms):
    """«1 работа, 2 работы, 5 работ»: `forms` are three words by comma; the number is included."""
    one, few, many = forms.split(",")
    tens, units = abs(int(number)) % 100, abs(int(number)) % 10
    word = many if 11 <= tens <= 14 else one if units == 1 else few if 2 <= units <= 4 else many
    return f"{number_format(number, force_grouping=True)}{NBSP}{word}"


@register.filter
def filesize_ru(size):
    """Bytes as «640 КБ» or «4,1 МБ»."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))}{NBSP}КБ"
    return f"{number_format(size / 1024 / 1024, 1)}{NBSP}МБ"


@register.filter
def date_ru(day):
    """«22 ноября 2026» of a date or a moment."""
    return date_format(day, "j E Y").replace(" ", NBSP) if day else ""


@register.filter
def control(field):
    """A form field's control in our look; Django itself ties its hint and errors to it."""
    css = "" if field.widget_type in ("checkbox", "hidden") else "input"
    return field.as_widget(attrs={"class": css} if css else {})


@register.filter
def trap(field):
    """A control that only robots fill: neither the keyboard nor the browser's memory comes to it."""
    return field.as_widget(attrs={"tabindex": "-1", "autocomplete": "off"})


@register.filter
def tone(level):
    """The tone of a notice for the level of a message: «ok», «wait», «no» or «info»."""
    return TONES.get(level, "info")


@register.filter
def absolute(address, request):
    """The whole address, with the host that was asked."""
    return request.build_absolute_uri(address)
