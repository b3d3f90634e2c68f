"""Where every path of the five sources (demo/programmes/*.yaml) stands on the site: page, heading, field.

A path is the way to a leaf, `*` for any place in a list. The first rule that fits holds. `part` names what of the site a
rule needs; what is not there yet waits in WAITING.
"""

from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

# Paths whose part of the site is not there yet, with that part: empty it as the parts come.
WAITING = {
    "stages.*.directions.*.name": "plan",
    "stages.*.items.*.sub.*": "plan",
    "stages.*.conclusions.*": "reports",
    "subprojects.*.leader": "groups",
    "indicators.*": "indicators",
    "risks.*": "risks",
    "expected_results.*": "results",
    "documents.*": "norms",
    "thesaurus.*": "norms",
}
# What is not for people to read, and why.
NOT_SHOWN = {
    "code": "a mark of ours for the source",
    "tasks.*.indicator": "the mark of an indicator, which stands itself",
    "indicators.*.id": "a mark of ours for the indicator",
}


def month(value):
    """«2016-09» is «сентябрь 2016»; a year is itself."""
    text = str(value)
    return [date_format(parse_date(f"{text}-01"), "F Y").lower() if len(text) == 7 else text]


def term(value):
    """Both ends of a range, in words."""
    return [words for part in str(value).split(" – ") for words in (month(part) if part[:2] == "20" else [part])]


def itself(value):
    return [str(value)]


def percent(value):
    return [f"{value} %"]


def people(value):
    return [f"{value} чел."]


def answering(value):
    """Nobody is named: a dash."""
    return ["—"] if value in ("не указан", []) else [str(value)]


def state(value):
    """The state of a stage is seen by its dates; only what is over is said."""
    return [value] if value == "завершён" else []


@dataclass(frozen=True)
class Rule:
    """`path` stands on the page `page` (an address below the programme; «*» is the subproject of the path) under `heading`.

    field    the row of a two-column table, or the column of any other
    row      the row of a table, or the line of a list, that must hold it: a text with {0}, {1} for the steps of the path
    row_of   the same: the row that holds this neighbour of the leaf
    place    it is the number of a line: the neighbour `place` stands there
    said     function of the value: the texts that must stand there
    absent   the value is empty, and there is no such heading
    """

    path: str
    page: str
    heading: str
    field: str = ""
    row: str = ""
    row_of: str = ""
    place: str = ""
    said: object = itself
    absent: bool = False
    part: str = "passport"


def row(path, field, **more):
    """A row of the passport's two-column table."""
    return Rule(path, "passport/", "Общие сведения", field, **more)


def table(path, heading, **more):
    """A table of the passport."""
    return Rule(path, "passport/", heading, **more)


def plan(path, **more):
    """The plan on the programme's page."""
    return Rule(path, "", "Этапы и план", part="plan", **more)


def here(path, heading, part, **more):
    """Another section of the programme's page."""
    return Rule(path, "", heading, part=part, **more)


