"""Runs Nx tasks on a Ray cluster, each in the clone of its node. Results go through the shared cache.

Standard input is a JSON object:
  tasks        [{"id": "vision:lenet:quick", "after": [ids]}], sorted by dependency
  clone        `git describe` of the driver's clone; another commit would give other results
  environment  environment variables for Nx on the nodes: the address of the shared cache

If a node dies, Ray runs its tasks elsewhere; what they had finished is in the cache. If a task fails, the tasks that
depend on it fail too and the others continue. Exit status: 0 done, 1 a task failed, 130 Ctrl+C.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import ray

# Threads of a training.
CPUS = 2

# How often a task restarts after its node died: a task that kills every node must end.
RETRIES = 5

# Ray prints pages when a node dies, so sys.stdout is closed to it and `say` prints what matters.
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
    # REPRISE_COMMAND: Nx ends with this process, even after SIGKILL (tools/nx-plugin.js).
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
    return f"{time.monotonic() - started:.1f} s on {socket.gethostname()} {node}"


def say(line):
    print(line, file=OUT, flush=True)


def stop(*_):
    raise KeyboardInterrupt


def main():
    sys.stdout = open(os.devnull, "w")
    job = json.load(sys.stdin)
    ray.init(address=os.environ.get("RAY_ADDRESS", "auto"), log_to_driver=False, logging_level="ERROR")
    signal.signal(signal.SIGTERM, stop)  # as Ctrl+C: the tasks end with the driver
    if not any(node["Alive"] and node["Resources"].get("CPU", 0) >= CPUS for node in ray.nodes()):
        say(f"Ray: expected a node with {CPUS} CPUs, found none. Start one: npx reprise ray start --num-cpus={CPUS} …")
        return 1

    references = {}
    for task in job["tasks"]:
        after = [references[name] for name in task["after"] if name in references]
        references[task["id"]] = run.remote(task["id"], job["clone"], job["environment"], *after)
    names = {reference: name for name, reference in references.items()}
    say(f"{len(names)} tasks")

    failed = False
    pending = list(names)
    while pending:
        [reference], pending = ray.wait(pending, num_returns=1)
        count = f"{len(names) - len(pending)}/{len(names)} {names[reference]}"
        try:
            say(f"{count}: done in {ray.get(reference)}")
        except Exception as error:  # from the task, or from Ray
            failed = True
            # Ray wraps the error in a trace of its own.
            say(f"{count}: failed, {str(getattr(error, 'cause', None) or error).strip()}")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except ConnectionError as error:
        say(
            f"Ray: expected a cluster at {os.environ.get('RAY_ADDRESS', 'this machine')}, found none ({error}). "
            "Start one: npx reprise ray start --head; or name its address: --address HOST:6379."
        )
        sys.exit(1)
