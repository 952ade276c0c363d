import type { State } from "@taonet/frame/state"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { toHex } from "@taonet/primitives/hex"
import { storage } from "../schema.ts"
import { addStakingColdkey } from "../staking/rootStake.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"

/** Positions looked at in one block, per map. */
const batchSize = 30

/** A key ends with the coldkey's 32 bytes and the netuid's two, both readable. */
const accountStart = 2
const accountEnd = accountStart + 32

/** Goes through all positions, old and new form, a batch in every block, and indexes the coldkeys of those on root. */
export function indexRootColdkeys(state: State): void {
  scan(state, storage.Alpha, storage.AlphaMapLastKey)
  scan(state, storage.AlphaV2, storage.AlphaV2MapLastKey)
}

/** The cursor is the last key seen; it is stored as none when a batch was not full, and the scan then starts over. */
function scan(
  state: State,
  positions: typeof storage.Alpha | typeof storage.AlphaV2,
  cursor: typeof storage.AlphaMapLastKey,
): void {
  const prefix = positions.prefix()
  const last = cursor.get(state)
  let seen = 0
  let lastKey = ""
  for (const key of state.keys(prefix, last === undefined ? undefined : bytesToKey(last))) {
    if (isOnRoot(key)) addStakingColdkey(state, toHex(keyToBytes(key.slice(-accountEnd, -accountStart))))
    lastKey = key
    if (++seen === batchSize) break
  }
  if (seen === 0 && last === undefined) return
  cursor.set(state, seen === batchSize ? keyToBytes(lastKey) : undefined)
}

const isOnRoot = (key: string): boolean => key.endsWith(rootSuffix)
const rootSuffix = bytesToKey(Uint8Array.of(ROOT_NETUID, 0))
