"""One script, two tools, side by side; and what differs, shown as a difference of their transcripts."""

import difflib

from . import usage
from .state import without_pristine
from .tool import Outcome


def differences(reference, other, script, env, before=None):
    """Lines of a unified diff between the transcripts of the two worlds; none when they are equal. `before` is called
    with the number of each step."""
    first, second, seen = [], [], set()
    for number, step in enumerate(script):
        if before:
            before(number)
        one, two = reference.take(step, env), other.take(step, env)
        seen |= set(two.state.versions)
        _shape(one), _shape(two)
        first += one.shown(without_pristine(one.state, two.state, seen))
        second += two.shown(two.state)
    return list(difflib.unified_diff(first, second, "goose", "ours", lineterm="", n=6))


def _shape(moment):
    said = moment.outcome
    if said and usage.is_usage(said.out):
        moment.outcome = Outcome(said.exit, usage.out_shape(said.out), usage.err_shape(said.err))
