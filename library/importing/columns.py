"""Names of the table's columns, in both languages."""

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
