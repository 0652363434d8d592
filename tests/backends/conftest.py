"""A house with a mail server and a calendar server, and new people in it for each test."""

from collections.abc import Iterator

import pytest

from tests.servers.harbour import Harbour, People, harbour_running


@pytest.fixture(scope="module")
def harbour() -> Iterator[Harbour]:
    with harbour_running() as house:
        yield house


@pytest.fixture
def people(harbour: Harbour) -> People:
    return harbour.new_people()
