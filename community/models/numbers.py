from django.db import models


class NumberSeries(models.Model):
    """The last number given in a register, such as the conclusions of a year."""

    code = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(last__gte=0), name="community_series_counts_up")]

    def __str__(self):
        return f"{self.code}: {self.last}"
