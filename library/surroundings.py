"""What stands around a material's card on its page."""

from expertise.public_showing import public_review_view
from expertise.showing import public_view
from library.enums import JUDGED
from library.models import ShelfItem, Thanks
from library.references import address_of_work, around, reference_of, sharing_links
from library.similar import works_near
from library.versioning import versions_of


def surroundings_of(page, request):
    """Return the context of a material's page: files, reference, versions, other works, what the visitor has done.

    A preview of a page that has never been saved shows its card and files only.
    """
    context = {"files": page.files_shown(), "preview": bool(getattr(request, "is_preview", False)) or not page.pk}
    if context["preview"]:
        return context
    similar, same_hands = works_near(page)
    address = address_of_work(page, request)
    return {
        **context,
        "address": address,
        "reference": reference_of(page, request),
        "sharing": sharing_links(page.title, address),
        "around": around(page),
        "versions": versions_of(page),
        "conclusion": public_view(page) if page.expert.state in JUDGED else None,
        "public_review": public_review_view(page),
        "similar": similar,
        "same_hands": same_hands,
        "thanks_count": Thanks.objects.filter(material_id=page.pk).count(),
        **_own(page, request.user),
    }


def _own(page, user):
    if not user.is_authenticated:
        return {}
    return {
        "has_thanked": Thanks.objects.filter(material_id=page.pk, user=user).exists(),
        "own_shelves": list(
            ShelfItem.objects.filter(material_id=page.pk, shelf__owner=user).values_list("shelf__title", flat=True)
        ),
    }
