"""Materials for participants alone: open to everybody who signs in, without asking for each (F2-02, F3-32).

An editor closes a work by Wagtail's own privacy setting («для вошедших»). Closed works stand in no index, facet, feed or
kept page; who has signed in finds them here, by the words of their cards.
"""

from library.doubles import stems_of
from library.models import MaterialPage

# More closed works than these would belong into a proper index.
MOST = 2000


def closed_materials():
    """Return the materials that only people who sign in may see, the newest first."""
    return MaterialPage.objects.for_participants().newest()


def count_closed():
    """Return how many there are."""
    return closed_materials().count()


def find_closed(words=""):
    """Return the closed materials whose cards have all the words of the text `words`; all of them where there is no word.

    Words meet by their beginnings; the card is title, annotation, keywords, organisation, authors and names of files.
    """
    wanted = stems_of(words)
    pages = closed_materials().for_cards().prefetch_related("subjects", "authors", "files__file")
    # A card of the listing leaves out the keywords, and we read them.
    pages = pages.defer(None).defer("body", "search_description")
    return [page for page in pages[:MOST] if wanted <= _stems_of_card(page)]


def _stems_of_card(page):
    files = [word for entry in page.files.all() for word in (entry.title, entry.file.name if entry.file else "")]
    return stems_of(
        " ".join([page.title, page.annotation, page.keywords, page.organisation, page.authors_text, *files])
    )
