"""The numbers that Word counts itself: they stand nowhere in the text of a document."""

MOST_LEVELS = 9


class ListNumbers:
    """Counts the paragraphs of numbered lists: «3» on the first level of a list, «3.2» on the second."""

    def __init__(self):
        self._counters = {}
        self._list, self._level = "", 0

    def begin(self):
        """A paragraph begins."""
        self._list, self._level = "", 0

    def set_list(self, value):
        """The paragraph belongs to the list `value`; "0" takes it out of any."""
        self._list = "" if value == "0" else value

    def set_level(self, value):
        """The paragraph's level, from "0"."""
        self._level = int(value) if value.isdecimal() and len(value) == 1 else 0

    def label(self):
        """Return the paragraph's number, counting it; empty outside lists."""
        if not self._list:
            return ""
        counters = self._counters.setdefault(self._list, [0] * MOST_LEVELS)
        counters[self._level] += 1
        counters[self._level + 1 :] = [0] * (MOST_LEVELS - self._level - 1)
        return ".".join(str(number or 1) for number in counters[: self._level + 1])
