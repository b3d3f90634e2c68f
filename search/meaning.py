"""What is looked for in the end: the words as typed, or another spelling of them where nothing has them all."""

from dataclasses import dataclass, replace

from search.asked import Asked
from search.correcting import RARE, correction_of
from search.finding import Matching, find, find_all
from search.understanding import TYPO, understand


@dataclass(frozen=True)
class Meant:
    """What is asked in the end, what it matches, and a query to offer or None."""

    asked: Asked
    matching: Matching
    offered: str | None = None


def meant(engine, asked, index, shown):
    """Return the Meant of `asked` among the bits `shown` of the FacetIndex `index`.

    Another spelling is asked for by itself only where no page has all words as they were typed, and is neither taken nor
    offered where it finds nothing, so that it tells of no page that is not public.
    """
    matching = _matching(find, engine, asked, index, shown)
    is_found = _has_all_words(matching)
    if not asked.query or asked.exact or (is_found and matching.bits.bit_count() > RARE):
        return Meant(asked, matching)

    def spelt(find, **how):
        other = replace(asked, understanding=understand(asked.typed, asked.off, **how))
        return other, _matching(find, engine, other, index, shown) if other.understanding.spelling else matching

    if not is_found:
        # Some words of another spelling are no better than some of those that were typed.
        retyped, found = spelt(find_all if matching.bits else find, retype=True)
        if found.bits and (_has_all_words(found) or not matching.bits):
            return Meant(retyped, found)
        asked = asked if retyped.understanding.spelling else retyped
    correction = None if TYPO in asked.off else correction_of(asked.understanding, is_found)
    if correction is None:
        return Meant(asked, matching)
    corrected, found = spelt(find_all, corrections=correction.words)
    if not _has_all_words(found):
        return Meant(asked, matching)
    if correction.sure and not is_found:
        return Meant(corrected, found)
    return Meant(asked, matching, corrected.query.raw)


def _matching(find, engine, asked, index, shown):
    if not asked.query:
        # Filters alone are a question too; excluded words alone are none.
        return Matching(shown if (asked.filters or asked.type) and not asked.query.excluded else 0)
    return find(engine, asked.query, index, shown, lambda bits: asked.narrowed(index, bits))


def _has_all_words(matching):
    return bool(matching.bits) and not matching.any_word
