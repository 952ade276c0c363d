import { decode_proof } from "@acala-network/chopsticks-executor"
import { validateProofs } from "@polkadot-api/substrate-bindings"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { toHex } from "@taonet/primitives/hex"
import { createTrie } from "@taonet/state/trie/trie"
import fc from "fast-check"
import { mutated } from "./arbitraries.ts"
import type { Target } from "./target.ts"

const keyBytes = fc.uint8Array({ maxLength: 6 })
const value = fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ minLength: 30, maxLength: 40 }))

/** Proofs of any keys of any state convince others' verifiers; a proof that was tampered with convinces them of nothing false. */
export const proofs: Target = async ({ seed, runs }) => {
  const check = async (
    pairs: readonly (readonly [Uint8Array, Uint8Array])[],
    asked: readonly Uint8Array[],
    tamper: readonly [number, Uint8Array],
  ): Promise<void> => {
    const entries = new Map(pairs.map(([key, bytes]) => [bytesToKey(key), bytes]))
    const trie = createTrie(entries)
    const keys = [...asked.map(bytesToKey), ...[...entries.keys()].slice(0, 3)]
    const proof = trie.proof(keys).map(toHex)
    if (validateProofs(proof)?.rootHash !== trie.root) throw new Error("the proof has another root")
    const proved = new Map<string, string>(await decode_proof(trie.root, proof))
    for (const key of keys) {
      const stored = entries.get(key)
      const said = proved.get(toHex(keyToBytes(key)))
      if (said !== (stored && toHex(stored))) throw new Error(`${said} instead of ${stored && toHex(stored)}`)
    }
    const index = tamper[0] % proof.length
    const forged = proof.with(index, toHex(tamper[1]))
    for (const [key, said] of await decodedOrNothing(trie.root, forged)) {
      const stored = entries.get(bytesToKey(Buffer.from(key.slice(2), "hex")))
      if (said !== (stored && toHex(stored))) throw new Error(`a forged proof convinces of ${key}: ${said}`)
    }
  }
  const state = fc.array(fc.tuple(keyBytes, value), { minLength: 1, maxLength: 30 })
  const tamper = fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 60 }).chain(mutated))
  await fc.assert(fc.asyncProperty(state, fc.array(keyBytes, { maxLength: 4 }), tamper, check), {
    seed,
    numRuns: runs,
  })
}

async function decodedOrNothing(root: `0x${string}`, proof: `0x${string}`[]): Promise<[string, string][]> {
  try {
    return await decode_proof(root, proof)
  } catch {
    return []
  }
}
