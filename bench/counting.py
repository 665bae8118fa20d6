"""Queries and CPU of requests, counted in a process that no clock of the servers sees."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client

HOST = "127.0.0.1"


class UnexpectedAnswer(Exception):
    """A page did not answer as it must to be measured."""


@contextmanager
def noting_statements() -> Iterator[list[dict[str, Any]]]:
    """Every statement sent to the database: its SQL, the rows it touched and its milliseconds."""
    statements: list[dict[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = (time.perf_counter() - started) * 1000
            rows = context["cursor"].rowcount
            statements.append({"sql": sql, "rows": rows, "ms": took})

    with connection.execute_wrapper(note):
        yield statements


def make_client(cookie: str) -> Client:
    """A test client with the session cookie of a real browser."""
    client = Client(SERVER_NAME=HOST)
    name, _, value = cookie.partition("=")
    client.cookies[name] = value
    return client


def get(client: Client, address: str, *, status: int = 200, **headers: str) -> Any:
    """The answer; raises `UnexpectedAnswer` for another status."""
    response = client.get(address, headers=headers or None)
    if response.status_code != status:
        raise UnexpectedAnswer(
            f"{address.split('?', maxsplit=1)[0]} answered {response.status_code}"
        )
    return response


def count_queries(client: Client, address: str, *, conditional: bool = False) -> int:
    """How many queries a warm request makes, or one that is answered 304."""
    etag = get(client, address).headers.get("ETag")
    with noting_statements() as statements:
        if conditional:
            get(client, address, status=304, **{"If-None-Match": etag})
        else:
            get(client, address)
    return len(statements)


def time_requests(client: Client, address: str, *, times: int) -> float:
    """The CPU milliseconds of the fastest of some requests, without any server around them."""
    spent = []
    for _ in range(times):
        started = time.process_time()
        get(client, address)
        spent.append((time.process_time() - started) * 1000)
    return min(spent)
