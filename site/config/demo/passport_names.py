"""What the keys of `demo/programmes/*.yaml` are called in a passport."""

ORGANISATION = {
    "name": "Название",
    "role": "Роль",
    "territory": "Территория",
    "founded": "Создан",
    "founding_act": "Чем создан",
    "state_institution_since": "Государственное учреждение с года",
    "order_source": "Источник заказа",
    "mission": "Миссия",
    "staff": "Сотрудники",
    "honorary_badges_kinds": "Почётные знаки",
    "structure": "Структура",
    "context_initiative": "В русле инициативы",
}
STAFF = {
    "total": "всего",
    "pedagogical": "педагогических работников",
    "higher_education_percent": "с высшим образованием, %",
    "candidates_of_sciences": "кандидатов наук",
    "honorary_badges": "с почётными знаками",
}
ROLES = {
    "руководитель_проекта_и_подпроекта": "Руководитель проекта и подпроекта",
    "оо_участник": "Образовательная организация – участник",
    "педагог_участник": "Педагог – участник",
}
# One table each: its title and the names of its rows.
DIRECTIONS = {
    "priority_directions": (
        "Приоритетные направления",
        {"informatisation": "Информатизация", "science_support": "Научное сопровождение"},
    )
}
SERVICE = ("Функции методического сервиса", {"general": "Общие", "specific": "Особые"})
COURSE_MODEL = (
    "Модель организации курсов",
    {
        "questions": "На какие вопросы отвечает программа",
        "unit": "Единица обучения",
        "group_forms": "Формы работы малых групп",
        "curator_tasks": "Задачи куратора",
        "support_forms": "Формы сопровождения",
        "customers": "Заказчики",
        "order_sources": "Источники заказа",
    },
)
# A list each, under this title.
LISTINGS = {
    "must_do": "Что предстоит сделать",
    "models": "Модели",
    "forecast": "Прогнозируемые результаты",
    "local_acts": "Локальные акты",
    "network_elements": "Элементы сети",
    "network_effects": "Что даёт сеть",
    "certificates": "Сертификаты",
    "achievements": "Достижения",
    "roles": "Роли сотрудников и участников",
    "bodies_and_roles": "Роли в сообществе",
    "self_assessment_of_methodists": "Самооценка методистов",
    "evaluation_levels": "Уровни оценки результата",
    "journals": "Электронные журналы",
    "collections": "Сборники",
    "partner_programmes": "Программы партнёров",
}
NOTES = {
    "hub": "Ресурсно-методический центр",
    "main_result": "Главный результат",
    "subproject_note": "О подпроектах",
    "indicators_note": "О показателях",
}
