#!/usr/bin/env python3
"""Fails when a file in src/ includes a layer above its own. The table below is the architecture."""
import pathlib
import re
import sys

LAYERS = {  # layer: the layers it may include besides itself; <gander/...> is open to all
    "base": [],
    "model": ["base"],
    "source": ["base", "model"],
    "sql": ["base", "model"],
    "plan": ["base", "model"],
    "schema": ["base", "model"],
    "subset": ["base", "model", "schema"],
    "dialect": ["base", "model"],
    "driver": ["base", "model"],
    "store": ["base", "model", "dialect", "driver"],
    "lock": ["base", "model", "dialect", "driver"],
    "exec": ["base", "model", "driver", "store"],
    "migrator": ["base", "model", "source", "sql", "plan", "schema", "subset", "dialect", "driver", "store", "lock", "exec"],
    "report": ["base", "model"],
    "kubernetes": ["base", "model"],
    "cluster": ["base", "kubernetes"],
    "testing": ["base", "model", "kubernetes", "cluster"],  # a user of <gander/...> too
    "cli": ["base", "report", "kubernetes", "cluster"],  # besides these the command line is a user of <gander/...> like any other
}


def violations(root):
    for path in sorted(p for p in (root / "src").rglob("*") if p.suffix in {".cpp", ".hpp"}):
        layer = path.relative_to(root / "src").parts[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            hit = re.match(r'\s*#\s*include\s+[<"](\w+)/', line)
            if hit and hit[1] in LAYERS and hit[1] != layer and hit[1] not in LAYERS[layer]:
                yield f"{path}:{number}: {layer}/ may not include {hit[1]}/"
        if layer not in LAYERS:
            yield f"{path}: no such layer: {layer}"


if __name__ == "__main__":
    found = list(violations(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found) if found else "include directions: clean")
    sys.exit(bool(found))
