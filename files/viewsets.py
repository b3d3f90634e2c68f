"""Choosing and uploading files in the admin."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from accounts.permissions import can
from files.forms import StoredFileForm


class FileCreateView(chooser.CreateView):
    def get_creation_form_kwargs(self):
        """Tell the form who uploads."""
        return {**super().get_creation_form_kwargs(), "user": self.request.user}


class FileChooseMixin:
    def get_object_list(self):
        """All files with the state of their reading, in one query."""
        return super().get_object_list().for_staff().with_reading()

    @property
    def columns(self):
        """Name, kind, state of the reading with its reason, date."""
        return [
            *super().columns,
            Column("kind_label", label=_("Вид"), accessor="kind_label"),
            Column("state", label=_("Текст"), accessor="reading_label"),
            DateColumn("created_at", label=_("Загружен"), accessor="created_at"),
        ]


class FileChooseView(FileChooseMixin, chooser.ChooseView):
    pass


class FileChooseResultsView(FileChooseMixin, chooser.ChooseResultsView):
    pass


class FileChosenView(chooser.ChosenView):
    def get_object(self, pk):
        """Return the file, if the editor may see it: an address of another's file names nothing."""
        file = super().get_object(pk)
        if not can(self.request.user, "view", file):
            raise Http404
        return file


class FileChosenMultipleView(chooser.ChosenMultipleView):
    def get_objects(self, pks):
        """Return those of the files that the editor may see."""
        return [file for file in super().get_objects(pks) if can(self.request.user, "view", file)]


class StoredFileChooserViewSet(ChooserViewSet):
    model = "files.StoredFile"
    icon = "doc-full"
    choose_one_text = _("Выбрать файл")
    choose_another_text = _("Выбрать другой файл")
    create_action_label = _("Загрузить")
    create_action_clicked_label = _("Загружаем…")
    creation_tab_label = _("Загрузить")
    search_tab_label = _("Найти")
    edit_item_text = _("Открыть")
    form_fields = []
    creation_form_class = StoredFileForm
    create_view_class = FileCreateView
    choose_view_class = FileChooseView
    choose_results_view_class = FileChooseResultsView
    chosen_view_class = FileChosenView
    chosen_multiple_view_class = FileChosenMultipleView
    per_page = 20
    url_filter_parameters = []


stored_file_chooser = StoredFileChooserViewSet("stored_file_chooser")
StoredFileChooserBlock = stored_file_chooser.get_block_class(name="StoredFileChooserBlock", module_path="files.blocks")
