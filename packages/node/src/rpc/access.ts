/** Which clients may call what lets them change this node, or costs it much: Substrate's `--rpc-methods`. */
export type RpcMethods = "safe" | "unsafe" | "auto"

/** Refused to strangers, as Substrate's `deny_unsafe` refuses them; `dev_` and `engine_` make blocks for whoever asks. */
const unsafePrefixes = ["dev_", "engine_", "anvil_", "evm_", "offchain_"]
const unsafeNames: ReadonlySet<string> = new Set([
  "author_hasKey",
  "author_hasSessionKeys",
  "author_insertKey",
  "author_removeExtrinsic",
  "author_rotateKeys",
  "system_addLogFilter",
  "system_addReservedPeer",
  "system_dryRun",
  "system_dryRunAt",
  "system_peers",
  "system_removeReservedPeer",
  "system_resetLogFilter",
])

export const isUnsafe = (method: string): boolean =>
  unsafeNames.has(method) || unsafePrefixes.some((prefix) => method.startsWith(prefix))

/** `auto`: where only this machine can connect. Behind a proxy on the same machine that is everybody, so such a node says `safe`. */
export function allowsUnsafe(methods: RpcMethods, host: string): boolean {
  if (methods !== "auto") return methods === "unsafe"
  return host === "localhost" || host === "::1" || host.startsWith("127.")
}
