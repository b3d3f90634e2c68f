from wagtail import hooks

from expertise import outcome_hooks  # noqa: F401  registers itself
from expertise.review_admin.menu import review_menu_item, review_urls
from expertise.rubric_screens import RubricViewSet

ROUND_ACTIONS = (
    ("expertise.round.open", "Круг экспертизы открыт", "Открыт круг экспертизы"),
    ("expertise.round.cancel", "Круг экспертизы отменён", "Круг экспертизы отменён"),
    ("expertise.public.open", "Общественная экспертиза открыта", "Открыта общественная экспертиза"),
    ("expertise.public.close", "Общественная экспертиза закрыта", "Закрыта общественная экспертиза"),
    ("expertise.public.publish", "Итоги общественной экспертизы", "Опубликованы итоги общественной экспертизы"),
    ("expertise.public.answer", "Ответ на общественную экспертизу", "Опубликован ответ на общественную экспертизу"),
    ("expertise.public.decline_volunteer", "Доброволец не приглашён", "Доброволец не приглашён"),
    ("expertise.copy.replace", "Копия без имён заменена", "Заменена копия файла без имён"),
    ("expertise.copy.accept", "Файл выдан экспертам как есть", "Файл выдан экспертам как есть"),
    ("expertise.expert.invite", "Приглашён эксперт", "Приглашён эксперт"),
    ("expertise.expert.not_invited", "Эксперт не приглашён снова", "Эксперт прошлого круга не приглашён"),
    ("expertise.expert.withdraw", "Приглашение отозвано", "Приглашение эксперта отозвано"),
    ("expertise.expert.dismiss", "Эксперт освобождён", "Эксперт освобождён"),
    ("expertise.expert.link", "Новая личная ссылка", "Отправлена новая личная ссылка"),
    ("expertise.review.accept", "Эксперт согласился", "Эксперт согласился"),
    ("expertise.review.decline", "Эксперт отказался", "Эксперт отказался"),
    ("expertise.review.submit", "Отзыв отправлен", "Отзыв отправлен"),
    ("expertise.review.reopen", "Отзыв возвращён эксперту", "Отзыв возвращён эксперту"),
    ("expertise.postponement.ask", "Просьба о сроке", "Эксперт просит продлить срок"),
    ("expertise.postponement.granted", "Срок продлён", "Срок эксперта продлён"),
    ("expertise.postponement.refused", "В продлении отказано", "В продлении срока отказано"),
)


@hooks.register("register_admin_viewset")
def register_rubrics():
    return RubricViewSet()


hooks.register("register_admin_urls", review_urls)
hooks.register("register_admin_menu_item", review_menu_item)


@hooks.register("register_log_actions")
def register_round_actions(actions):
    for code, label, message in ROUND_ACTIONS:
        actions.register_action(code, label, message)
