import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import { decode, u32 } from "@taonet/primitives/scale/index"
import { createTrie } from "@taonet/state/trie/trie"
import { expect, it } from "vitest"
import { devAuthor } from "../author.ts"
import { fakeClock } from "../fakeClock.testkit.ts"
import { counterKey, fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { type Node, type NodeOptions, startNode } from "../node.ts"
import { StateDiscardedError, UnknownBlockError } from "./errors.ts"
import { auraSlot, zeroHash } from "./header.ts"
import { createMemoryChainStore } from "./store.ts"

const start = (options: Partial<NodeOptions> = {}): Promise<Node> =>
  startNode({ runtime: fakeRuntime(), clock: fakeClock(), blockTimeMs: "manual", ...options })

const total = (node: Node, hash = node.chain.head().hash): number =>
  decode(u32, node.chain.state(hash).reader.get(counterKey) as Uint8Array)

it("starts from genesis, whose root is that of the runtime's first state", async () => {
  const { chain } = await start()
  const genesis = chain.head()
  expect(genesis.header).toMatchObject({ number: 0, parentHash: zeroHash, digest: [] })
  expect(genesis.header.stateRoot).toBe(createTrie(fakeRuntime().genesis()).root)
  expect(chain.hashByNumber(0)).toBe(chain.genesisHash)
})

it("builds blocks of inherents and pool transactions, each with the root of the state after it", async () => {
  const node = await start()
  node.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0, operand: 5 }))
  node.pool.submit(fakeExtrinsic({ signer: 1, nonce: 1, operand: 6 }))
  const block = await node.engine.produce()
  expect(block.extrinsics.length).toBe(3)
  expect(total(node)).toBe(11)
  const { reader, trie } = node.chain.state(block.hash)
  const entries = new Map([...reader.keys("")].map((key) => [key, reader.get(key)]))
  expect(createTrie(entries).root).toBe(block.header.stateRoot)
  expect(trie.root).toBe(block.header.stateRoot)
  expect(toHex(blake2b256(block.headerBytes))).toBe(block.hash)
  expect(node.chain.hashByNumber(1)).toBe(block.hash)
})

it("makes the same blocks from the same inputs", async () => {
  const roots = []
  for (let run = 0; run < 2; run++) {
    const node = await start()
    node.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0 }))
    roots.push((await node.engine.produce(3)).hash)
  }
  expect(roots[0]).toBe(roots[1])
})

it("seals blocks with the author's key, and lets slots only rise", async () => {
  const { engine } = await start({ author: devAuthor("//One") })
  const first = await engine.produce()
  const second = await engine.produce()
  expect(first.header.digest.map(({ type }) => type)).toEqual(["PreRuntime", "Seal"])
  expect(auraSlot(second.header)).toBe((auraSlot(first.header) as bigint) + 1n)
})

it("keeps so many states, and those that are pinned", async () => {
  const { chain, engine } = await start({ historyDepth: 3 })
  const pinned = (await engine.produce()).hash
  const lost = (await engine.produce()).hash
  expect(chain.pin(pinned)).toBe(true)
  expect(chain.pin(pinned)).toBe(true)
  await engine.produce(3)
  expect(() => chain.state(lost)).toThrow(StateDiscardedError)
  expect(() => chain.state(lost)).toThrow(`State already discarded for ${lost}`)
  expect(chain.block(lost)?.hash).toBe(lost)
  expect(chain.hasState(pinned)).toBe(true)
  chain.unpin(pinned)
  expect(chain.hasState(pinned)).toBe(true)
  chain.unpin(pinned)
  expect(chain.hasState(pinned)).toBe(false)
  expect(chain.pin(lost)).toBe(false)
  expect(() => chain.state(zeroHash)).toThrow(UnknownBlockError)
})

it("keeps genesis and so many blocks", async () => {
  const { chain, engine } = await start({ keepBlocks: 3 })
  await engine.produce(5)
  expect([0, 1, 2, 3, 4, 5].map((number) => chain.hashByNumber(number) !== undefined)).toEqual([
    true,
    false,
    false,
    true,
    true,
    true,
  ])
  expect(chain.block(chain.genesisHash)?.header.number).toBe(0)
})

it("tells all listeners of the best block before any of finality, whatever one of them does", async () => {
  const lines: string[] = []
  const { chain, engine } = await start({ log: (level, message) => lines.push(`${level} ${message}`) })
  const heard: string[] = []
  chain.listen({
    best: () => {
      throw new Error("broken")
    },
    finalized: ({ block }) => heard.push(`a finalized ${block.header.number}`),
  })
  const stop = chain.listen({ best: ({ block }) => heard.push(`b best ${block.header.number}`) })
  await engine.produce()
  stop()
  await engine.produce()
  expect(heard).toEqual(["b best 1", "a finalized 1", "a finalized 2"])
  expect(lines.filter((line) => line.startsWith("error")).length).toBe(2)
  expect(lines.some((line) => line.startsWith("info Imported #1 "))).toBe(true)
})

it("goes on from what its store holds, and refuses another chain's", async () => {
  const store = createMemoryChainStore()
  const before = await start({ store })
  before.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0, operand: 9 }))
  const head = await before.engine.produce(2)
  await before.close()
  const after = await start({ store })
  expect(after.chain.head()).toEqual(head)
  expect(total(after)).toBe(9)
  const next = await after.engine.produce()
  expect(next.header.parentHash).toBe(head.hash)
  const other = { ...fakeRuntime(), genesis: () => new Map([["x", Uint8Array.of(1)]]) }
  await expect(start({ store, runtime: other })).rejects.toMatchObject({ code: "store-mismatch" })
})

it("does not run its own proposal twice, and stores nothing before commit", async () => {
  const counts = { validated: 0, initialized: 0 }
  const node = await start({ runtime: fakeRuntime(counts) })
  await node.engine.produce()
  expect(counts.initialized).toBe(1)
})
