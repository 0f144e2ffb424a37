// Records every run of Nx for `reprise watch`, however it was started: .reprise/runs/START-PID/run.json has its tasks with
// their states and times (apps/runner/src/watch/run-file.ts has the schema), N.log what task N printed so far.
//
// Nx 23 calls a plugin before and after a run only, keeps what tasks print in memory until they end, and takes no tasks runner of
// one's own. So this adds a life cycle to the orchestrator of its tasks and listens to the tasks that it starts. No task's
// inputs, environment or output change. A record that cannot be written ends, the run goes on.
const { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { processStart } = require('./process-start.js');

/** Runs that are kept, the newest ones. */
const KEPT = 20;

/** What Nx's states of a task are called here. */
const STATES = {
  success: 'done',
  'local-cache': 'cached',
  'local-cache-kept-existing': 'cached',
  'remote-cache': 'cached',
  failure: 'failed',
  stopped: 'stopped',
};

/** The tasks that do something, each after those that it depends on. */
function orderedTasks({ tasks, dependencies }, projects) {
  const ordered = new Set();
  const add = (id) => {
    if (ordered.has(id)) return;
    for (const dependency of dependencies[id]) add(dependency);
    ordered.add(id);
  };
  Object.keys(tasks).forEach(add);
  const executor = ({ project, target }) => projects[project].data.targets[target].executor;
  return [...ordered].map((id) => tasks[id]).filter(({ target }) => executor(target) !== 'nx:noop');
}

/** Removes the oldest records. */
function sweep(folder) {
  const names = readdirSync(folder).sort((a, b) => parseInt(b) - parseInt(a));
  for (const name of names.slice(KEPT)) rmSync(join(folder, name), { recursive: true, force: true });
}

class Recorder {
  constructor(workspace, tasks) {
    this.run = {
      schema: 1,
      pid: process.pid,
      process_start: processStart(process.pid),
      command: ['nx', ...process.argv.slice(2)].join(' '),
      start: Date.now(),
      end: null,
      tasks: tasks.map(({ id, outputs }) => ({ id, outputs, state: 'waiting', start: null, end: null })),
    };
    const runs = join(workspace, '.reprise', 'runs');
    this.folder = join(runs, `${this.run.start}-${process.pid}`);
    this.attempt(() => {
      mkdirSync(this.folder, { recursive: true });
      sweep(runs);
    });
    this.write();
  }

  /** Does nothing once a write has failed. */
  attempt(write) {
    if (this.failed) return;
    try {
      write();
    } catch {
      this.failed = true;
    }
  }

  /** Replaces run.json as a whole. */
  write() {
    const file = join(this.folder, 'run.json');
    this.attempt(() => {
      writeFileSync(`${file}.new`, JSON.stringify(this.run));
      renameSync(`${file}.new`, file);
    });
  }

  /** A task of the record and its log's place; undefined for one that does nothing. */
  find(id) {
    const at = this.run.tasks.findIndex((task) => task.id === id);
    return at < 0 ? undefined : { task: this.run.tasks[at], log: join(this.folder, `${at}.log`) };
  }

  /** Called by Nx. */
  startTasks(tasks) {
    for (const { id, startTime } of tasks)
      Object.assign(this.find(id)?.task ?? {}, { state: 'running', start: startTime ?? Date.now() });
    this.write();
  }

  /** Called by Nx. */
  endTasks(results) {
    for (const { task, status, terminalOutput } of results) {
      const found = this.find(task.id);
      if (found === undefined) continue;
      // What came from the cache was not listened to.
      if (terminalOutput && !existsSync(found.log)) this.attempt(() => writeFileSync(found.log, terminalOutput));
      Object.assign(found.task, { state: STATES[status] ?? 'failed', end: task.endTime ?? Date.now() });
    }
    this.write();
  }

  /** Follows what a task prints. */
  listen(id, running) {
    const found = this.find(id);
    if (found) running.onOutput?.((text) => this.attempt(() => appendFileSync(found.log, text)));
  }

  end() {
    this.run.end ??= Date.now();
    this.write();
  }
}

/** Records the runs of this process. Call it before their tasks start. */
exports.recordRuns = (workspace) => {
  let TaskOrchestrator;
  try {
    ({ TaskOrchestrator } = require('nx/src/tasks-runner/task-orchestrator'));
  } catch {
    return; // another Nx: it runs without a record
  }
  const { run, runTask } = TaskOrchestrator.prototype;
  const recorders = new WeakMap();
  TaskOrchestrator.prototype.run = async function () {
    const recorder = new Recorder(workspace, orderedTasks(this.taskGraph, this.projectGraph.nodes));
    recorders.set(this, recorder);
    this.options.lifeCycle.lifeCycles.push(recorder);
    const end = () => recorder.end();
    process.once('exit', end);
    try {
      return await run.call(this);
    } finally {
      process.off('exit', end);
      end();
    }
  };
  TaskOrchestrator.prototype.runTask = async function (task, ...more) {
    const running = await runTask.call(this, task, ...more);
    recorders.get(this)?.listen(task.id, running);
    return running;
  };
};
