import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { maxBigint } from "@taonet/primitives/integers"
import { storage as subtensor } from "../subtensor/schema.ts"
import { errors, storage } from "./schema.ts"
import type { Data } from "./types.ts"

/** What even the smallest commitment counts as. */
const smallest = 100n

/** Bytes of a field's content. */
export function sizeOf(data: Data): number {
  switch (data.type) {
    case "None":
    case "ResetBondsFlag":
      return 0
    case "TimelockEncrypted":
    case "TimelockRevealFailed":
      return data.value.encrypted.length
    default:
      return data.value.length
  }
}

/** Counts a commitment against what its hotkey may write on the subnet in one epoch. Raises SpaceLimitExceeded. */
export function useSpace(state: State, netuid: number, who: Hex, fields: readonly Data[]): void {
  const used = storage.UsedSpaceOf.get(state, netuid, who)
  const epoch = subtensor.SubnetEpochIndex.get(state, netuid)
  const before = used?.last_epoch === epoch ? used.used_space : 0n
  const size = fields.reduce((sum, field) => sum + BigInt(sizeOf(field)), 0n)
  const used_space = before + maxBigint(size, smallest)
  ensure(used_space <= BigInt(storage.MaxSpace.get(state)), errors.SpaceLimitExceeded)
  storage.UsedSpaceOf.set(state, netuid, who, { last_epoch: epoch, used_space })
}
