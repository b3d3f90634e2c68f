"""What the buttons of the board do: a verb, a message, and what is kept to take it back."""

from django.contrib import messages
from django.utils.translation import gettext as _

from accounts.permissions import ActionRefused
from home.templatetags.face_tags import plural_ru
from programmes import planning_bulk
from programmes.enums import ItemStatus
from programmes.plan_admin.undo import refused_in_words, remember, state_of, take_back


def step(request, desk, way, key):
    """Move one item one step up or down; return what to put the focus on."""
    item = desk.items().select_related("stage").filter(pk=key if key.isdecimal() else None).first()
    if item is None:
        messages.error(request, _("Этого мероприятия больше нет."))
        return ""
    order = list(item.stage.items.order_by("sort_order", "pk").values_list("pk", flat=True))
    place = order.index(item.pk) + (-1 if way == "up" else 1)
    if not 0 <= place < len(order):
        messages.info(request, _("Дальше двигать некуда: мероприятие на краю этапа."))
        return f"{way}-{item.pk}"
    try:
        put(request, desk, item, place)
    except (ActionRefused, planning_bulk.OrderRefused) as refusal:
        messages.error(request, str(refusal))
    return f"{way}-{item.pk}"


def put(request, desk, item, position):
    """Put an item at a place of its stage. Raises ActionRefused, OrderRefused."""
    before = state_of(item.stage.items.only("pk"), ["sort_order"])
    planning_bulk.place_item(item=item, position=position, by=request.user)
    remember(request, desk.programme, _("порядок в этапе «%s»") % item.stage, before, ["sort_order"])


def undo(request, desk):
    """Take the last deed back."""
    outcome = take_back(request, desk.programme)
    if outcome is None:
        messages.info(request, _("Возвращать нечего."))
        return
    _tell(request, outcome, _("Возвращено как было: %s."))


def bulk(request, desk, form, items):
    """Do what the form says with `items`."""
    if not form.is_valid():
        said = [error for name, errors in form.errors.items() for error in errors if name != "deed"]
        messages.error(request, " ".join(said) or _("Выберите, что сделать с отмеченными мероприятиями."))
        return
    if not items:
        messages.warning(request, _("Не отмечено ни одного мероприятия."))
        return
    kind, _colon, value = form.cleaned_data["deed"].partition(":")
    deed, fields, said = _DEEDS[kind](request, desk, form.cleaned_data, value)
    before = state_of(items, fields)
    try:
        outcome = deed(items=items, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return
    remember(request, desk.programme, said, before, fields)
    _tell(request, outcome, f"{said[:1].upper()}{said[1:]}: %s.")


def _status(_request, _desk, data, value):
    def deed(**given):
        return planning_bulk.set_items_status(status=value, on=data["on"], reason=data["reason"], **given)

    return deed, planning_bulk.STATUS_FIELDS, _("состояние «%s»") % ItemStatus(value).label


def _responsible(_request, _desk, data, _value):
    def deed(**given):
        return planning_bulk.set_items_responsible(responsible=data["responsible"], **given)

    return deed, ("responsible",), _("ответственные")


def _stage(_request, desk, _data, value):
    stage = desk.stages().get(pk=value)

    def deed(**given):
        return planning_bulk.move_items(stage=stage, **given)

    return deed, planning_bulk.ORDER_FIELDS, _("перенос в этап «%s»") % stage


_DEEDS = {"status": _status, "responsible": _responsible, "stage": _stage}


def _tell(request, outcome, said):
    if outcome.changed:
        messages.success(request, said % plural_ru(len(outcome.changed), "мероприятие,мероприятия,мероприятий"))
    if outcome.refused:
        messages.warning(request, _("Не изменено: %s") % "; ".join(refused_in_words(outcome)))
