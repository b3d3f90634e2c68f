"""What an address of the search page asks for."""

from dataclasses import dataclass

from library.facets.form import read_filters
from library.facets.labels import TYPE_NAMES
from search.understanding import Understanding, understand

# More is taken off by «only what is written» at once.
MOST_OFF, LONGEST_OFF = 24, 320
SORTS = {"": "подходящие", "new": "новые"}


@dataclass(frozen=True)
class Asked:
    """Words, filters by facet, one type or "", order, page.

    `off` are the codes of what is not to be understood (`understanding.Step.code`).
    """

    understanding: Understanding
    filters: dict
    type: str
    sort: str
    page: str
    off: tuple[str, ...] = ()

    @property
    def typed(self):
        """The words as they were typed."""
        return self.understanding.typed

    @property
    def query(self):
        """The words as they are asked for."""
        return self.understanding.query

    @property
    def exact(self):
        """Whether nothing but what was typed is wanted."""
        return self.understanding.exact

    def of_type(self, index, bits):
        """Return what of `bits` of the FacetIndex `index` is of the wanted type."""
        return bits & index.value_bits("type", [self.type]) if self.type else bits

    def narrowed(self, index, bits):
        """Return what of `bits` the type and the filters let through."""
        return index.narrowed(self.of_type(index, bits), self.filters)


def read(params, index):
    """Return what the parameters `params` (a QueryDict) ask for; whatever does not exist is left out."""
    kind, sort = params.get("type", ""), params.get("sort", "")
    off = tuple(dict.fromkeys(code[:LONGEST_OFF] for code in params.getlist("off")[:MOST_OFF] if code.strip()))
    return Asked(
        understanding=understand(params.get("q", ""), off, exact=params.get("exact") == "1"),
        filters=read_filters(params, index),
        type=kind if kind in TYPE_NAMES else "",
        sort=sort if sort in SORTS else "",
        page=params.get("page", ""),
        off=off,
    )
