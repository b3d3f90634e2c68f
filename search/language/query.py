"""The query language: what a visitor typed, as clauses for an engine.

Words are joined by AND; "…" and «…» are phrases; a minus before a word or a phrase excludes it. Anything else that may
be typed is words: no operator of any engine is ever passed on, and no query is an error.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from search.language.normaliser import Normaliser
from search.language.tokens import Token, clean_line, tokens

MAX_CLAUSES = 12

STOP_WORDS = frozenset(
    """
    а без безо бы в вам вас во вот все всё вы да для до его ее ей ему если же за и из изо или им их к как какая какие
    какое какой ко которая которого которое которой котором которую которые который которым которых кто ли либо между
    мне мой моя мы на над нам нас наш не него нее неё ней нём нет ни них но о об обо он она они оно от ото по под при
    про с свое своего своей своем своему своих свои своими свой свою своя себе себя со так также там то того той тоже
    той том тот ту тут ты у уж уже через что чтобы чем чего эта эти этим этими этих это этого этой этом этому этот эту я
    """.replace("ё", "е").split()
)

_PAIRED = r'"[^"]*"|«[^«»]*»|[“„][^“”„]*[“”]'
_QUOTES = re.compile(rf'({_PAIRED})|["«»“”„]')
# Before a number that follows a number a dash is a range, however it is spaced: «5 -7 класс» excludes nothing.
_RANGE = re.compile(r"(?<=\d)\s*[-‐‑–—]\s*(?=\d)")
_ITEM = re.compile(rf'(?P<minus>(?<!\S)-(?=["«“„\w]))?(?:(?P<quoted>{_PAIRED})|[^\s"«»“”„]+)')
# What may stand between two tokens that are one thing: «3D», «мастер-класс», «д'Артаньян», «15.03.2020», «2024/25».
_GLUE = re.compile(r"[-‐‑–—'’]?")
_GLUE_OF_NUMBERS = re.compile(r"[-‐‑–—.,:/]?")


@dataclass(frozen=True)
class Word:
    """One word: ``text`` as typed, ``normals`` the normal forms any of which will do, the likeliest first."""

    text: str
    normals: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """Words in a row: ``text`` as typed, ``normals`` in order, and the normal form of the same words written together.

    ``joined`` («видеоурок» for «видео-урок») is an alternative to the whole phrase; None for a quoted phrase and
    for one with numbers in it.
    """

    text: str
    normals: tuple[str, ...]
    joined: str | None = None


@dataclass(frozen=True)
class Either:
    """What was typed, all of ``typed``, or another name of the same thing, any of ``others`` (see ``synonyms``)."""

    typed: tuple[Word | Phrase, ...]
    others: tuple[Word | Phrase, ...]


@dataclass(frozen=True)
class Query:
    """A parsed query: every one of ``clauses`` must be found, none of ``excluded`` may be. Empty is false.

    ``ignored`` are the stop words that were dropped; ``cut`` tells that a part of a long query was left out.
    """

    raw: str
    clauses: tuple[Word | Phrase | Either, ...] = ()
    excluded: tuple[Word | Phrase, ...] = ()
    ignored: tuple[str, ...] = ()
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.clauses)

    @property
    def typed(self) -> tuple[Word | Phrase, ...]:
        """The clauses as they were typed, without other names."""
        return tuple(part for clause in self.clauses for part in typed_of(clause))

    @property
    def also(self) -> tuple[str, ...]:
        """The other names that are looked for."""
        return tuple(other.text for clause in self.clauses if isinstance(clause, Either) for other in clause.others)

    @property
    def parts(self) -> tuple[Word | Phrase, ...]:
        """Every word and phrase: typed, other names, excluded."""
        others = (other for clause in self.clauses if isinstance(clause, Either) for other in clause.others)
        return (*self.typed, *others, *self.excluded)

    @property
    def normals(self) -> frozenset[str]:
        """The normal forms of all its parts, those of words written together too."""
        together = (part.joined for part in self.parts if isinstance(part, Phrase) and part.joined)
        return frozenset((*(normal for part in self.parts for normal in part.normals), *together))

    @property
    def understood(self) -> list[dict[str, str]]:
        """The clauses for the JSON API: dictionaries of ``text`` and ``type`` (word, phrase or excluded)."""
        found = [{"text": c.text, "type": "phrase" if isinstance(c, Phrase) else "word"} for c in self.typed]
        return found + [{"text": clause.text, "type": "excluded"} for clause in self.excluded]


def typed_of(clause: Word | Phrase | Either) -> tuple[Word | Phrase, ...]:
    """Return what of a clause was typed."""
    return clause.typed if isinstance(clause, Either) else (clause,)


def quoted_places(line: str) -> list[tuple[int, int]]:
    """Return the [start, end) of everything in ``line`` that stands in quotes, the quotes too."""
    return [found.span() for found in re.finditer(_PAIRED, line)]


class _Piece(NamedTuple):
    """Tokens of the query that make one clause."""

    text: str
    tokens: tuple[Token, ...]
    quoted: bool
    excluded: bool

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens)

    @property
    def is_noise(self) -> bool:
        return not self.quoted and STOP_WORDS.issuperset(self.words)


def parse(raw: str, normaliser: Normaliser) -> Query:
    """Return the meaning of what a visitor typed; never raises, whatever the string.

    Stop words are dropped unless nothing else is left. At most 12 clauses and 12 exclusions are kept.
    """
    line, cut = clean_line(raw)
    pieces = list(_pieces(_RANGE.sub("-", _without_stray_quotes(line))))
    wanted = [piece for piece in pieces if not piece.excluded]
    noise = [piece for piece in wanted if piece.is_noise]
    if len(noise) < len(wanted):
        wanted = [piece for piece in wanted if not piece.is_noise]
    else:
        noise = []
    wanted = _distinct(wanted)
    unwanted = _distinct(piece for piece in pieces if piece.excluded and not piece.is_noise)
    return Query(
        raw=line,
        clauses=tuple(_clause(piece, normaliser) for piece in wanted[:MAX_CLAUSES]),
        excluded=tuple(_clause(piece, normaliser) for piece in unwanted[:MAX_CLAUSES]),
        ignored=tuple(piece.text for piece in _distinct(noise)),
        cut=cut or max(len(wanted), len(unwanted)) > MAX_CLAUSES,
    )


def _without_stray_quotes(line: str) -> str:
    # Nothing is put after a minus, so that -"слово still excludes; elsewhere a space, so that words stay apart.
    def keep(found: re.Match) -> str:
        return found[1] or ("" if line[: found.start()].endswith("-") else " ")

    return _QUOTES.sub(keep, line)


def _pieces(line: str) -> Iterator[_Piece]:
    # Tokens are taken from the whole line: what «Д» is depends on the number before it.
    all_tokens = list(tokens(line))
    for item in _ITEM.finditer(line):
        inside = [token for token in all_tokens if item.start() <= token.start < item.end()]
        quoted = item["quoted"] is not None
        for group in [inside] if quoted and inside else _groups(inside, line):
            text = line[group[0].start : group[-1].end]
            yield _Piece(text, tuple(group), quoted, item["minus"] is not None)


def _groups(found: list[Token], line: str) -> list[list[Token]]:
    """Split the tokens of a chunk without spaces where they are not one thing: «математика,физика»."""
    groups: list[list[Token]] = []
    for token in found:
        last = groups[-1][-1] if groups else None
        if last and _are_glued(last, token, line[last.end : token.start]):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _are_glued(left: Token, right: Token, gap: str) -> bool:
    both_numbers = left.text.isdigit() and right.text.isdigit()
    return bool((_GLUE_OF_NUMBERS if both_numbers else _GLUE).fullmatch(gap))


def _distinct(pieces: Iterable[_Piece]) -> list[_Piece]:
    first: dict[tuple, _Piece] = {}
    for piece in pieces:
        first.setdefault((piece.words, piece.quoted), piece)
    return list(first.values())


def _clause(piece: _Piece, normaliser: Normaliser) -> Word | Phrase:
    known = normaliser.normals(piece.words)
    normals = tuple(known[word] for word in piece.words)
    if not piece.quoted and len(normals) == 1:
        return Word(piece.text, normals + normaliser.extra_normals(piece.words[0]))
    can_be_joined = not piece.quoted and "".join(piece.words).isalpha()
    return Phrase(piece.text, normals, normaliser.normal("".join(piece.words)) if can_be_joined else None)
