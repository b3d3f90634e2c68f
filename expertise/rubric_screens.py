"""The sheets in the admin: administrators write them, methodists and editors look (B.19)."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import ListingButton

from community.viewsets import LimitedPermissionPolicy
from expertise.levels import LevelsRefused, parse_levels
from expertise.models import Rubric


class RubricForm(WagtailAdminModelForm):
    """Reads the levels of every criterion strictly, and says what is wrong beside them."""

    def is_valid(self):
        """Whether the sheet and every line of its criteria hold."""
        valid = super().is_valid()
        criteria = self.formsets.get("criteria")
        if criteria is None or not criteria.is_bound:
            return valid
        checks = [_check(form) for form in criteria.forms if form.is_valid() and not _is_dropped(form)]
        return valid and all(checks)


def _check(form):
    """Add errors to a criterion's form; return whether there are none."""
    if not form.has_changed() and form.instance.pk is None:
        return True
    try:
        marks = [mark for mark, _words in parse_levels(form.cleaned_data.get("levels", ""))]
    except LevelsRefused as refusal:
        form.add_error("levels", ValidationError(str(refusal)))
        return False
    up_to = form.cleaned_data.get("comment_up_to")
    if up_to is not None and up_to not in marks:
        form.add_error("comment_up_to", _("Такой оценки среди уровней нет: выберите одну из них или оставьте пустым."))
        return False
    return True


def _is_dropped(form):
    return form.cleaned_data.get("DELETE", False)


class RubricIndexView(generic.IndexView):
    table_classname = "listing rows rows--facts"

    def get_list_more_buttons(self, instance):
        """The sheet as experts see it stands among the buttons."""
        preview = ListingButton(
            _("Как видит эксперт"), url=reverse("review_admin:rubric_preview", args=[instance.pk]), icon_name="view"
        )
        return [*super().get_list_more_buttons(instance), preview]


CRITERION_PANELS = [
    FieldPanel("group"),
    FieldPanel("title"),
    FieldPanel("help"),
    FieldPanel("levels"),
    FieldRowPanel([FieldPanel("weight"), FieldPanel("comment_up_to"), FieldPanel("may_be_na")]),
]


class RubricViewSet(ModelViewSet):
    model = Rubric
    name = "rubrics"
    icon = "list-ol"
    menu_label = _("Листы оценки")
    add_to_admin_menu = False
    # A round points at its sheet for ever: sheets are retired, never deleted.
    permission_policy = LimitedPermissionPolicy(Rubric, {"view", "add", "change"})
    index_view_class = RubricIndexView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["title", "guidance", "anonymity", "dispute_from", "is_summary_public", "is_active"]
    list_display = [
        "title",
        Column("anonymity", label=_("Кто кого знает"), accessor="get_anonymity_display"),
        BooleanColumn("is_active", label=_("Действует")),
    ]
    list_filter = ["is_active", "anonymity"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("guidance"),
            MultiFieldPanel(
                [FieldPanel("anonymity"), FieldPanel("dispute_from"), FieldPanel("is_summary_public")],
                heading=_("Порядок"),
            ),
            InlinePanel("criteria", panels=CRITERION_PANELS, heading=_("Критерии"), label=_("Критерий"), min_num=1),
            FieldPanel("is_active"),
        ],
        base_form_class=RubricForm,
    )
