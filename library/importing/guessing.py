"""The card of a work nobody has described: guessed from its path, its text and what the file says of itself.

Every guess is only a beginning for a person: such cards are marked for checking (H38).
"""

import re
from pathlib import PurePosixPath

from library.importing import guess_words as known
from library.importing.errors import RowRefused
from library.importing.words import key_of, tidy

HEAD_CHARS, KIND_CHARS = 600, 200
TITLE_LENGTH = 150
WORD = re.compile(r"[a-zа-я]+|\d+")
YEAR = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?!\d)")
CYRILLIC = re.compile("[А-Яа-яЁё]")
_NAME = "[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?)?"
PERSON = re.compile(rf"{_NAME} {_INITIALS}|{_INITIALS}\s?{_NAME}|{_NAME} {_NAME}(?: {_NAME})?")
# A line that says who wrote it: «Автор: …», or a name and a post after it.
SIGNED = re.compile(r"(?i)(?:автор|составител|выполнил|подготовил|разработал|разработчик)\w*\s*[:–—-]")
POST = re.compile(r"(?i)\b(?:учител|воспитател|педагог|методист|преподавател|директор|заведующ|психолог|логопед)")
MARKS = re.compile(r"[_]+|(?<=\w)[-–](?=\w{3})|\s+")
ORDER = re.compile(r"^\s*\d{1,3}[.)_\s-]+(?=\D)")
ABOUT = re.compile(r"(?i)^(?:на тему|по теме|тема урока|тема)\s*:?\s*(?=[«\"А-ЯЁ])")
COPY = re.compile(r"(?i)\b(копия|copy|итог|исправленн\w+|окончат\w*|новый|последний вариант|\(\d+\))\b|\(\d+\)")


def guess_card(path, text, facts, books):
    """Return {field: text} of a row for a file.

    path   inside the archive, with its folders and ending
    text   the beginning of what was read out of it, "" when nothing was
    facts  what the file says of itself (files.extraction.facts)
    books  the Books of the vocabularies: a word is given by its present name, retired ones are not given
    """
    pure = PurePosixPath(path)
    title = guess_title(pure, text, facts)
    # The name of the file and the title weigh most, then the folders, then the first lines.
    sources = [(_words(pure.stem), 4), (_words(title), 4), (_words(" ".join(pure.parts[:-1])), 2)]
    told = tidy(facts.get("author", ""))
    card = {
        "title": title,
        "kind": _best(known.KINDS, [*sources, (_words(text[:KIND_CHARS]), 1)], books.kinds, 1),
        "subjects": _best(known.SUBJECTS, [*sources, (_words(text[:HEAD_CHARS]), 1)], books.subjects, 2),
        "levels": _best(known.LEVELS, [*sources, (_words(text[:HEAD_CHARS]), 1)], books.levels, 2),
        "authors": told if is_person(told) else guess_authors(text),
        "year": guess_year(path, facts),
    }
    return {field: value for field, value in card.items() if value}


def guess_title(path, text, facts):
    """Return a title: what the file calls itself, its first sensible line, or its name made human."""
    told = tidy(facts.get("title", ""))
    if _is_title(told, path):
        return told[:TITLE_LENGTH]
    lines = [ABOUT.sub("", line) for line in _first_lines(text) if not signed_by(line)]
    name = human_name(path.stem)
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if not _is_line(line) or _is_sentence(line):
            continue
        if not _is_opener(line):
            return _title_case(line)
        if _is_line(following) and not _is_sentence(following) and len(line) + len(following) < TITLE_LENGTH:
            return _title_case(f"{line.rstrip('.:')} {following}")
    if key_of(name).startswith(known.EMPTY_TITLES):
        # «Документ 17» says nothing: a sentence of the work says more.
        name = next((_title_case(line) for line in lines if _is_line(line)), name)
    return name


def guess_authors(text):
    """Return the people of the first line that is signed, joined by «; »; "" where none is."""
    return next((people for line in _first_lines(text) if (people := signed_by(line))), "")


