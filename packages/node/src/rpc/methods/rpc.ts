import type { Method } from "../types.ts"

/** Clients decide by this list what they may call. */
export const rpc_methods: Method = (_params, { services }) => ({ methods: services.methodNames })