COMMON = [
    row("title", "Полное наименование"),
    row("kind", "Характеристика"),
    row("period.label", "Сроки реализации"),
    row("period.*", "Начало и окончание", said=month),
    row("strategic_goal", "Общая стратегическая цель"),
    here("goal", "О программе", "passport", field="Цель"),
    here("goals.*", "О программе", "passport", field="Цель"),
    here("tasks.*.n", "О программе", "passport", field="Задачи", place="text"),
    here("tasks.*.text", "О программе", "passport", field="Задачи"),
    row("customer", "Заказчик"),
    row("developer", "Разработчики"),
    row("developers.*", "Разработчики"),
    row("executors.*", "Исполнители"),
    row("geography", "География"),
    row("current_stage", "Стадия реализации"),
    row("status", "Стадия реализации"),
    row("forms.*", "Формы реализации"),
    row("main_events.*", "Основные мероприятия"),
    row("products.*", "Формы представления результатов"),
    row("control.*", "Организация контроля"),
    row("finance", "Финансовые условия"),
    row("epigraph", "Эпиграф"),
    row("epigraph_author", "Эпиграф"),
    row("participants.cooperation.*", "Сотрудничество организаций"),
    row("participants.partners.*", "Партнёры"),
    table("participants.base.*.organisation", "База инновационной площадки", field="Организация"),
    table("participants.base.*.equipment.*", "База инновационной площадки", field="Оснащение", row_of="organisation"),
    table("participants.base.*.staff.*", "База инновационной площадки", field="Кадры", row_of="organisation"),
    row("participants.*", "Участники"),
    row("normative_base.*.title", "Основания для разработки"),
    row("normative_base.*", "Основания для разработки", row_of="title"),
    row("basis.*.about", "Основания для разработки"),
    row("basis.*.owner", "Основания для разработки", row_of="about"),
    row("basis.*", "Основания для разработки"),
    table("bodies.*.name", "Органы и советы", field="Орган или группа"),
    table("bodies.*.functions.*", "Органы и советы", field="Чем занимается", row_of="name"),
    table("bodies.*.parent", "Органы и советы", field="Орган или группа", row_of="name"),
    table("bodies.*.leader", "Органы и советы", field="Состав", row_of="name"),
    table("bodies.*.principle", "Органы и советы", field="Состав", row_of="name"),
    table("bodies.*.basis", "Органы и советы", field="На чём основан и что готовит", row_of="name"),
    table("bodies.*.outputs.*", "Органы и советы", field="На чём основан и что готовит", row_of="name"),
    table("groups.*.members_count", "Группы", field="Состав", row_of="name", said=people),
    table("groups.*", "Группы", field="Орган или группа"),
    plan("stages.*.number", row_of="name"),
    plan("stages.*.name"),
    plan("stages.*.start", row_of="name", said=month),
    plan("stages.*.end", row_of="name", said=month),
    plan("stages.*.state", row_of="name", said=state),
    plan("stages.*.task", row_of="name"),
    plan("stages.*.tasks.*", row_of="name"),
    plan("stages.*.content.*", row_of="name"),
    plan("stages.*.directions.*.name"),
    plan("stages.*.directions.*.items.*.n", field="№", row_of="text"),
    plan("stages.*.directions.*.items.*.text", field="Мероприятие"),
    plan("stages.*.directions.*.items.*.status", field="Состояние", row_of="text"),
    plan("stages.*.items.*.n", field="№", row_of="text"),
    plan("stages.*.items.*.text", field="Мероприятие"),
    plan("stages.*.items.*.term", field="Срок", row_of="text", said=term),
    plan("stages.*.items.*.term.*", field="Срок", row_of="text", said=term),
    plan("stages.*.items.*.responsible", field="Отвечает", row_of="text", said=answering),
    plan("stages.*.items.*.responsible.*", field="Отвечает", row_of="text"),
    plan("stages.*.items.*.sub.*", field="Мероприятие", row_of="text"),
    here("stages.*.conclusions.*", "Этапы и план", "reports"),
    here("indicators.*.target", "Показатели", "indicators"),
    here("indicators.*", "Показатели", "indicators"),
    here("indicators", "Показатели", "indicators", absent=True),
    here("risks.*.text", "Риски", "risks"),
    here("risks.*.measures.*", "Риски", "risks"),
    here("risks", "Риски", "risks", absent=True),
    here("expected_results.*", "Ожидаемые результаты", "results"),
    here("documents.*", "Документы", "norms"),
    here("thesaurus.*", "Термины", "norms"),
    here("thesaurus", "Термины", "norms", absent=True),
    here("subprojects", "Подпроекты", "passport", absent=True),
    # It is the heading itself.
    table("surveys.*.name", "{0}", said=lambda name: []),
    table("surveys.*.results", "{0}"),
    table("surveys.*.year", "{0}"),
    table("surveys.*.results.*.percent", "{0}", field="Доля", row_of="label", said=percent),
    table("surveys.*.results.*.label", "{0}", field="Что ответили"),
    table("surveys.*.results.*.audience", "{0}", field="Кто", row_of="label"),
]

