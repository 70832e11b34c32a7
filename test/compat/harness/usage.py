"""The usage text is in our own words. What scripts and people rely on in it is its shape."""

import re

FLAG = re.compile(r"^  -([\w-]+)(?: (\w+))?(?:\t.*)?$")
COMMAND = re.compile(r"^    ([a-z][a-z-]*)(?: [A-Z\[].*?)?(?:  .*)?$")
OWN_WORDS = "(text in the tool's own words)"


def is_usage(lines):
    return lines[0].startswith("Usage: goose")


def out_shape(lines):
    """The first word, then the commands, in whatever order they are explained."""
    if "Commands:" not in lines:
        return ["Usage: goose", "no list of commands"]
    words = (COMMAND.match(line) for line in lines[lines.index("Commands:") + 1 :])
    return ["Usage: goose", *sorted(match[1] for match in words if match)]


def err_shape(lines):
    """What comes before the flags, then every flag with the kind of its value."""
    shape = []
    for line in lines:
        match = FLAG.match(line)
        if match:
            shape.append(f"-{match[1]} {match[2] or 'bool'}")
        elif not line.startswith("    \t"):
            shape.append(line)
    return shape
