/** Nx's own variable for the address of a remote cache. */
export const SERVER_VARIABLE = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';

/** Nx's own variable for the token that a remote cache wants. */
export const TOKEN_VARIABLE = 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN';