def signed_by(line):
    """Return the people whom a line of signature names, joined by «; »; "" for any other line."""
    first = PERSON.match(line)
    if not SIGNED.match(line) and not (first and POST.search(line[first.end() :].partition(".")[0])):
        return ""
    return "; ".join(filter(is_person, PERSON.findall(line)))


def human_name(stem):
    """«01_Konspekt-uroka_копия» as people would write it: no marks, no numbers of order, a capital letter."""
    name = tidy(COPY.sub(" ", MARKS.sub(" ", ORDER.sub("", stem)))).strip(" .-–")
    name = name or tidy(MARKS.sub(" ", stem)) or stem
    return name[:1].upper() + name[1:TITLE_LENGTH]


def guess_year(path, facts):
    """Return the last year that the path names, nearest to the file; else the year in which the file was made."""
    for part in reversed(PurePosixPath(path).parts):
        if years := YEAR.findall(part):
            return years[-1]
    year = YEAR.fullmatch(facts.get("year", ""))
    return year[0] if year else ""


def is_person(name):
    """Tell whether a file's «author» looks like a person: «Иванова А. А.», not «User», «Админ», «1»."""
    return bool(PERSON.fullmatch(name)) and not any(
        word.startswith(known.NOT_PEOPLE) for word in key_of(name).replace(".", " ").split()
    )


def _first_lines(text):
    return [line for line in map(tidy, text[:3000].splitlines()) if line][:12]


def _words(text):
    return WORD.findall(key_of(text))


def _best(table, sources, book, most):
    """Return the up to `most` words of `table` (by code) with the greatest weight, by their names, joined by «; »."""
    weights = {code: sum(weight * _hits(stems, words) for words, weight in sources) for code, stems in table.items()}
    # Only what the path says, when it says anything: first lines are full of other subjects' words.
    floor = 1.5 if max(weights.values()) >= 1.5 else 0.5
    codes = sorted((code for code in weights if weights[code] >= floor), key=lambda code: -weights[code])[:most]
    found = []
    for code in codes:
        if weights[code] * 2 <= weights[codes[0]]:
            break
        try:
            found.append(book.find(code).name)
        except RowRefused:
            continue
    return "; ".join(found)


def _hits(stems, words):
    """Return the weight of the best of `stems` in a list of words: two words together say more, earlier ones too."""
    return max((_weight(stem.split(), words) for stem in stems), default=0)


def _weight(stem, words):
    for start in range(len(words) - len(stem) + 1):
        if all(_begins(word, part) for word, part in zip(words[start:], stem, strict=False)):
            return (1 if len(stem) == 1 else 1.5) - min(start, 20) / 100
    return 0


def _begins(word, part):
    return word == part if part in known.WHOLE or part.isdigit() else word.startswith(part)


def _is_title(text, path):
    key = key_of(text)
    return (
        len(CYRILLIC.findall(text)) >= 5
        and not key.startswith(known.EMPTY_TITLES)
        and not key.endswith((".doc", ".docx", ".ppt", ".pptx", ".pdf"))
        and key != key_of(path.name)
    )


def _is_line(line):
    key = key_of(line)
    letters = len(CYRILLIC.findall(line))
    return (
        letters >= 5
        and len(line) <= TITLE_LENGTH
        and letters * 2 > len(line)
        and not line[0].islower()  # the second half of a sentence
        and not key.startswith(known.EMPTY_LINES)
        and not PERSON.fullmatch(line)
    )


def _is_opener(line):
    return len(line.split()) <= 3 and key_of(line).startswith(known.OPENERS)


def _is_sentence(line):
    """A title is no sentence with a full stop, and rarely as long as one."""
    return len(line.split()) > 6 and (line.endswith((".", "!", "?")) or ". " in line or len(line) > 110)


def _title_case(line):
    """A title written in capitals is not shouted."""
    line = line.strip(" .:;–-")
    if line.startswith("«") and line.find("»") == len(line) - 1:
        line = line[1:-1]
    if line.isupper() and len(line) > 12:
        line = line.capitalize()
    return line[:1].upper() + line[1:TITLE_LENGTH]
