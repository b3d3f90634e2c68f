"""The next picture from the last one: only the bits of what has changed are touched, whatever the size of the archive.

A page that leaves keeps its place without a bit; one that comes is put behind the newest. Pages that belong between others,
and too many empty places, are left to a picture made anew.
"""

from collections import defaultdict
from dataclasses import replace

# One empty place in ten costs less than a picture made anew; a few never matter.
FEW, PART = 100, 10


def changed(index, gone, rows):
    """Return the picture `index` (a FacetIndex) without the pages `gone` and with `rows`, None where it must be made anew.

    `rows` are Row by page id; a page that is only changed is in both.
    """
    staying = {page_id for page_id, row in rows.items() if _keeps_place(index, row)}
    leaving = [page_id for page_id in gone if page_id in index.rows and page_id not in staying]
    coming = sorted((rows[page_id] for page_id in rows.keys() - staying), key=lambda row: (row.date, row.page_id))
    empty = len(index.page_ids) - len(index.rows) + len(leaving)
    if empty > FEW + len(index.page_ids) // PART:
        return None
    if coming and index.newest and (coming[0].date, coming[0].page_id) <= index.newest[-1]:
        return None
    return _drawn(index, leaving, [rows[page_id] for page_id in staying], coming)


def _keeps_place(index, row):
    known = index.rows.get(row.page_id)
    return known is not None and known.date == row.date


def _drawn(index, leaving, staying, coming):
    positions, known = dict(index.positions), dict(index.rows)
    cleared, marked = defaultdict(int), defaultdict(int)
    for page_id in (*leaving, *(row.page_id for row in staying)):
        _mark(cleared, known.pop(page_id), 1 << positions[page_id])
    off = 0
    for page_id in leaving:
        off |= 1 << positions.pop(page_id)
    for place, row in enumerate(coming, start=len(index.page_ids)):
        positions[row.page_id] = place
    for row in (*staying, *coming):
        _mark(marked, row, 1 << positions[row.page_id])
        known[row.page_id] = row
    added = ((1 << len(coming)) - 1) << len(index.page_ids)
    touched = {row.page_id for row in (*staying, *coming)} | set(leaving)
    expiring = [pair for pair in index.expiring if pair[1] not in touched]
    expiring += [(row.expires, row.page_id) for row in (*staying, *coming) if row.expires is not None]
    return replace(
        index,
        positions=positions,
        page_ids=index.page_ids + tuple(row.page_id for row in coming),
        bits=_with(index.bits, cleared, marked),
        rows=known,
        newest=index.newest + tuple((row.date, row.page_id) for row in coming),
        expiring=tuple(sorted(expiring)),
        everything=index.everything & ~off | added,
    )


def _mark(masks, row, bit):
    for facet, values in row.values.items():
        for value in values:
            masks[facet, value] |= bit


def _with(bits, cleared, marked):
    # Only what is touched is copied; a value that no page has any more is no value.
    new = dict(bits)
    for facet in {facet for facet, _value in (*cleared, *marked)}:
        values = dict(new.get(facet, {}))
        for value in {value for name, value in (*cleared, *marked) if name == facet}:
            values[value] = values.get(value, 0) & ~cleared[facet, value] | marked[facet, value]
            if not values[value]:
                del values[value]
        new[facet] = values
        if not values:
            del new[facet]
    return new
