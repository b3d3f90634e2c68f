"""Whether the archive grows: at least two additions a month by the centre and by each platform (S1:89, F1-02)."""

from library.replenishment.months import growth_of, names_of_platform, replenishment, works_of_platform

__all__ = ["growth_of", "names_of_platform", "replenishment", "works_of_platform"]
