"""The words of choices."""

from functools import cache


def label_of(choices, value):
    """Return the words of `value` among `choices` (an enumeration); the value itself where it is none of them.

    What Django gives a model as `get_<field>_display`, which makes its table of choices hashable anew at every call: rows of
    lists pay for that dearly.
    """
    return str(_labels_of(choices).get(value, value))


@cache
def _labels_of(choices):
    return dict(choices.choices)
