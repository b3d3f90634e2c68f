"""The questions of the measurement of search: what teachers ask, and words of every frequency."""

import random

# Requirements, part G.
TEACHERS = """
фгос ооо метапредметные компетенции
формирование метапредметности у учителя
игровое пространство доо
школьная библиотека фгос
икт в работе учителя
как создать свой эор
конструирование урока с использованием эор
овз дистанционное обучение
сопровождение ребёнка с овз
дистанционка в начальной школе
положение о публикации авторских материалов
рецензия на программу курса образец
экспертный совет образовательного учреждения
четырехуровневые критерии
воспитательная работа в школе журнал
график курсов на май
творческая группа анкета
мониторинг икт-компетентности
сертификат сетевая площадка
сетевое взаимодействие
духовно-нравственной культуры обучающихся
здоровьесберегающие технологии
персонализированная модель обучение
вебинар мастер-класс
"мастер-класс" учителя
урок -олимпиада
""".strip().splitlines()
DECILES, WORDS_OF_DECILE = 10, 20
# Letters of a word that somebody is typing.
SHORTEST, LONGEST = 2, 6


def all_questions(counted):
    """Return the questions of the measurement; `counted` are the words of the archive, [(normal form, pages)]."""
    return [*TEACHERS, *words_of_all_frequencies(counted)]


def beginnings(counted):
    """Return beginnings of two to six letters of words of every tenth of frequency, each once: what is typed on the way."""
    words = words_of_all_frequencies(counted)
    lengths = [SHORTEST + number % (LONGEST - SHORTEST + 1) for number in range(len(words))]
    return list(dict.fromkeys(word[:length] for word, length in zip(words, lengths, strict=True)))


def words_of_all_frequencies(counted):
    """Return 200 words, twenty of every tenth of `counted`, [(normal form, pages)], by the number of pages."""
    ranked = [
        normal
        for normal, pages in sorted(counted, key=lambda pair: (pair[1], pair[0]))
        if pages > 1 and normal.isalpha()
    ]
    size, rng = len(ranked) / DECILES, random.Random("deciles")
    parts = [ranked[round(size * number) : round(size * (number + 1))] for number in range(DECILES)]
    return [word for part in parts for word in rng.sample(part, min(WORDS_OF_DECILE, len(part)))]
