"""Databases for sites of their own, beside the one that DATABASE_URL names. On SQLite a site's folder holds its database."""

import os
from hashlib import sha256
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier


def database_of(var):
    """Return the environment that leads a site to the database of its data folder `var`; on SQLite nothing is said."""
    return {"DATABASE_URL": _url(_name(var))} if _is_postgres() else {}


def make_database(var, like=None):
    """Make the database of `var` anew: empty, or a copy of that of the folder `like`, to which nobody may be connected."""
    if _is_postgres():
        drop_database(var)
        _administer("CREATE DATABASE {} TEMPLATE {}", _name(var), _name(like) if like else "template1")


def drop_database(var):
    """Take the database of `var` away, from whoever still reads it too."""
    if _is_postgres():
        _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name(var))


def _is_postgres():
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def _name(var):
    return f"site_{sha256(str(var).encode()).hexdigest()[:16]}"


def _url(name):
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _administer(statement, *names):
    with psycopg.connect(_url("postgres"), autocommit=True) as connection:
        connection.execute(SQL(statement).format(*map(Identifier, names)))
