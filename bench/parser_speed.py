"""How fast the parser alone is."""

import json
import subprocess


def parser_speed(program):
    """A line for each benchmark in `program` (parse_bench) that counts bytes."""
    output = subprocess.run([program, "--benchmark_format=json"], check=True, capture_output=True, text=True).stdout
    yield ""
    for benchmark in json.loads(output)["benchmarks"]:
        if "bytes_per_second" in benchmark:
            yield f"{benchmark['name']}: {benchmark['bytes_per_second'] / 1e6:.0f} MB/s"
