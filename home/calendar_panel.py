"""A word on the admin's first page while the moved days of a year are not in the calendar: terms would be counted wrong."""

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from home.models import CalendarDay
from home.working_days import year_without_calendar


class MissingCalendarPanel(Component):
    """Says which year is missing and leads to where its days are entered."""

    name = "missing_calendar"
    template_name = "home/admin/missing_calendar.html"
    order = 60

    def __init__(self, year):
        self.year = year

    def get_context_data(self, parent_context):
        """Return the year and the address of the form."""
        return {"year": self.year, "address": reverse("home_calendarday_modeladmin_create")}


def missing_calendar_panels(user):
    """Return the panels for `user`: one while a year is missing and `user` may enter its days, else none."""
    opts = CalendarDay._meta
    if not user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
        return []
    year = year_without_calendar(timezone.localdate())
    return [MissingCalendarPanel(year)] if year else []
