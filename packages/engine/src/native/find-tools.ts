import { tryCommand } from './try-command';

export interface Tool {
  /** The program and what goes before its arguments. */
  command: string[];
  /** Its own first line about itself. */
  version: string;
}

async function firstThatAnswers(candidates: string[][], env: NodeJS.ProcessEnv): Promise<Tool | undefined> {
  for (const command of candidates) {
    const { code, stdout } = await tryCommand([...command, '--version'], { env, limitMs: 30_000 });
    if (code === 0) return { command, version: stdout.split('\n')[0].trim() };
  }
  return undefined;
}

/** A pip that runs, or undefined. */
export const findPip = (env: NodeJS.ProcessEnv): Promise<Tool | undefined> =>
  firstThatAnswers([['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']], env);

/** A C++ compiler that runs, or undefined: `$CXX` (which may hold arguments, as for make), then the usual names. */
export const findCompiler = (env: NodeJS.ProcessEnv): Promise<Tool | undefined> => {
  const named = (env['CXX'] ?? '').split(/\s+/).filter((part) => part !== '');
  return firstThatAnswers([...(named.length > 0 ? [named] : []), ['c++'], ['g++'], ['clang++']], env);
};
