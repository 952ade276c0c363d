import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { equalBytes } from "@taonet/primitives/bytes"
import type { Hex } from "@taonet/primitives/hex"
import type { WorkRules } from "../../../specs/thesisRules.ts"
import { blockNumber } from "../../system/account.ts"
import { storage as system } from "../../system/schema.ts"
import { errors, storage } from "../schema.ts"
import { meetsDifficulty, sealBinding, sealHash } from "./seal.ts"

/** A proof as `register` carries it. */
export interface Work {
  readonly block_number: bigint
  readonly nonce: bigint
  readonly work: Uint8Array
}

/**
 * Checks a proof of work for a hotkey on a subnet, in the order of the last reference that had it: InvalidWorkBlock, InvalidDifficulty,
 * InvalidSeal. A block's own hash is not known while it is built, so the youngest block that counts is its parent.
 */
export function ensureWork(
  state: State,
  netuid: number,
  hotkey: Hex,
  { block_number, nonce, work }: Work,
  rules: WorkRules,
): void {
  const now = BigInt(blockNumber(state))
  const recent = block_number < now && now - block_number <= BigInt(rules.recentBlocks)
  ensure(recent && system.BlockHash.has(state, Number(block_number)), errors.InvalidWorkBlock)
  ensure(
    work.length === 32 && meetsDifficulty(work, storage.Difficulty.get(state, netuid)),
    errors.InvalidDifficulty,
  )
  const binding = sealBinding(system.BlockHash.get(state, Number(block_number)), hotkey)
  ensure(equalBytes(sealHash(binding, nonce), work), errors.InvalidSeal)
  ensure(!storage.UsedWork.has(state, work), errors.InvalidSeal)
}
