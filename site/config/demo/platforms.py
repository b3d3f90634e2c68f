"""The trial platforms of the demo, each with its programme and the names its works are written under (F1-25)."""

from library.models import Platform

PLAIN = ("name", "code", "base", "place", "summary", "coordinator")


def seed_platforms(programmes, texts):
    """Make the platforms of `programmes` {stem: page} that are missing."""
    known = set(Platform.objects.values_list("code", flat=True))
    for stem, rows in texts.items():
        for order, row in enumerate(rows, 1):
            if row["code"] not in known:
                _make_platform(programmes[stem], row, order)


def _make_platform(programme, row, order):
    platform = Platform(
        programme=programme,
        teaches="\n".join(row["teaches"]),
        organisation_names="\n".join(row.get("works_of", [])),
        sort_order=order * 10,
        **{name: row[name] for name in PLAIN if name in row},
    )
    platform.full_clean()
    platform.save()
