from home.models.base import BasePage
from home.models.calendar import CalendarDay
from home.models.changes import Change
from home.models.pages import ContentPage, HomePage
from home.models.settings import SiteSettings
from home.models.terms import Term, TermReading
from home.models.vocabularies import Audience, Level, Subject

__all__ = [
    "Audience",
    "BasePage",
    "CalendarDay",
    "Change",
    "ContentPage",
    "HomePage",
    "Level",
    "SiteSettings",
    "Subject",
    "Term",
    "TermReading",
]
