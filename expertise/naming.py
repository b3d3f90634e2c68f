"""Whether a text names an expert whom the author must not know: reviews are pasted into conclusions with their signatures."""

import re

from expertise.models import ExpertAssignment
from expertise.outcome import expert_label

WORD = re.compile(r"[^\W\d_]+")
# A surname changes at its end by case: «Ольшанский», «Ольшанского».
ENDING, SHORTEST = 2, 3


def named_experts(text, round):
    """Return the labels («Эксперт 1») of hidden experts of `round` whom `text` names by e-mail, or by two of his names together.

    A surname alone is no name: it may be a word or an author in the list of sources. Nobody is hidden in an open round.
    """
    if not round.hides_experts:
        return []
    words = [word.casefold() for word in WORD.findall(text)]
    assignments = ExpertAssignment.objects.filter(round=round).select_related("expert").order_by("alias")
    return [expert_label(row) for row in assignments if _is_named(row, text.casefold(), words)]


def _is_named(assignment, text, words):
    expert = assignment.expert
    email = expert.email if expert else assignment.guest_email
    if email and email.casefold() in text:
        return True
    names = [expert.first_name, expert.last_name] if expert else assignment.guest_name.split()
    names = [found[0].casefold() for name in names if (found := WORD.findall(name))]
    return len(names) > 1 and (
        _stand_together(names[0], names[-1], words) or _stand_together(names[-1], names[0], words)
    )


def _stand_together(first, last, words):
    """Tell whether `last` stands beside `first` or its initial, a patronymic or its initial between them or not."""
    stem = last[: max(SHORTEST, len(last) - ENDING)]
    for place, word in enumerate(words):
        if word.startswith(stem) and len(word) <= len(last) + ENDING:
            near = words[max(0, place - 2) : place] + words[place + 1 : place + 3]
            if any(one == first or one == first[0] for one in near):
                return True
    return False
