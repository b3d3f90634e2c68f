"""Telephones, addresses of flats and of mail that a published file would tell everybody."""

import re

from django.utils.translation import gettext_lazy as _

from library.preflight.findings import Severity, found_in
from library.preflight.registry import About, preflight_check

# Mobile numbers alone: those of institutions and help lines may stand in a work.
MOBILE = re.compile(r"(?<![\d.,№])(?:\+7|8)[ \t\-(]{0,2}9\d{2}[ \t\-)]{0,2}\d{3}[ \t-]?\d{2}[ \t-]?\d{2}(?![\d])")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# A school has no flat.
FLAT = re.compile(
    r"(?i)\b(?:ул(?:ица|\.)|пр(?:оспект|-т|\.)|пер(?:еулок|\.)|бульвар|б-р|шоссе|мкр(?:н|\.)?|микрорайон|проезд)[ \t]{0,2}"
    r"[а-яё0-9][^\n]{1,40}?(?:д(?:ом|\.)[ \t]{0,2})?\d{1,3}[а-я]?[^\n]{0,12}?\bкв(?:артира|\.)?[ \t]{0,2}№?[ \t]?\d{1,4}"
)


@preflight_check("phones", About.TEXT)
def phones_stand(text):
    """Mobile telephones."""
    return found_in(
        text,
        [match.span() for match in MOBILE.finditer(text.text)],
        code="phones",
        severity=Severity.WARN,
        title=_("В тексте есть мобильный телефон"),
        why=_("Опубликованный файл прочитают все, номер попадёт и к рассыльщикам."),
        how=_("Уберите номер. Написать вам смогут через сайт."),
    )


@preflight_check("emails", About.TEXT)
def mail_addresses_stand(text):
    """Addresses of mail: often the author's own, so only told."""
    return found_in(
        text,
        [match.span() for match in MAIL.finditer(text.text)],
        code="emails",
        severity=Severity.NOTE,
        title=_("В тексте есть адрес почты"),
        why=_("Его увидят все, кто скачает файл."),
        how=_("Если это адрес родителя или ребёнка, уберите его. Свой оставлять или нет — решать вам."),
    )


@preflight_check("addresses", About.TEXT)
def home_addresses_stand(text):
    """A street, a house and a flat."""
    return found_in(
        text,
        [match.span() for match in FLAT.finditer(text.text)],
        code="addresses",
        severity=Severity.WARN,
        title=_("Похоже на домашний адрес"),
        why=_("Адрес с квартирой публиковать нельзя: это персональные данные."),
        how=_("Уберите адрес или оставьте только город."),
    )
