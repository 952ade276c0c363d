/** What the node proves of old and new blocks, looked at by verifiers that others wrote. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { decode_proof } from "@acala-network/chopsticks-executor"
import { validateProofs } from "@polkadot-api/substrate-bindings"
import { keyToBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { afterAll, beforeAll, expect, it } from "vitest"
import { fakeClock } from "../fakeClock.testkit.ts"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { type Node, startNode } from "../node.ts"
import { type DiskChainStore, openDiskStore } from "./diskStore.ts"

const folder = mkdtempSync(join(tmpdir(), "taonet-proofs-"))
const clock = fakeClock()
const blocks = 70
let store: DiskChainStore
let node: Node

beforeAll(async () => {
  store = await openDiskStore({ folder, keepStates: Number.POSITIVE_INFINITY })
  const options = { runtime: fakeRuntime(), clock, blockTimeMs: "manual", historyDepth: 2 } as const
  const first = await startNode({ ...options, store })
  for (let number = 1; number <= blocks; number++) {
    first.pool.submit(fakeExtrinsic({ signer: number, nonce: 0, operand: number }))
    await first.engine.produce()
  }
  await first.close()
  await store.close()
  // What is proved now comes from disk.
  store = await openDiskStore({ folder, keepStates: Number.POSITIVE_INFINITY })
  node = await startNode({ ...options, store })
})
afterAll(async () => {
  await node.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const hex = (key: string): Hex => toHex(keyToBytes(key))
const keys = ["counter:total", "nonce:\x07", "nonce:\x40", "map:\x03", ":code"]
const absent = ["nonce:\xfe", "nothing", "map:"]

async function readProof(hash: Hex): Promise<{ readonly root: Hex; readonly proof: Hex[] }> {
  const asked = [...keys, ...absent].map(hex)
  const { at, proof } = (await node.request("state_getReadProof", [asked, hash])) as { at: Hex; proof: Hex[] }
  expect(at).toBe(hash)
  const { stateRoot } = (await node.request("chain_getHeader", [hash])) as { stateRoot: Hex }
  return { root: stateRoot, proof }
}

it.each([0, 1, 33, blocks])("state_getReadProof at block %i convinces two verifiers", async (number) => {
  const hash = node.chain.hashByNumber(number) as Hex
  const { root, proof } = await readProof(hash)
  expect(validateProofs(proof)?.rootHash).toBe(root)
  const decoded = new Map(await decode_proof(root, proof))
  for (const key of [...keys, ...absent]) {
    const stored = await node.request("state_getStorage", [hex(key), hash])
    expect(decoded.get(hex(key)) ?? null, `${hex(key)} at ${number}`).toBe(stored)
  }
})

it("takes nothing away from a proof and alters nothing in it without being found out", async () => {
  const { root, proof } = await readProof(node.chain.hashByNumber(40) as Hex)
  for (const [index, part] of proof.entries()) {
    const altered = fromHex(part)
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    const forged = proof.with(index, toHex(altered))
    expect(validateProofs(forged)?.rootHash).not.toBe(root)
  }
})

it.each([0, 33, blocks])(
  "archive_v1_storage at block %i gives merkle values that its proofs hold",
  async (number) => {
    const hash = node.chain.hashByNumber(number) as Hex
    const { root, proof } = await readProof(hash)
    const hashes = new Set(proof.map((part) => toHex(blake2b256(fromHex(part)))))
    const items: { readonly key: Hex; readonly closestDescendantMerkleValue: Hex }[] = []
    const queries = ["", ...keys, ...absent].map((key) => ({
      key: hex(key),
      type: "closestDescendantMerkleValue",
    }))
    const stop = await node.subscribe("archive_v1_storage", [hash, queries], (event) => {
      const { event: kind, ...item } = event as { event: string } & (typeof items)[number]
      if (kind === "storage") items.push(item)
      else expect(kind).toBe("storageDone")
    })
    await clock.advance(1)
    stop()
    const values = new Map(items.map((item) => [item.key, item.closestDescendantMerkleValue]))
    expect(values.get("0x")).toBe(root)
    for (const key of keys) {
      const present = (await node.request("state_getStorage", [hex(key), hash])) !== null
      expect(values.has(hex(key)), hex(key)).toBe(present)
      const value = values.get(hex(key))
      // Nodes shorter than a hash stand within their parents.
      if (value?.length === 66) expect(hashes).toContain(value)
    }
    expect(values.has(hex("map:"))).toBe(true)
    expect(values.has(hex("nothing"))).toBe(false)
  },
)
