/** A file's size for visitors. @example megabytes(3_140_000) // '3.1 MB' */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
