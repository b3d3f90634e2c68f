"""What people write into the site's forms: kept whole, or refused with a reason; never cut."""

from django.utils.translation import gettext as _


def demand_words(text, field, refused, missing=""):
    """Return `text` as it is to be kept in `field`, an attribute of a model (`Submission.close_reason`).

    Without white space around, and with one character at the end of a line: browsers count so and send two. Raises the
    exception `refused` with the sentence `missing` for an empty text, where there is one, and for a longer text than the
    field holds.
    """
    words = text.replace("\r\n", "\n").strip()
    if missing and not words:
        raise refused(missing)
    if len(words) > (most := field.field.max_length):
        raise refused(
            _("Слишком длинный текст: %(length)d знаков, а помещается %(most)d. Сократите его.")
            % {"length": len(words), "most": most}
        )
    return words
