/** For tests of upgrades: code that states a version. Never imported by product code. */
import type { State } from "@taonet/frame/state"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { encode } from "@taonet/primitives/scale/index"
import { RuntimeVersion } from "../../types/sp_version.ts"
import { constants } from "./schema.ts"

/** WebAssembly of one custom section: the version, as this chain's but for the change. */
export function runtimeCode(state: State, change: Partial<RuntimeVersion>): Uint8Array {
  const name = utf8("runtime_version")
  const version = encode(RuntimeVersion, { ...constants.Version.get(state), ...change })
  const body = concatBytes(Uint8Array.of(name.length), name, version)
  const size = Uint8Array.of((body.length & 0x7f) | 0x80, body.length >> 7)
  return concatBytes(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0), size, body)
}
