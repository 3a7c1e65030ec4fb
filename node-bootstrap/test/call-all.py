"""Calls primitives past the doors, a few at a time. Reads [primitive, document] as JSON, one call a line, and writes what each of them
ended with and answered, one a line, in the same order."""
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def call(line):
    primitive, document = json.loads(line)
    ended = subprocess.run(
        [f"/usr/local/lib/rookery/{primitive}"], input=document.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return json.dumps([ended.returncode, ended.stdout.decode()])


with ThreadPoolExecutor(3) as pool:
    for answer in pool.map(call, sys.stdin):
        print(answer)
