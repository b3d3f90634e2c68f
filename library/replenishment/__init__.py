"""Whether the archive grows: at least two additions a month by the centre and by each platform (S1:89, F1-02)."""

from library.replenishment.months import replenishment

__all__ = ["replenishment"]
