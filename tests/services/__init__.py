"""Real services for tests, benchmarks and `make services`: gone with the process that started them."""


class Unavailable(RuntimeError):
    """This machine cannot run a service; the text says to people what to install."""
