import type { RuntimeVersion } from "@taonet/frame/runtime"

/** A runtime's version as the newer JSON-RPC methods show it: `apis` is an object. */
export function runtimeJson(version: RuntimeVersion): Readonly<Record<string, unknown>> {
  const { specName, implName, specVersion, implVersion, transactionVersion, apis } = version
  return { specName, implName, specVersion, implVersion, transactionVersion, apis: Object.fromEntries(apis) }
}
