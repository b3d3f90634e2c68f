from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from accounts.models import User
from accounts.permissions import can
from community.person_views import erase, free_second_step
from community.viewsets import ConsentGroup, MailGroup

LOG_ACTIONS = {
    "community.message.in_progress": "Сообщение взято в работу",
    "community.message.answered": "Дан ответ",
    "community.message.closed": "Закрыто без ответа",
    "community.profile.saved": "Профиль изменён",
    "community.consent.given": "Дано согласие",
    "community.consent.revoked": "Согласие отозвано",
    "community.consent_text.published": "Новый текст согласия",
    "community.person.exported": "Человек скачал свои данные",
    "community.person.erased": "Учётная запись удалена",
    "community.person.second_step_freed": "Второй шаг входа снят",
}


@hooks.register("register_admin_viewset")
def register_viewset():
    return [MailGroup(), ConsentGroup()]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, words in LOG_ACTIONS.items():
        actions.register_action(name, words, words)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("people/<int:pk>/erase/", erase, name="community_erase_person"),
        path("people/<int:pk>/second-step/", free_second_step, name="community_free_second_step"),
    ]


@hooks.register("before_edit_user")
def only_equals_change_superusers(request, user):
    """Whoever could change a superuser's address could take the account over by a forgotten password."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    only_superusers_make_superusers(request)


@hooks.register("before_create_user")
def only_superusers_make_superusers(request):
    """Wagtail lets everybody who keeps accounts give all rights to one of them."""
    if request.POST.get("is_superuser") and not request.user.is_superuser:
        raise PermissionDenied


@hooks.register("before_bulk_action")
def only_equals_change_superusers_in_bulk(request, action_type, objects, action_class_instance):
    """The same for roles and for being active, given to many at once."""
    if not request.user.is_superuser and any(isinstance(each, User) and each.is_superuser for each in objects):
        raise PermissionDenied


@hooks.register("after_edit_user")
def forget_former_address(request, user):
    """An address changed by the centre is confirmed anew, and the former one opens nothing any more."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()


@hooks.register("register_user_listing_buttons")
def offer_to_free_second_step(user, request_user):
    if can(request_user, "free", user):
        address = reverse("community_free_second_step", args=[user.pk])
        yield Button(_("Снять второй шаг входа"), address, icon_name="lock-open", priority=35)


@hooks.register("register_user_listing_buttons")
def offer_erasure(user, request_user):
    if user.pk != request_user.pk and user.is_active and can(request_user, "erase", user):
        address = reverse("community_erase_person", args=[user.pk])
        yield Button(_("Стереть данные"), address, icon_name="bin", priority=40)
