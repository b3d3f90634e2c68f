"""WSGI entry point; gunicorn.conf.py has put the import path and the settings in place."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