DOBRYANKA = [
    Rule("subprojects.*.n", "*", "", said=lambda number: [f"Подпроект {number}"]),
    Rule("subprojects.*.title", "*passport/", "Общие сведения", "Полное наименование"),
    Rule("subprojects.*.audience_guess", "*", "О подпроекте", "Для кого"),
    Rule("subprojects.*.leader", "*", "О подпроекте", "Руководитель", part="groups"),
    row("subproject_note", "О подпроектах"),
    row("network_elements.*", "Элементы сети"),
    row("network_effects.*", "Что даёт сеть"),
    row("main_result", "Главный результат"),
    row("resources.*.*", "Ресурсы", row="{1}"),
    row("certificates.*", "Сертификаты"),
    *(
        table(f"functions_of_participants.{key}.*", "Функции участников", field="Функции", row=role)
        for key, role in {
            "руководитель_проекта_и_подпроекта": "Руководитель проекта и подпроекта",
            "оо_участник": "Образовательная организация – участник",
            "педагог_участник": "Педагог – участник",
        }.items()
    ),
]
KHORINSK = [
    row("hub", "Ресурсно-методический центр"),
    row("achievements.*.text", "Достижения"),
    row("achievements.*.year", "Достижения"),
    row("models.*", "Модели"),
    row("forecast.*", "Прогнозируемые результаты"),
    row("local_acts.*", "Локальные акты"),
]
ABOUT = "Об организации"
STRATEGY = "Задачи, направления и контрольные индикаторы"
COURSES = "Модель организации курсов"
DISTRICT, PLATFORMS = "Проблемное поле округа", "Проблемное поле площадок"
KINEL = [
    Rule("short_title", "", "", said=itself),
    table("organisation.name", ABOUT, row="Название"),
    table("organisation.territory", ABOUT, row="Территория"),
    table("organisation.founded", ABOUT, row="Создан", said=month),
    table("organisation.founding_act", ABOUT, row="Чем создан"),
    table("organisation.state_institution_since", ABOUT, row="Государственное учреждение"),
    table("organisation.order_source", ABOUT, row="Источник заказа"),
    table("organisation.mission", ABOUT, row="Миссия"),
    table("organisation.staff.total", ABOUT, row="Сотрудники", said=lambda n: [f"всего: {n}"]),
    table("organisation.staff.pedagogical", ABOUT, row="Сотрудники", said=lambda n: [f"работников: {n}"]),
    table("organisation.staff.higher_education_percent", ABOUT, row="Сотрудники", said=lambda n: [f"%: {n}"]),
    table("organisation.staff.candidates_of_sciences", ABOUT, row="Сотрудники", said=lambda n: [f"наук: {n}"]),
    table("organisation.staff.honorary_badges", ABOUT, row="Сотрудники", said=lambda n: [f"знаками: {n}"]),
    table("organisation.honorary_badges_kinds.*", ABOUT, row="Почётные знаки"),
    table("organisation.structure", ABOUT, row="Структура"),
    table("organisation.context_initiative", ABOUT, row="В русле инициативы"),
    row("must_do.*", "Что предстоит сделать"),
    row("roles.*", "Роли сотрудников и участников"),
    row("self_assessment_of_methodists.*", "Самооценка методистов"),
    *(
        rule
        for name, heading in (("district", DISTRICT), ("platforms", PLATFORMS))
        for rule in (
            table(f"problem_table_{name}.*.n", heading, field="№", row_of="problem"),
            table(f"problem_table_{name}.*.problem", heading, field="Проблема"),
            table(f"problem_table_{name}.*.change", heading, field="Что надо изменить", row_of="problem"),
            table(f"problem_table_{name}.*.results.*", heading, field="Результаты", row_of="problem"),
        )
    ),
    table("strategy.*.task", STRATEGY, said=lambda number: [f"Задача: {number}."]),
    table("strategy.*.directions.*.text", STRATEGY, field="Направление деятельности"),
    table("strategy.*.directions.*.control.*", STRATEGY, field="Контрольные индикаторы", row_of="text"),
    row("internship_platforms.*.name", "Стажёрские площадки"),
    row("internship_platforms.*.place", "Стажёрские площадки", row_of="name"),
    table("priority_directions.informatisation.*", "Приоритетные направления", row="Информатизация"),
    table("priority_directions.science_support.*", "Приоритетные направления", row="Научное сопровождение"),
    table("service_functions.general.*", "Функции методического сервиса", row="Общие"),
    table("service_functions.specific.*", "Функции методического сервиса", row="Особые"),
    plan("course_model.steps.*.n", row_of="name"),
    plan("course_model.steps.*.name"),
    table("course_model.questions.*", COURSES, row="На какие вопросы отвечает программа"),
    table("course_model.unit", COURSES, row="Единица обучения"),
    table("course_model.group_forms.*", COURSES, row="Формы работы малых групп"),
    table("course_model.curator_tasks.*", COURSES, row="Задачи куратора"),
    table("course_model.support_forms.*", COURSES, row="Формы сопровождения"),
    table("course_model.customers.*", COURSES, row="Заказчики"),
    table("course_model.order_sources.*", COURSES, row="Источники заказа"),
    row("course_model.success_conditions.*", "Условия успеха"),
    row("resources.*", "Ресурсы"),
    row("journals.*", "Электронные журналы"),
    row("collections.*", "Сборники"),
    row("partner_programmes.*", "Программы партнёров"),
    row("prospects.*.n", "Перспективы развития", place="text"),
    row("prospects.*.text", "Перспективы развития"),
    row("evaluation_levels.*.level", "Уровни оценки результата", place="name"),
    row("evaluation_levels.*.name", "Уровни оценки результата"),
]
NEFTEGORSK = [
    table("organisation.name", ABOUT, row="Название"),
    table("organisation.role", ABOUT, row="Роль"),
    table("organisation.territory", ABOUT, row="Территория"),
    row("bodies_and_roles.*", "Роли в сообществе"),
]
YAROSLAVL = [
    row("organisations.*.name", "Организации"),
    row("organisations.*.role", "Организации", row_of="name"),
    row("indicators_note", "О показателях"),
]
RULES = {
    "dobryanka": [*DOBRYANKA, *COMMON],
    "khorinsk": [*KHORINSK, *COMMON],
    "kinel": [*KINEL, *COMMON],
    "neftegorsk": [*NEFTEGORSK, *COMMON],
    "yaroslavl": [*YAROSLAVL, *COMMON],
}
