/**
 * Who may decide on the block after a state, as an engine of many machines needs it: voting keys with their power. Block by block, an engine
 * takes what changed (`validatorUpdates`).
 */
import type { Validator } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { toHex } from "@taonet/primitives/hex"
import { storage as aura } from "./pallets/aura/schema.ts"
import { storage as grandpa } from "./pallets/grandpa/schema.ts"

/** `Grandpa.Authorities`, each with the author key of the same seat. */
export function validatorsOf(state: State): readonly Validator[] {
  const authors = aura.Authorities.get(state)
  return grandpa.Authorities.get(state).map(([publicKey, power], seat) => {
    const author = authors[seat]
    return { publicKey, power, account: author && toHex(author) }
  })
}

/** What must be told to whoever knows `before`: changed and new powers, and power 0 for who is gone. In the order of the keys. */
export function validatorUpdates(
  before: readonly Validator[],
  after: readonly Validator[],
): readonly { readonly publicKey: Uint8Array; readonly power: bigint }[] {
  const byKey = (all: readonly Validator[]) => new Map(all.map((one) => [toHex(one.publicKey), one]))
  const old = byKey(before)
  const now = byKey(after)
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort()
  return keys.flatMap((key) => {
    const one = now.get(key)
    if (one && one.power === old.get(key)?.power) return []
    const { publicKey } = one ?? old.get(key)!
    return [{ publicKey, power: one?.power ?? 0n }]
  })
}
