/** The commands that put TensorFlow in place and that verify it: in the repository, or where the package is installed. */
export const COMMANDS = __filename.endsWith('.ts')
  ? { install: 'npx nx run tools:runtime', doctor: 'npx reprise doctor' }
  : { install: 'npx reprise-runtime', doctor: 'npx reprise-runtime doctor' };
