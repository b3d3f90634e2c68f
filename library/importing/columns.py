"""Names of the table's columns, in both languages, and what people call them otherwise."""

# Field of the card → its name in Russian; both are accepted.
COLUMNS = {
    "title": "название",
    "file": "файл",
    "annotation": "аннотация",
    "kind": "вид",
    "subjects": "предметы",
    "levels": "уровни",
    "audiences": "кому",
    "authors": "авторы",
    "organisation": "организация",
    "programme": "программа",
    "subproject": "подпроект",
    "group": "группа",
    "year": "год",
    "language": "язык",
    "licence": "лицензия",
    "keywords": "ключевые слова",
    "links": "ссылки",
    "slug": "адрес",
}
REQUIRED = ("title", "file")
# The two columns that the report of refused rows puts first: a corrected report can be imported as it is.
REPORT_COLUMNS = ("строка", "причина")
# A column of an old table that a person decided not to import.
SKIPPED = "-"

# Beginnings of headers in old tables, for the guess that a person then confirms.
OTHER_NAMES = {
    "title": ("наименование", "тема", "заголовок", "материал", "работа", "name"),
    "file": ("имя файла", "файлы", "путь", "документ", "filename", "path"),
    "annotation": ("описание", "кратк", "содержание", "summary", "description"),
    "kind": ("тип", "жанр", "форма", "категория"),
    "subjects": ("предмет", "дисциплин", "учебный предмет"),
    "levels": ("уровень", "ступень"),
    "audiences": ("адресат", "для кого", "аудитория"),
    "authors": ("автор", "фио", "ф.и.о", "ф. и. о", "составител", "разработчик", "педагог", "учитель"),
    "organisation": ("школа", "учреждение", "оо", "оу", "место работы", "образовательн"),
    "programme": ("проект",),
    "year": ("дата", "год", "когда"),
    "language": ("язык материала",),
    "licence": ("права",),
    "keywords": ("теги", "метки"),
    "links": ("ссылка", "url", "сайт"),
}
