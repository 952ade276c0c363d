import { sr25519Verify } from "@taonet/primitives/crypto/verify"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { storage as mevShield } from "@taonet/runtime/pallets/mevShield/schema"
import { createRuntime } from "@taonet/runtime/runtime"
import { devAccounts, grandpaOne } from "@taonet/runtime/specs/devAccounts"
import { thesisWith } from "@taonet/runtime/specs/thesis"
import { afterEach, describe, expect, it } from "vitest"
import { devAuthor } from "../author.ts"
import { auraSlot, encodeHeader } from "../chain/header.ts"
import { fakeClock } from "../fakeClock.testkit.ts"
import { fakeAccount, fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { type Node, type NodeOptions, startNode } from "../node.ts"

const slotMs = 250
let node: Node
afterEach(() => node.close())

/** A chain on which three producers take turns, and what its blocks said of their authors. */
async function threeProducers(held: readonly number[], blockTimeMs: NonNullable<NodeOptions["blockTimeMs"]>) {
  const seen: (Hex | undefined)[] = []
  const warnings: string[] = []
  const runtime = fakeRuntime()
  const clock = fakeClock()
  node = await startNode({
    runtime: {
      ...runtime,
      producerOf: (_state, slot) => fakeAccount(Number(slot % 3n)),
      initializeBlock(state, block) {
        seen.push(block.author)
        runtime.initializeBlock(state, block)
      },
    },
    authors: held.map((one) => ({ account: fakeAccount(one) })),
    clock,
    blockTimeMs,
    log: (level, message) => {
      if (level === "warn") warnings.push(message)
    },
  })
  return { clock, seen, warnings }
}
const number = (): number => node.chain.head().header.number
const slot = (): bigint => auraSlot(node.chain.head().header) as bigint

describe("a node with all keys", () => {
  it("makes a block in every slot, each in its owner's name", async () => {
    const { clock, seen } = await threeProducers([0, 1, 2], slotMs)
    await clock.advance(6 * slotMs)
    expect(number()).toBe(6)
    const first = Number((slot() - 5n) % 3n)
    expect(seen).toEqual([0, 1, 2, 3, 4, 5].map((i) => fakeAccount((first + i) % 3)))
  })
})

describe("a node with one key of three", () => {
  it("leaves the others' slots empty where blocks come on a schedule", async () => {
    const { clock, seen } = await threeProducers([1], slotMs)
    await clock.advance(9 * slotMs)
    expect(number()).toBe(3)
    expect(new Set(seen)).toEqual(new Set([fakeAccount(1)]))
    expect(slot() % 3n).toBe(1n)
    expect(BigInt(clock.unixMs()) / BigInt(slotMs) - slot()).toBeLessThan(3n)
  })

  it("takes the next slot of its own where blocks are made on demand: time runs ahead", async () => {
    const { clock } = await threeProducers([1], "instant")
    node.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0 }))
    await clock.advance(1)
    expect(number()).toBe(1)
    const before = slot()
    await node.engine.produce(4)
    expect(slot() - before).toBe(12n)
    expect(slot() % 3n).toBe(1n)
  })

  it("does not stand still when its chain is ahead of its clock", async () => {
    const { clock } = await threeProducers([1], slotMs)
    await node.engine.produce(10)
    await clock.advance(2 * slotMs)
    expect(number()).toBe(12)
  })
})

it("a node without any producer's key makes no block, and says so once", async () => {
  const { clock, warnings } = await threeProducers([7], slotMs)
  await clock.advance(5 * slotMs)
  expect(number()).toBe(0)
  expect(warnings).toHaveLength(1)
  await expect(node.engine.produce()).rejects.toMatchObject({ code: "not-a-producer" })
})

it("real producers announce each a key of its own, and seal their blocks", async () => {
  const authors = [devAuthor("//One"), devAuthor("//Two")]
  const grandpa = [grandpaOne, devAccounts.Three]
  const spec = thesisWith({ authorities: [devAccounts.One, devAccounts.Two], grandpa })
  const runtime = createRuntime(spec)
  node = await startNode({ runtime, authors, clock: fakeClock(), blockTimeMs: "manual" })
  const makers: Hex[] = []
  for (let made = 0; made < 4; made++) {
    const parent = node.chain.open(node.chain.head().hash)
    const { header } = await node.engine.produce()
    const maker = runtime.producerOf(parent, slot()) as Hex
    makers.push(maker)
    const seal = header.digest.at(-1)
    const unsealed = encodeHeader({ ...header, digest: header.digest.slice(0, -1) })
    expect(seal?.type).toBe("Seal")
    const signature = seal?.type === "Seal" ? seal.value[1] : new Uint8Array()
    expect(sr25519Verify(signature, blake2b256(unsealed), fromHex(maker))).toBe(true)
  }
  expect(new Set(makers.slice(0, 2))).toEqual(new Set([devAccounts.One, devAccounts.Two]))
  expect(makers.slice(2)).toEqual(makers.slice(0, 2))
  const keys = [...mevShield.AuthorKeys.entries(node.chain.open(node.chain.head().hash))]
  expect(keys).toHaveLength(2)
  expect(keys[0]?.[1]).not.toEqual(keys[1]?.[1])
})
