"""A server on loopback for every module of connector tests, honest again after each test."""

import misbehaving_server
import pytest


@pytest.fixture(scope="module")
def _running():
    with misbehaving_server.serving() as running:
        yield running


@pytest.fixture
def server(_running):
    """Return the server without answers and without a fault."""
    _running.fault, _running.answers, _running.asked = None, [], []
    return _running
