from expertise.outcome_urls import urlpatterns as outcome_patterns

app_name = "expertise"
urlpatterns = [*outcome_patterns]
