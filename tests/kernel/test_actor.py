"""Tests of who acts."""

from miteinander.kernel.actor import Actor, system
from miteinander.kernel.choices import Door


def test_an_actor_has_any_of_the_roles_asked_for():
    actor = Actor(1, Door.SESSION, 7, "Alice", frozenset({"editor"}))
    assert actor.has_role("coordination", "editor")
    assert not actor.has_role("coordination")
    assert not actor.is_system


def test_the_system_has_no_roles_but_is_told_apart():
    assert system(1).is_system
    assert not system(1).has_role("coordination")
