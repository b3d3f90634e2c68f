"""The thesaurus, with the abbreviations that every school document uses (requirements, Annex 1), and who keeps it."""

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models

from accounts.enums import Role
from accounts.grants import full_rights, grant_permissions
from home.vocabularies import code_from

LAW = "№ 273-ФЗ «Об образовании в Российской Федерации»"
# Name, abbreviation, meaning, source, what else it is called.
TERMS = [
    (
        "Федеральный государственный образовательный стандарт",
        "ФГОС",
        "Обязательные требования государства к тому, чему и в каких условиях учат на каждом уровне образования.",
        f"{LAW}, ст. 2",
        "образовательный стандарт",
    ),
    (
        "Начальное общее образование",
        "НОО",
        "Первый уровень школы: 1–4 классы.",
        f"{LAW}, ст. 66",
        "начальная школа\nначальные классы",
    ),
    ("Основное общее образование", "ООО", "Второй уровень школы: 5–9 классы.", f"{LAW}, ст. 66", "основная школа"),
    (
        "Среднее общее образование",
        "СОО",
        "Третий уровень школы: 10–11 классы.",
        f"{LAW}, ст. 66",
        "старшая школа\nстаршие классы",
    ),
    (
        "Дошкольная образовательная организация",
        "ДОО",
        "Организация, которая воспитывает и учит детей до школы, присматривает и ухаживает за ними.",
        f"{LAW}, ст. 23",
        "детский сад\nДОУ\nМДОУ\nдошкольное учреждение",
    ),
    (
        "Образовательная организация",
        "ОО",
        "Организация, для которой образовательная деятельность — главная: детский сад, школа, колледж, кружки, курсы.",
        f"{LAW}, ст. 2",
        "образовательное учреждение\nОУ",
    ),
    (
        "Учреждение дополнительного образования детей",
        "УДОД",
        "Дом творчества, станция юных техников, спортивная или художественная школа: занятия сверх школьной программы.",
        "",
        "дом детского творчества\nорганизация дополнительного образования",
    ),
    (
        "Дополнительное профессиональное образование",
        "ДПО",
        "Повышение квалификации и переподготовка тех, у кого уже есть профессия.",
        f"{LAW}, ст. 76",
        "",
    ),
    (
        "Повышение квалификации",
        "ПК",
        "Обучение, после которого специалист делает свою работу лучше или осваивает в ней новое; завершается удостоверением.",
        f"{LAW}, ст. 76",
        "курсовая подготовка",
    ),
    (
        "Информационно-коммуникационные технологии",
        "ИКТ",
        "Способы и средства, которыми информацию собирают, хранят, обрабатывают и передают.",
        "",
        "",
    ),
    (
        "Электронный образовательный ресурс",
        "ЭОР",
        "Учебный материал в цифровом виде: текст, задание, модель, запись, для которых нужен компьютер или телефон.",
        "",
        "цифровой образовательный ресурс\nЦОР",
    ),
    (
        "Ограниченные возможности здоровья",
        "ОВЗ",
        "Особенности развития, из-за которых ребёнку для учёбы нужны специальные условия; подтверждает комиссия.",
        f"{LAW}, ст. 2",
        "",
    ),
    (
        "Видеоконференцсвязь",
        "ВКС",
        "Разговор нескольких людей с изображением и звуком через сеть.",
        "",
        "видеоконференция",
    ),
    (
        "Методическая работа",
        "МР",
        "Работа педагогов над тем, как учить: обмен опытом, разработка занятий, помощь коллегам.",
        "",
        "",
    ),
    (
        "Научно-методическая работа",
        "НМР",
        "Методическая работа, которая опирается на исследование и опытную проверку.",
        "",
        "",
    ),
    ("Методический совет", "", "Орган, который направляет методическую работу школы или центра.", "", "методсовет"),
    (
        "Методическое объединение",
        "",
        "Педагоги одного предмета или одной ступени, которые вместе готовят и разбирают занятия.",
        "",
        "методобъединение",
    ),
    (
        "Педагогический совет",
        "",
        "Собрание всех педагогов организации, где решают главные вопросы обучения.",
        "",
        "педсовет",
    ),
    (
        "Федеральная инновационная площадка",
        "ФИП",
        "Организация, которой министерство доверило опробовать новое для всей страны.",
        f"{LAW}, ст. 20",
        "",
    ),
    (
        "Стажёрская площадка",
        "",
        "Организация, где педагоги учатся на рабочем месте у тех, кто уже умеет.",
        "",
        "стажировочная площадка",
    ),
    ("Средства массовой информации", "СМИ", "Газеты, журналы, радио, телевидение и сетевые издания.", "", "пресса"),
]
# Known to everybody: a note at each would be in the way, so only the abbreviation is explained.
SHORT_ONLY = {"ОО", "МР", "СМИ", "ПК", "ИКТ", "НМР", "НОО", "ООО", "СОО", ""}


def seed(apps, schema_editor):
    term = apps.get_model("home", "Term")
    for name, abbreviation, definition, source, synonyms in TERMS:
        term.objects.get_or_create(
            name=name,
            defaults={
                "code": code_from(name),
                "abbreviation": abbreviation,
                "definition": definition,
                "source": source,
                "synonyms": synonyms,
                "explained": "short" if abbreviation in SHORT_ONLY else "all",
            },
        )
    words = full_rights("home", "term")
    keepers = (Role.EDITOR, Role.METHODIST, Role.PROGRAMME_LEADER, Role.ADMINISTRATOR)
    grant_permissions(apps, dict.fromkeys(keepers, words))


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_words"),
        ("accounts", "0002_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="explain_terms",
            field=models.BooleanField(
                default=True,
                help_text="Первое упоминание термина на странице ведёт в глоссарий и показывает его значение.",
                verbose_name="пояснять термины в тексте страниц",
            ),
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="Полностью, в единственном числе. Уточнение, чем похожие термины различаются, — в скобках.",
                        max_length=160,
                        unique=True,
                        verbose_name="термин",
                    ),
                ),
                ("code", models.SlugField(editable=False, max_length=60, unique=True)),
                (
                    "abbreviation",
                    models.CharField(
                        blank=True,
                        help_text="Как в документах: «ДОТ», «ИОС».",
                        max_length=40,
                        verbose_name="сокращение",
                    ),
                ),
                ("definition", models.TextField(max_length=1500, verbose_name="значение")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Документ или программа, например «№ 273-ФЗ, ст. 16».",
                        max_length=300,
                        verbose_name="откуда значение",
                    ),
                ),
                (
                    "synonyms",
                    models.TextField(
                        blank=True,
                        help_text="По одному на строке. Поиск находит по любому из них то же, что по термину и сокращению.",
                        verbose_name="синонимы",
                    ),
                ),
                (
                    "explained",
                    models.CharField(
                        choices=[("all", "термин и сокращение"), ("short", "только сокращение"), ("never", "ничего")],
                        default="all",
                        max_length=5,
                        verbose_name="что пояснять в тексте страниц",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Без отметки термина нет ни в глоссарии, ни в поиске, ни в пояснениях.",
                        verbose_name="действует",
                    ),
                ),
                ("related", models.ManyToManyField(blank=True, to="home.term", verbose_name="близкие термины")),
            ],
            options={
                "verbose_name": "термин",
                "verbose_name_plural": "термины",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="TermReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("definition", models.TextField(max_length=1500, verbose_name="значение")),
                ("source", models.CharField(max_length=300, verbose_name="откуда")),
                (
                    "term",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="home.term"
                    ),
                ),
            ],
            options={
                "verbose_name": "другое толкование",
                "verbose_name_plural": "другие толкования",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
