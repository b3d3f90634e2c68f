"""How much of each source its pages must show: the counts of the documents themselves (requirements E, B.27)."""


def beside(title):
    """What stands beside a title in a two-column table."""
    return f'dt:-soup-contains-own("{title}") + dd'


def row_of(title):
    """A row of a table that begins with `title`."""
    return f'tr:has(> th:-soup-contains("{title}"))'


GENERAL = "Общие сведения"
STRATEGY = "Задачи, направления и контрольные индикаторы"
PROGRAMME = "Показатели программы"
COURSES = "Модель организации курсов"
# (source, page, heading, what it is counted in, what is counted, how many in each); counted in «»: all under the heading
COUNTS = {
    "E03-E06": ("neftegorsk", "passport/", "Исследование идеи сетевого сообщества, 2017", "tbody", "tr", [4]),
    "E09 tasks": ("neftegorsk", "", "О программе", beside("Задачи"), "li", [4]),
    "E09 tasks of a stage": ("neftegorsk", "plan/", "", 'h3:-soup-contains("Задачи этапа") + ul', "li", [4]),
    "E09 activities by direction": ("neftegorsk", "plan/", "", "tbody", "tr[id]", [3, 3, 2, 1]),
    "I01": ("neftegorsk", "indicators/", PROGRAMME, "", "article", [1]),
    "E16": ("kinel", "passport/", GENERAL, beside("Самооценка методистов"), "li", [6]),
    "E17-E23": ("kinel", "passport/", "Внешняя оценка качества работы центра", "tbody", "tr", [7]),
    "E27": ("kinel", "passport/", GENERAL, beside("Электронные журналы"), "li", [3]),
    "E28 district": ("kinel", "passport/", "Проблемное поле округа", "tbody", "tr", [11]),
    "E28 platforms": ("kinel", "passport/", "Проблемное поле площадок", "tbody", "tr", [4]),
    "E29": ("kinel", "passport/", STRATEGY, "tbody", "tr", [15, 4, 4]),
    "E29 in the plan": ("kinel", "plan/", "5. Реализация", "tbody", "tr[id]", [15, 4, 4]),
    "E30": ("kinel", "passport/", GENERAL, beside("Стажёрские площадки"), "li", [6]),
    "E31": ("kinel", "passport/", GENERAL, beside("Уровни оценки результата"), "li", [4]),
    "E32": ("kinel", "passport/", GENERAL, beside("Ресурсы"), "li", [9]),
    "E33": ("kinel", "passport/", GENERAL, beside("Перспективы развития"), "li", [9]),
    "E34": ("kinel", "", "Этапы и план", ".stages", ".stages__item", [6]),
    "E35 forms": ("kinel", "passport/", COURSES, row_of("Формы работы малых групп"), "li", [6]),
    "E35 accompaniment": ("kinel", "passport/", COURSES, row_of("Формы сопровождения"), "li", [6]),
    "E35 tasks": ("kinel", "passport/", COURSES, row_of("Задачи куратора"), "li", [8]),
    "E35 conditions": ("kinel", "passport/", GENERAL, beside("Условия успеха"), "li", [7]),
    "E35 customers": ("kinel", "passport/", COURSES, row_of("Заказчики"), "li", [5]),
    "E35 orders": ("kinel", "passport/", COURSES, row_of("Источники заказа"), "li", [6]),
    "E36": ("kinel", "passport/", "Приоритетные направления", "tr", "li", [7, 8]),
    "E38 and the forum": ("kinel", "indicators/", PROGRAMME, "", 'dd:-soup-contains("ежегодный рост")', [8]),
    "I02-I13": ("kinel", "indicators/", PROGRAMME, "", "article", [12]),
    "E41 goals": ("yaroslavl", "", "О программе", beside("Цель"), "li", [2]),
    "E41 tasks": ("yaroslavl", "", "О программе", beside("Задачи"), "li", [8]),
    "E41 stages": ("yaroslavl", "", "Этапы и план", ".stages", ".stages__item", [3]),
    "E41 items": ("yaroslavl", "plan/", "", "table.plan", "tbody tr[id]", [5, 3, 3]),
    "E43": ("dobryanka", "", "Подпроекты", "ol", "li", [6]),
    "E45": ("dobryanka", "plan/", "", 'section[id^="stage-"]:not(:has(> div > p.small))', "tr[id]", [17, 15, 5]),
    "E54 tasks": ("dobryanka", "", "О программе", beside("Задачи"), "li", [5]),
    "E54 normative base": ("dobryanka", "passport/", GENERAL, beside("Основания"), "li", [5]),
    "E54 forms": ("dobryanka", "passport/", GENERAL, beside("Формы реализации"), "li", [10]),
    "E54 results": ("dobryanka", "", "Результаты", "", ".result", [4]),
    "E54 criteria": ("dobryanka", "indicators/", "", "", "section > h2", [7]),
    "E54 risks": ("dobryanka", "", "Риски", "ul.rows", ":scope > li", [4]),
    "E54 measures": ("dobryanka", "", "Риски", ".risk__measures", "li", [3, 2, 3, 2]),
    "E54 resources": ("dobryanka", "passport/", GENERAL, beside("Ресурсы"), "li", [6]),
    "E54 functions": ("dobryanka", "passport/", "Функции участников", "tbody tr", "li", [5, 5, 6]),
    "E58": ("khorinsk", "passport/", GENERAL, beside("Сотрудничество организаций"), "li", [7]),
    "E59": ("khorinsk", "passport/", "База инновационной площадки", "tbody", "tr", [4]),
    "E62": ("khorinsk", "plan/", "", "table.plan", "tbody tr[id]", [9, 5, 6, 4]),
    "E63 criteria": ("khorinsk", "indicators/", "", "", "section > h2", [6]),
    "E63 indicators": ("khorinsk", "indicators/", "", ".text > section", "article", [3, 4, 4, 3, 1, 1]),
    "E63 risks": ("khorinsk", "", "Риски", "ul.rows", ":scope > li", [4]),
    "E63 measures": ("khorinsk", "", "Риски", ".risk__measures", "li", [3, 2, 3, 1]),
    "E63 tasks": ("khorinsk", "", "О программе", beside("Задачи"), "li", [5]),
    "E63 main events": ("khorinsk", "passport/", GENERAL, beside("Основные мероприятия"), "li", [6]),
    "E63 results": ("khorinsk", "", "Результаты", "", ".result", [5]),
    "E63 models": ("khorinsk", "passport/", GENERAL, beside("Модели"), "li", [4]),
    "E63 control": ("khorinsk", "passport/", GENERAL, beside("Организация контроля"), "li", [4]),
}
# Terms of the thesauri (E54, B.34).
TERMS = {"dobryanka": 7, "khorinsk": 4}
