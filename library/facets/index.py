"""Facets as bits: every value is one long integer with a bit for each page that has it.

Filters are ANDs and ORs of integers and a count is `int.bit_count`: exact, multi-valued, and at 10,000 pages some
microseconds a value, where GROUP BY takes tens of milliseconds (docs/decisions/0005).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from library.facets.changing import changed

FACETS = (
    "type",
    "kind",
    "subject",
    "level",
    "audience",
    "format",
    "expert",
    "new",
    "file",
    "programme",
    "subproject",
    "group",
    "organisation",
    "year",
    "journal",
)
# What was published in these last days is new; the only facet that the clock changes.
NEW_DAYS = 30
NEW = str(NEW_DAYS)
DAY = 24 * 3600
ONE = ord("1")


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one public page: `date` and `expires` are Unix seconds (`expires` None for never)."""

    page_id: int
    date: float
    values: Mapping[str, tuple[str, ...]]
    expires: float | None = None


@dataclass(frozen=True)
class FacetIndex:
    """An immutable picture of all public pages. `updated` makes the next one; readers never wait."""

    positions: Mapping[int, int] = field(default_factory=dict)
    page_ids: tuple[int, ...] = ()
    bits: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rows: Mapping[int, Row] = field(default_factory=dict)
    newest: tuple[tuple[float, int], ...] = ()
    expiring: tuple[tuple[float, int], ...] = ()
    everything: int = 0

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "FacetIndex":
        """Return the picture of `rows`."""
        # The oldest have the lowest bits: an order by date is then the order of the bits, and costs nothing.
        rows = {row.page_id: row for row in sorted(rows, key=lambda row: (row.date, row.page_id))}
        page_ids = tuple(rows)
        marks: dict[str, dict[str, bytearray]] = {}
        size = len(page_ids) // 8 + 1
        for position, row in enumerate(rows.values()):
            for name, values in row.values.items():
                for value in values:
                    marked = marks.setdefault(name, {}).setdefault(value, bytearray(size))
                    marked[position >> 3] |= 1 << (position & 7)
        bits = {
            name: {value: int.from_bytes(marked, "little") for value, marked in values.items()}
            for name, values in marks.items()
        }
        return cls(
            positions={page_id: position for position, page_id in enumerate(page_ids)},
            page_ids=page_ids,
            bits=bits,
            rows=rows,
            newest=tuple((row.date, row.page_id) for row in rows.values()),
            expiring=tuple(sorted((row.expires, row.page_id) for row in rows.values() if row.expires is not None)),
            everything=(1 << len(page_ids)) - 1,
        )

    def updated(self, gone: Iterable[int], rows: Iterable[Row]) -> "FacetIndex":
        """Return the picture after the pages `gone` were taken out and `rows` put in (a changed page is in both)."""
        gone, fresh = set(gone), {row.page_id: row for row in rows}
        next_one = changed(self, gone | fresh.keys(), fresh)
        if next_one is None:
            left = (row for page_id, row in self.rows.items() if page_id not in gone and page_id not in fresh)
            next_one = FacetIndex.of((*left, *fresh.values()))
        return next_one

    def at(self, now: float) -> "FacetIndex":
        """Return the picture as of `now` (Unix seconds): with the facet «new», without pages that have expired.

        A value that only expired pages have is then unknown, as it soon will be for good.
        """
        shown, bits = self.shown_bits(now), self.bits
        if shown != self.everything:
            bits = {
                name: {value: left for value, marked in values.items() if (left := marked & shown)}
                for name, values in bits.items()
            }
        old = bisect_left(self.newest, now - NEW_DAYS * DAY, key=itemgetter(0))
        return replace(self, bits={**bits, "new": {NEW: shown >> old << old}}, everything=shown)

    def shown_bits(self, now: float) -> int:
        """Return the bits of all pages that have not expired by `now` (Unix seconds)."""
        bits = self.everything
        for _expires, page_id in self.expiring[: bisect_right(self.expiring, now, key=itemgetter(0))]:
            bits &= ~(1 << self.positions[page_id])
        return bits

    def bits_of(self, page_ids: Iterable[int]) -> int:
        """Return the bits of those `page_ids` that are public."""
        # A digit a page, the newest first: read as one binary number it is the bits.
        digits = bytearray(b"0") * (len(self.page_ids) or 1)
        for position in map(self.positions.get, page_ids):
            if position is not None:
                digits[~position] = ONE
        return int(digits, 2)

    def value_bits(self, facet: str, values: Sequence[str]) -> int:
        """Return the bits of pages that have any of `values` in `facet`."""
        known = self.bits.get(facet, {})
        bits = 0
        for value in values:
            bits |= known.get(value, 0)
        return bits

    def narrowed(self, bits: int, filters: Mapping[str, Sequence[str]], but: str | None = None) -> int:
        """Return `bits` narrowed by every filter (any value within a facet, all facets together) except `but`."""
        for facet, values in filters.items():
            if facet != but and values:
                bits &= self.value_bits(facet, values)
        return bits

    def counts(self, facet: str, bits: int) -> dict[str, int]:
        """Return {value: pages} of `facet` among `bits`, zeros left out."""
        return {
            value: count for value, marked in self.bits.get(facet, {}).items() if (count := (marked & bits).bit_count())
        }

    def newest_ids(self, bits: int, offset: int, limit: int) -> list[int]:
        """Return `limit` page ids among `bits` from `offset` on, the newest first, then the larger id."""
        digits, place, found = f"{bits:b}", -1, []
        while len(found) < offset + limit and (place := digits.find("1", place + 1)) >= 0:
            found.append(self.page_ids[len(digits) - 1 - place])
        return found[offset:]

    def contains(self, bits: int):
        """Return a function page id → bool for membership in `bits`, fast for many questions."""
        marked = bits.to_bytes(len(self.page_ids) // 8 + 1, "little")
        positions = self.positions

        def has(page_id: int) -> bool:
            position = positions.get(page_id)
            return position is not None and bool(marked[position >> 3] >> (position & 7) & 1)

        return has
