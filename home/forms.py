"""The form of a page in the admin."""

from wagtail.admin.forms import WagtailAdminPageForm

from home.slugs import refuse_reserved


class BasePageForm(WagtailAdminPageForm):
    """Lets the server find the address, and refuses one of the site's own while the page has no place yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # The browser fills it; where it does not, the page does (home.models.base).
            self.fields["slug"].required = False

    def clean(self):
        """Refuse what `BasePage.clean` cannot: only the form knows where a new page is going to stand."""
        cleaned = super().clean()
        if self.instance.depth is None:
            refuse_reserved(cleaned.get("slug"), self.parent_page.depth + 1)
        return cleaned
