"""Runs Nx tasks on a Ray cluster, each in the clone of the node that takes it; results go through the shared cache.

Standard input is a JSON object:
  tasks        [{"id": "vision:lenet:quick", "after": [ids]}], each after those that it depends on
  clone        what `git describe` says of the driver's clone; a node with another one would make other results
  environment  variables for Nx on the nodes: where the shared cache is

A node that dies loses nothing: Ray runs its tasks elsewhere, and what they had finished is in the cache. A task that fails
is not tried again, nor is what depends on it; the others go on. Exit status: 0 done, 1 a task failed, 130 Ctrl+C.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import ray

# A training computes in two threads.
CPUS = 2

# How often a task starts anew after the death of its node; one that kills every node must end some time.
RETRIES = 5

# Ray prints what it sees on its own, pages of it when a node dies; what a person needs to know is said here.
OUT = sys.stdout

DESCRIBE = ["git", "describe", "--always", "--dirty", "--abbrev=40"]


@ray.remote(num_cpus=CPUS, max_retries=RETRIES, retry_exceptions=False, scheduling_strategy="SPREAD")
def run(task, clone, environment, *_after):
    root = os.environ.get("REPRISE_WORKSPACE")
    if root is None:
        raise RuntimeError("this node was not started by `npx reprise ray start …` in a clone")
    here = subprocess.run(DESCRIBE, cwd=root, capture_output=True, text=True).stdout.strip()
    if here != clone:
        raise RuntimeError(f"expected a clone at {clone}, found {here} in {root}: bring it to the same commit")
    started = time.monotonic()
    # Nx ends with this process, also after a SIGKILL: tools/nx-plugin.js looks.
    own = {"REPRISE_COMMAND": str(os.getpid()), "REPRISE_SEED": "1", "NX_TUI": "false"}
    done = subprocess.run(
        ["node", "node_modules/nx/dist/bin/nx.js", "run", task, "--output-style=stream"],
        cwd=root,
        env={**os.environ, **environment, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"Nx ended with {done.returncode}:\n{done.stdout[-2000:]}")
    node = ray.get_runtime_context().get_node_id()[:6]
    return {"host": f"{socket.gethostname()} {node}", "seconds": time.monotonic() - started}


def say(line):
    print(line, file=OUT, flush=True)


def count_nodes():
    return sum(node["Alive"] for node in ray.nodes())


def cause_of(error):
    """The one line that tells, of an error that Ray wraps in its own trace."""
    cause = getattr(error, "cause", None) or error
    return str(cause).strip()


def main():
    # As Ctrl+C: the driver's end takes its tasks with it.
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    sys.stdout = open(os.devnull, "w")
    asked = json.load(sys.stdin)
    ray.init(address=os.environ.get("RAY_ADDRESS", "auto"), log_to_driver=False, logging_level="ERROR")
    nodes = count_nodes()
    able = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0) >= CPUS]
    if not able:
        say(f"Ray: expected a node with {CPUS} CPUs, found none. Start one: npx reprise ray start --num-cpus={CPUS} …")
        return 1
    say(f"{len(asked['tasks'])} tasks on {nodes} node{'s' if nodes > 1 else ''}")

    references = {}
    for task in asked["tasks"]:
        after = [references[name] for name in task["after"] if name in references]
        references[task["id"]] = run.remote(task["id"], asked["clone"], asked["environment"], *after)
    names = {reference: name for name, reference in references.items()}

    failed = {}
    pending = list(references.values())
    while pending:
        ready, pending = ray.wait(pending, num_returns=1, timeout=5)
        for reference in ready:
            name, count = names[reference], len(references) - len(pending)
            try:
                result = ray.get(reference)
                say(f"{count}/{len(references)} {name}: done in {result['seconds']:.1f} s on {result['host']}")
            except Exception as error:  # what a task raises, and what Ray does
                failed[name] = cause_of(error)
                say(f"{count}/{len(references)} {name}: failed, {failed[name]}")
        alive = count_nodes()
        if alive < nodes:
            say(f"{nodes - alive} of {nodes} nodes gone: what ran there runs elsewhere")
        nodes = alive
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except ConnectionError as error:
        say(f"Ray: expected a cluster at {os.environ.get('RAY_ADDRESS', 'this machine')}, found none ({error}). "
            "Start one: npx reprise ray start --head; or name its address: --address HOST:6379.")
        sys.exit(1)
