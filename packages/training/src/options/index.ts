// What the command lines of all packages have in common.
export * from './profile-option';
export * from './seed-option';
