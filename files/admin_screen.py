"""Files in the admin: what there is, where it stands, a clean copy. Nothing here changes or deletes a file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.permissions import ActionRefused, can
from files.clean_copies import strip_metadata, why_not
from files.models import StoredFile
from files.sniffing import FileRefused
from files.uses import uses_of
from home.templatetags.face_tags import filesize_ru


class LookOnly(ModelPermissionPolicy):
    """Who brings files may look at all of them; they never change, whoever asks."""

    def user_has_permission(self, user, action):
        """Return whether `user` may do `action`: only «view»."""
        return action == "view" and user.has_perm("files.add_storedfile")

    def user_has_any_permission(self, user, actions):
        """Return whether one of `actions` is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class FileURLFinder(ModelAdminURLFinder):
    """Where the chooser's «open» leads."""

    edit_url_name = "stored_files:inspect"

    def get_edit_url(self, instance):
        """Return the file's screen for who may look at it, else None; the chooser asks for nobody in particular."""
        if self.user is not None and not LookOnly(StoredFile).user_has_permission(self.user, "view"):
            return None
        return self.construct_edit_url(instance)


class FileIndexView(generic.IndexView):
    table_classname = "listing rows rows--facts"

    def get_base_queryset(self):
        """Files with the state of their reading and their downloads, in one query."""
        return super().get_base_queryset().for_staff().with_reading().with_downloads()


class FileInspectView(generic.InspectView):
    template_name = "files/admin/stored_file.html"
    page_title = _("Файл")

    def get_object(self, queryset=None):
        """Return the file, if who asks may see it."""
        file = super().get_object(queryset)
        if not can(self.request.user, "view", file):
            raise Http404
        return file

    def get_context_data(self, **kwargs):
        """Add facts, pictures of pages, places and what can be done."""
        file = self.object
        count = StoredFile.objects.filter(pk=file.pk).with_downloads().get().downloads
        return super().get_context_data(
            file=file,
            size=filesize_ru(file.size),
            downloads=count,
            pages=file.preview_pages.all(),
            uses=uses_of(file),
            why_not=why_not(file),
            strip_url=reverse("stored_files:strip", args=[file.pk]),
            **kwargs,
        )


class StoredFileViewSet(ModelViewSet):
    model = StoredFile
    name = "stored_files"
    icon = "doc-full"
    menu_label = _("Файлы")
    add_to_admin_menu = True
    menu_order = 320
    form_fields = []
    inspect_view_enabled = True
    inspect_view_class = FileInspectView
    index_view_class = FileIndexView
    copy_view_enabled = False
    # A file names nobody but its uploader: nothing to look up, and storing many stays quick.
    add_to_reference_index = False
    url_finder_class = FileURLFinder
    permission_policy = LookOnly(StoredFile)
    search_fields = ["name"]
    list_filter = ["kind"]
    list_display = [
        "name",
        Column("kind_label", label=_("Вид"), accessor="kind_label"),
        Column("state", label=_("Текст"), accessor="filetext.get_state_display"),
        Column("downloads", label=_("Скачали"), accessor="downloads", sort_key="downloads"),
        DateColumn("created_at", label=_("Загружен"), sort_key="created_at"),
    ]

    def get_urlpatterns(self):
        """Add the address where a clean copy is asked for."""
        return [*super().get_urlpatterns(), path("strip/<int:pk>/", strip_view, name="strip")]


@require_POST
def strip_view(request, pk):
    """Make a clean copy and put it where the editor has asked («place» names the uses); then show it."""
    file = get_object_or_404(StoredFile, pk=pk)
    if not can(request.user, "view", file):
        raise Http404
    try:
        clean = strip_metadata(file=file, user=request.user)
    except (ActionRefused, FileRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("stored_files:inspect", file.pk)
    messages.success(request, _("Сделана копия без сведений об авторе. Прежний файл остался как был."))
    wanted = set(request.POST.getlist("place"))
    for use in uses_of(file):
        if use.key in wanted and use.is_replaceable:
            try:
                messages.success(request, f"«{use.title}»: {use.replace(clean, request.user)}")
            except ActionRefused as refusal:
                messages.error(request, f"«{use.title}»: {refusal}")
    return redirect("stored_files:inspect", clean.pk)


stored_files = StoredFileViewSet()
