"""The guard in the admin: no button that would be refused, and kind words where one was pressed all the same."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from library.guard import is_in_case, may_publish
from library.models import MaterialPage


@hooks.register("construct_page_action_menu")
def hide_publish(menu_items, request, context):
    """Take «Опубликовать» away from a draft that the guard would not let out."""
    page = context.get("page")
    if isinstance(page, MaterialPage) and not may_publish(page.get_latest_revision_as_object()):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_publish_page")
def keep_as_draft(request, page):
    """The button was pressed: what was written is kept as a draft, and the editor is told why it is not public."""
    if not isinstance(page.specific, MaterialPage):
        return None
    verdict = may_publish(page.specific.get_latest_revision_as_object())
    if verdict:
        return None
    messages.error(request, f"{verdict.reason} Изменения сохранены в черновике.")
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_bulk(request, action_type, objects, action):
    """Before anything of a bulk publication or deletion is done, all of it is asked for: it is whole or not at all."""
    if action.models != [Page] or action_type not in {"publish", "delete"}:
        return None
    chosen = [page for each in objects for page in _works(each, action_type, action)]
    refused = [page.title for page in chosen if not _allowed(page, action_type)]
    if not refused:
        return None
    reason = "Без экспертного заключения не публикуют" if action_type == "publish" else "Сейчас рассматривают"
    messages.error(request, f"{reason}: {', '.join(refused[:5])}. Ничего не изменено.")
    return redirect(reverse("wagtailadmin_explore", args=[objects[0].get_parent().pk]))


def _works(page, action_type, action):
    inside = Page.objects.filter(pk=page.pk)
    if action_type == "delete":
        inside = page.get_descendants(inclusive=True)
    elif action.cleaned_form.cleaned_data.get("include_descendants"):
        inside = inside | page.get_descendants().not_live()
    return MaterialPage.objects.filter(pk__in=inside.values("pk"))


def _allowed(page, action_type):
    if action_type == "delete":
        return not is_in_case(page)
    return (page.live and not page.has_unpublished_changes) or may_publish(page.get_latest_revision_as_object())
