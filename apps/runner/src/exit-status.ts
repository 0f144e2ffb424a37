/** The command's own exit statuses; another signal's is 128 and its number. Each help names those of its command. */
export const EXIT_STATUS = {
  done: 0,
  /** Something failed, was not found, or needs somebody. */
  failed: 1,
  /** `verify` alone: there is nothing that it could judge. */
  unjudged: 2,
  /** Ctrl+C: 128 and the number of SIGINT. */
  interrupted: 130,
} as const;
