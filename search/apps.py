from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Поиск"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from home.readiness import register_helper
        from home.terms import register_normaliser
        from search import checks, permissions, receivers  # noqa: F401  checks, rules, signals
        from search.answering import fault
        from search.words import query_normaliser

        register_normaliser(lambda words: query_normaliser().normals(words))
        register_helper("search", fault)
