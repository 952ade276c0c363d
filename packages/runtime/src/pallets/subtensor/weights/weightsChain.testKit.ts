/** For tests of weight calls: a subnet in the middle of its life. */
import { type Hex, toHex } from "@taonet/primitives/hex"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { storage as system } from "../../system/schema.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { storage } from "../schema.ts"

export const netuid = 1
const hotkey = (n: number): Hex => toHex(new Uint8Array(32).fill(n))
export const [validator, stranger] = [hotkey(11), hotkey(99)]
/** What the subnet has come to. */
export const epoch = 5n

/** Uid 1 is a validator with a permit; the subnet is in its sixth epoch, and has a second mechanism. */
export function startChain({ commitReveal }: { readonly commitReveal: boolean }): TestChain {
  const chain = createTestChain()
  const { state } = chain
  system.Number.set(state, 1000)
  storage.MechanismCountCurrent.set(state, netuid, 2)
  storage.Tempo.set(state, netuid, 0)
  storage.SubnetEpochIndex.set(state, netuid, epoch)
  for (const n of [11, 12, 13]) appendNeuron(state, netuid, hotkey(n), 1n)
  storage.ValidatorPermit.set(state, netuid, [false, true, false, false])
  for (const each of [0, netuid]) storage.CommitRevealWeightsEnabled.set(state, each, commitReveal)
  return chain
}

/** Where weights go. */
export interface Target {
  readonly netuid: number
  readonly mecid: number
}

/** As the outcome of a call tells it. */
export const fullName = (error: string): string =>
  /^(BadOrigin|Other)$/.test(error) ? error : `SubtensorModule.${error}`
