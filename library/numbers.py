"""Check digits of ISSN and ISBN: a typing error is caught before it is printed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_issn(value):
    """Raise ValidationError unless `value` is an ISSN, «2658-6541», with its check digit (ISO 3297)."""
    digits = value.replace("-", "").upper()
    if len(digits) != 8 or value[4:5] != "-" or not _adds_up(digits, range(8, 0, -1), 11):
        raise ValidationError(_("Это не ISSN: восемь знаков вида 2658-6541, последний — контрольный."))


def validate_isbn(value):
    """Raise ValidationError unless `value` is an ISBN of 13 or 10 signs with its check digit (ISO 2108)."""
    digits = value.replace("-", "").replace(" ", "").upper()
    good = {
        13: lambda: digits.isdigit() and _adds_up(digits, [1, 3] * 6 + [1], 10),
        10: lambda: _adds_up(digits, range(10, 0, -1), 11),
    }.get(len(digits), lambda: False)
    if not good():
        raise ValidationError(_("Это не ISBN: проверьте цифры, последняя из них контрольная."))


def _adds_up(digits, weights, modulus):
    body, last = digits[:-1], digits[-1]
    if not (body.isascii() and body.isdigit()) or not (last in "0123456789" or (last == "X" and modulus == 11)):
        return False
    values = [*map(int, body), 10 if last == "X" else int(last)]
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) % modulus == 0
