"""All cases: one module for each subject."""

from . import commands, environment, envsub, files, flags, history, making, messages, parser, transactions

MODULES = (commands, history, flags, environment, files, parser, envsub, transactions, making, messages)
ALL = [each for module in MODULES for each in module.CASES]
