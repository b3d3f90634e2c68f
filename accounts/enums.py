"""The groups of people, named once (design §6; requirements A.5)."""

from django.db.models import TextChoices


class Role(TextChoices):
    """A group's name as it is stored and shown to administrators; the duties are matrix A.5."""

    TEACHER = "Педагог"
    EXPERT = "Эксперт"
    CHAIR = "Председатель экспертного совета"
    ORGANISATION = "Представитель организации"
    METHODIST = "Сетевой методист"
    MODERATOR = "Модератор"
    EDITOR = "Редактор"
    COUNCIL = "Междисциплинарный совет"
    SUBPROJECT_LEADER = "Руководитель подпроекта"
    PROGRAMME_LEADER = "Руководитель программы"
    COORDINATOR = "Координатор сети"
    ANALYST = "Аналитик"
    ADMINISTRATOR = "Администратор сайта"


# Teachers, experts, chairs and organisations work in /cabinet/ and never see Wagtail's admin (design §6).
STAFF_ROLES = frozenset(
    {
        Role.METHODIST,
        Role.MODERATOR,
        Role.EDITOR,
        Role.COUNCIL,
        Role.SUBPROJECT_LEADER,
        Role.PROGRAMME_LEADER,
        Role.COORDINATOR,
        Role.ANALYST,
        Role.ADMINISTRATOR,
    }
)
