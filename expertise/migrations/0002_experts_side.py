"""The experts' side: copies without names, links of guests, reminders; the sheets works are judged by (B.19, D9, H11, H12)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.enums import Role
from accounts.grants import grant_permissions

GUIDANCE = (
    "Читайте работу глазами коллеги, который возьмёт её на завтрашний урок. Оценивайте написанное, а не автора. "
    "Замечание полезно, когда видно место, беду и выход. Начните с того, что удалось. На лист уходит один-два часа; "
    "всё сохраняется само."
)
# title: (anonymity, the difference that is a dispute, guidance, criteria); a criterion: (group, title, help, weight, levels,
# may be «не применимо», a comment is needed up to this mark).
SHEETS = {
    "Урок, занятие, сценарий": (
        "expert_hidden",
        2,
        GUIDANCE,
        [
            (
                "Замысел",
                "Цель и результат",
                "Понятно ли, чему научатся дети и как это станет видно?",
                2,
                [
                    "цель не названа или это тема урока другими словами",
                    "цель названа, проверить её достижение нельзя",
                    "цель и результат ясны, но проверяется не всё",
                    "цель ясна, и каждый результат проверяется в самом уроке",
                ],
                False,
                1,
            ),
            (
                "Замысел",
                "Содержание",
                "Верно ли оно, по возрасту ли, не перегружено ли?",
                3,
                [
                    "есть ошибки по существу",
                    "верно, но не по возрасту или не по времени",
                    "верно и по силам, отдельные места тяжелы",
                    "верно, по силам и с запасом для сильных и слабых",
                ],
                False,
                1,
            ),
            (
                "Ход",
                "Деятельность детей",
                "Что делают дети, пока учитель говорит?",
                3,
                [
                    "дети слушают",
                    "дети отвечают на вопросы учителя",
                    "большую часть времени дети работают сами или вместе",
                    "дети ставят вопросы, пробуют, проверяют и объясняют друг другу",
                ],
                True,
                1,
            ),
            (
                "Ход",
                "Обратная связь",
                "Как каждый узнаёт, что у него получилось?",
                2,
                [
                    "не предусмотрена",
                    "только отметка в конце",
                    "есть в ходе урока, но не для всех",
                    "каждый узнаёт по пути, что вышло и что делать дальше",
                ],
                True,
                0,
            ),
            (
                "Использование",
                "Можно повторить",
                "Хватит ли написанного, чтобы провести урок без автора?",
                2,
                [
                    "без автора не провести",
                    "придётся многое придумать самому",
                    "провести можно, не хватает части заданий или ответов",
                    "всё есть: задания, ответы, время, оборудование, подсказки",
                ],
                False,
                1,
            ),
            (
                "Использование",
                "Бережность",
                "Права на чужое, имена и снимки детей, безопасность опытов.",
                1,
                ["нарушено и мешает публикации", "есть сомнения, нужна проверка", "мелкие огрехи", "всё в порядке"],
                False,
                2,
            ),
        ],
    ),
    "Методическая разработка": (
        "expert_hidden",
        2,
        GUIDANCE,
        [
            (
                "Замысел",
                "Кому и зачем",
                "Чью трудность снимает разработка?",
                2,
                [
                    "из текста не понять",
                    "адресат назван, трудность нет",
                    "адресат и трудность названы",
                    "названы, и видно, что проверены на деле",
                ],
                False,
                1,
            ),
            (
                "Замысел",
                "Опора",
                "На что опирается: требования, исследования, опыт.",
                1,
                [
                    "опоры нет",
                    "общие слова и список книг",
                    "источники названы и работают на замысел",
                    "опора ясна, спорное отмечено как спорное",
                ],
                True,
                0,
            ),
            (
                "Содержание",
                "Верность",
                "Нет ли ошибок по предмету и методике?",
                3,
                ["ошибки по существу", "неточности, которые собьют учителя", "мелкие неточности", "ошибок не найдено"],
                False,
                2,
            ),
            (
                "Содержание",
                "Цельность",
                "Ведёт ли каждая часть к цели?",
                2,
                ["части не связаны", "связь видна местами", "связано, есть лишнее", "всё связано, лишнего нет"],
                False,
                1,
            ),
            (
                "Содержание",
                "Новое для коллег",
                "Что здесь взять тому, кто уже опытен?",
                2,
                [
                    "повторяет общеизвестное",
                    "новое есть в мелочах",
                    "есть приём или ход, который стоит перенять",
                    "есть решение, которого коллегам не хватало",
                ],
                False,
                0,
            ),
            (
                "Использование",
                "Готовность к делу",
                "Материалы, ответы, критерии, сроки.",
                2,
                ["одни общие указания", "нужно много доделывать", "почти всё готово", "бери и работай"],
                False,
                1,
            ),
        ],
    ),
    "Программа, курс": (
        "expert_hidden",
        2,
        "Лист для программ и курсов, которым нужна рецензия. Сверьте программу с нормами, на которые она ссылается, и с "
        "нагрузкой, которую она обещает. " + GUIDANCE,
        [
            (
                "Основания",
                "Нормы и место в обучении",
                "Действующие ли документы, для кого и вместо чего курс?",
                2,
                [
                    "норм нет или они отменены",
                    "названы, содержание им не отвечает",
                    "отвечает с оговорками",
                    "отвечает полностью",
                ],
                False,
                2,
            ),
            (
                "Основания",
                "Планируемые результаты",
                "Измеримы ли они, по возрасту ли?",
                3,
                ["не названы", "названы общими словами", "большая часть измерима", "все измеримы, показано чем"],
                False,
                1,
            ),
            (
                "Содержание",
                "Отбор и порядок тем",
                "Ведут ли темы к результатам, хватает ли часов?",
                3,
                [
                    "отбор случаен",
                    "есть лишнее и пропуски",
                    "порядок понятен, часы местами спорны",
                    "отбор, порядок и часы обоснованы",
                ],
                False,
                1,
            ),
            (
                "Содержание",
                "Способы работы",
                "Разнообразны ли, по силам ли школе?",
                2,
                [
                    "не описаны",
                    "названы без связи с темами",
                    "описаны для большинства тем",
                    "описаны, есть выбор под разные условия",
                ],
                True,
                0,
            ),
            (
                "Проверка",
                "Оценивание",
                "Чем и когда узнают, что научились?",
                3,
                [
                    "не предусмотрено",
                    "только итоговое",
                    "текущее и итоговое, без критериев",
                    "текущее и итоговое с критериями и образцами",
                ],
                False,
                1,
            ),
            (
                "Проверка",
                "Обеспечение",
                "Литература, оборудование, подготовка учителя.",
                1,
                ["не названо", "названо, но недоступно школе", "доступно с оговорками", "доступно, есть замены"],
                True,
                0,
            ),
        ],
    ),
    "Модель: общественная экспертиза": (
        "expert_hidden",
        2,
        "Модель смотрят те, кому с ней жить: школы, родители, партнёры. Специальных слов не нужно. Пишите, что понятно, "
        "что нет, что получится у вас и что помешает. Полчаса достаточно.",
        [
            (
                "Описание",
                "Понятность",
                "Ясно ли, кто что делает и зачем?",
                2,
                ["непонятно", "понятно в общих чертах", "понятно, есть тёмные места", "понятно всё, можно пересказать"],
                False,
                1,
            ),
            (
                "Описание",
                "Участники и их работа",
                "Описаны ли роли, связи, время?",
                2,
                [
                    "участников не видно",
                    "роли названы, работы нет",
                    "работа описана, связи нет",
                    "роли, работа и связи описаны",
                ],
                True,
                1,
            ),
            (
                "Польза",
                "Нужна ли она нам",
                "Какую нашу трудность она снимает?",
                3,
                ["не нужна", "пригодится отдельным людям", "нужна многим", "без неё нам хуже уже сейчас"],
                False,
                1,
            ),
            (
                "Польза",
                "Осуществимость",
                "Хватит ли людей, времени, денег, техники?",
                3,
                ["неосуществима", "только с большой помощью", "осуществима по частям", "осуществима сейчас"],
                True,
                1,
            ),
            (
                "Проверка",
                "Как узнаем, что получилось",
                "Есть ли наблюдение и показатели?",
                2,
                [
                    "не сказано",
                    "сказано общими словами",
                    "показатели есть, способа нет",
                    "показатели, способ и сроки есть",
                ],
                True,
                1,
            ),
        ],
    ),
    "Четыре уровня результата": (
        "expert_hidden",
        2,
        "Для описаний опыта, курсов и сопровождения педагогов: что осталось у людей. Два последних уровня видны через три-"
        "шесть месяцев: если данных ещё нет, отметьте «не применимо», это не ноль.",
        [
            (
                "Уровень 1",
                "Отношение",
                "Что чувствуют и говорят участники сразу после.",
                1,
                [
                    "1 — отклика нет или он отрицательный",
                    "2 — отклик вежливый, без примеров",
                    "3 — многим понравилось, названо чем",
                    "4 — хотят продолжать и зовут коллег",
                    "5 — сами продолжают и делятся",
                ],
                True,
                1,
            ),
            (
                "Уровень 2",
                "Усвоение",
                "Чему участники научились и чем это проверено.",
                2,
                [
                    "1 — не проверялось",
                    "2 — со слов участников",
                    "3 — проверено у части участников",
                    "4 — проверено у всех, прирост есть",
                    "5 — прирост заметен и держится",
                ],
                True,
                2,
            ),
            (
                "Уровень 3",
                "Изменения в работе",
                "Что учителя делают иначе у себя в классе.",
                3,
                [
                    "1 — ничего не изменилось",
                    "2 — отдельные попытки",
                    "3 — новое применяют время от времени",
                    "4 — применяют постоянно, есть свидетельства",
                    "5 — перестроили работу и учат других",
                ],
                True,
                2,
            ),
            (
                "Уровень 4",
                "Влияние на качество образования",
                "Что изменилось у детей, в классе и в школе.",
                3,
                [
                    "1 — влияния не видно",
                    "2 — о нём только говорят",
                    "3 — есть отдельные подтверждения",
                    "4 — подтверждено данными за период",
                    "5 — подтверждено, устойчиво, признано школой",
                ],
                True,
                2,
            ),
        ],
    ),
}


def seed_sheets(apps, schema_editor):
    rubric_model, criterion_model = apps.get_model("expertise", "Rubric"), apps.get_model("expertise", "Criterion")
    for title, (anonymity, dispute_from, guidance, criteria) in SHEETS.items():
        fields = {"anonymity": anonymity, "dispute_from": dispute_from, "guidance": guidance}
        rubric, is_new = rubric_model.objects.get_or_create(title=title, defaults=fields)
        if not is_new:
            continue
        for order, (group, name, about, weight, levels, may_be_na, comment_up_to) in enumerate(criteria):
            lines = [line if line[0].isdigit() else f"{mark} — {line}" for mark, line in enumerate(levels)]
            criterion_model.objects.create(
                rubric=rubric,
                sort_order=order,
                group=group,
                title=name,
                help=about,
                weight=weight,
                levels="\n".join(lines),
                may_be_na=may_be_na,
                comment_up_to=comment_up_to,
            )


def grant(apps, schema_editor):
    # Who changes a sheet changes what works are judged by: administrators alone; methodists and editors look.
    looking = ["expertise.rubric.view_rubric"]
    changing = [*looking, "expertise.rubric.add_rubric", "expertise.rubric.change_rubric"]
    grant_permissions(apps, {Role.ADMINISTRATOR: changing, Role.METHODIST: looking, Role.EDITOR: looking})


class Migration(migrations.Migration):
    dependencies = [
        ("expertise", "0001_initial"),
        ("accounts", "0002_groups"),
        ("files", "0003_previews_and_downloads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("answer_soon", "скоро срок ответа"),
                            ("answer_late", "срок ответа прошёл"),
                            ("work_soon", "скоро срок отзыва"),
                            ("work_late", "срок отзыва прошёл"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AddField(
            model_name="expertassignment",
            name="key_turn",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="people",
            field=models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="roundfile",
            name="clean_note",
            field=models.TextField(blank=True, max_length=1000, verbose_name="почему"),
        ),
        migrations.AddField(
            model_name="roundfile",
            name="clean_state",
            field=models.CharField(
                choices=[
                    ("not_needed", "не нужна"),
                    ("waiting", "готовится"),
                    ("done", "готова"),
                    ("failed", "не получилась"),
                    ("accepted", "файл выдан как есть"),
                ],
                default="not_needed",
                max_length=10,
                verbose_name="копия без имён",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("guest_email", ""), models.Q(("expert__isnull", True), ("key_hash__gt", "")), _connector="OR"
                ),
                name="expertise_a_guest_has_a_link_and_no_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertassignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("guest_email", ""), _negated=True),
                fields=("round", "guest_email"),
                name="expertise_a_guest_once_a_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clean_state__in", ["done", "accepted"]), _negated=True),
                    ("clean_file__isnull", False),
                    _connector="OR",
                ),
                name="expertise_clean_copy_is_there",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clean_state__in", ["failed", "accepted"]), _negated=True),
                    models.Q(("clean_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="expertise_no_clean_copy_says_why",
            ),
        ),
        migrations.AddField(
            model_name="reviewreminder",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="expertise.expertassignment"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewreminder",
            constraint=models.UniqueConstraint(
                fields=("assignment", "mark", "due_on"), name="expertise_reminded_once_of_a_date"
            ),
        ),
        migrations.RunPython(seed_sheets, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
