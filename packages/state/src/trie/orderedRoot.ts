import { bytesToKey } from "@taonet/primitives/bytes"
import type { Hex } from "@taonet/primitives/hex"
import type { StorageKey } from "../types.ts"
import type { StateVersion } from "./encode.ts"
import { createTrie } from "./trie.ts"

/**
 * Root of the trie from SCALE compact indices to the values: a header's `extrinsicsRoot`. That one is of state version 0 as long as the
 * runtime's `system_version` is below 2 (`RuntimeVersion::extrinsics_root_state_version`), whatever the version of the state is.
 */
export function orderedTrieRoot(values: readonly Uint8Array[], version: StateVersion = 0): Hex {
  return createTrie(new Map(values.map((value, index) => [compactKey(index), value])), version).root
}

/** SCALE compact form of an index below 2^30. */
function compactKey(index: number): StorageKey {
  if (index < 0x40) return String.fromCharCode(index << 2)
  const coded = index < 0x4000 ? index * 4 + 1 : index * 4 + 2
  const bytes = Array.from({ length: index < 0x4000 ? 2 : 4 }, (_, i) => (coded >>> (8 * i)) & 0xff)
  return bytesToKey(Uint8Array.from(bytes))
}
