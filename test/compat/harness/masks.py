"""What may differ between two runs of the same command: the time, how long it took, where it happened."""

import re
import time

LOG_TIME = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ")
DURATION = re.compile(r" \((?:\d+m)?\d+(?:\.\d+)?(?:ns|µs|ms|s)\)$")
APPLIED_AT = re.compile(r"^(TIME     )[A-Z][a-z]{2} ([A-Z][a-z]{2} [ \d]\d) \d\d:\d\d:\d\d (\d{4}) -- ")
STAMP = re.compile(r"\d{14}")
STAMP_DISTANCE = 3600


def line(text):
    text = LOG_TIME.sub("TIME ", text)
    text = DURATION.sub(" (DURATION)", text)
    text = APPLIED_AT.sub(_today, text)
    return stamps(text)


def stamps(text):
    """`create` names files after the present moment; other numbers of fourteen digits stay."""
    return STAMP.sub(_recent, text)


def _today(match):
    days = {time.strftime("%b %e %Y", time.gmtime(time.time() + shift)) for shift in (-60, 0, 60)}
    return f"{match[1]}TODAY -- " if f"{match[2]} {match[3]}" in days else match[0]


def _recent(match):
    try:
        then = time.mktime(time.strptime(match[0], "%Y%m%d%H%M%S")) - time.timezone
    except ValueError:
        return match[0]
    return "NOW" if abs(time.time() - then) < STAMP_DISTANCE else match[0]
