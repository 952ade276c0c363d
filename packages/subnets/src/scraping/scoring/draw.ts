import { createHash } from "node:crypto"
import { seededRandom } from "@taonet/neuron/random"
import type { ValuedEntry } from "./value.ts"

/**
 * The seed of a sample: from a block that did not exist when the manifest was handed over, so that the miner could not prepare for it, and
 * from nothing secret, so that anybody can draw it again.
 */
export const sampleSeed = (blockHash: string, hotkey: string, root: string): Uint8Array =>
  createHash("sha256").update([blockHash, hotkey, root].join("|")).digest()

/** `count` different entries, each the likelier the more it claims to be worth. */
export function drawSample(
  valued: readonly ValuedEntry[],
  seed: Uint8Array,
  count: number,
): ValuedEntry["entry"][] {
  const random = seededRandom(seed)
  const pool = [...valued]
  let total = pool.reduce((sum, { value }) => sum + value, 0)
  const drawn: ValuedEntry["entry"][] = []
  while (drawn.length < count && pool.length > 0) {
    let left = random.next() * total
    const found = pool.findIndex(({ value }) => {
      left -= value
      return left < 0
    })
    // Rounding can leave a crumb: the last takes it.
    const [taken] = pool.splice(found < 0 ? pool.length - 1 : found, 1)
    if (taken === undefined) break
    total -= taken.value
    drawn.push(taken.entry)
  }
  return drawn
}
