"""The demo content: data of `demo/` brought in by the same verbs that people use. Safe to run again."""

from config.demo.seed import seed_demo

__all__ = ["seed_demo"]
