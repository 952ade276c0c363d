/** A node that is killed again and again while it works. `CRASH_ROUNDS=200 npx vitest run tests/crash` for more than the usual 20. */
import { mkdtempSync, rmSync, watch } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createBlockStore } from "@taonet/node/chain/blocks"
import { headerHash } from "@taonet/node/chain/header"
import { databaseFolder, openDatabase } from "@taonet/node/kv/database"
import { openDiskStore } from "@taonet/node/kv/diskStore"
import { verifyDatabase } from "@taonet/node/kv/verify"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { orderedTrieRoot } from "@taonet/state/trie/orderedRoot"
import { createTrie } from "@taonet/state/trie/trie"
import { eventually, freePortBase, rpc, type Started, startTaonet } from "taonet/testKit"
import { afterEach, beforeEach, expect, it } from "vitest"
import { loadUntilLost, type Promised } from "./load.ts"

const rounds = Number(process.env["CRASH_ROUNDS"] ?? 20)
const seed = Number(process.env["CRASH_SEED"] ?? 7)
/** Blocks come as fast as a chain allows, so that a kill often meets one. */
const blockTimeMs = 50
const longestLifeMs = 900
/** One round in so many the node is killed while it starts. */
const startKillEvery = 5
const longestStartMs = 600
const longestWaitMs = 1_000
const verifyEvery = 10
/** Generous: the machine may be busy with other things. */
const startWithinMs = 120_000
/** About what a commit takes from its first write on. */
const commitMs = 8

let dataDir: string
let node: Started | undefined

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "taonet-crash-"))
})
afterEach(async () => {
  await node?.stop("SIGKILL")
  rmSync(dataDir, { recursive: true, force: true })
})

it(
  `loses nothing that was final when it is killed ${rounds} times`,
  async () => {
    const random = randomOf(seed)
    const port = await freePortBase(22_500, 1)
    const promised: Promised = { blocks: new Map(), transactions: new Map() }
    let height = 0
    for (let round = 0; round < rounds; round++) {
      node = await startTaonet(devArgs(port))
      if (round % startKillEvery === startKillEvery - 1) {
        await sleep(random() * longestStartMs)
        await node.stop("SIGKILL")
      } else {
        const genesis = await answering(node, port)
        const lost = loadUntilLost(`ws://127.0.0.1:${port}`, genesis, promised)
        await sleep(random() * longestLifeMs)
        // A commit is a small part of a block's time: most kills are aimed at one.
        if (round % startKillEvery !== 0) await Promise.race([nextWrite(), sleep(longestWaitMs)])
        await sleep(random() * commitMs)
        await node.stop("SIGKILL")
        await lost
      }
      expect(node.stderr(), `seed ${seed}, round ${round}`).toBe("")
      const head = await check(promised)
      expect(head, `seed ${seed}, round ${round}`).toBeGreaterThanOrEqual(height)
      height = head
      if (round % verifyEvery === verifyEvery - 1) await verifyWhole()
    }
    console.info(
      `measured: ${rounds} kills, ${height} blocks, ${promised.transactions.size} transactions told final, none lost`,
    )
    expect(promised.transactions.size).toBeGreaterThan(rounds)
  },
  200_000 + rounds * 6_000,
)

const devArgs = (port: number): string[] => {
  const values = { port, "data-dir": dataDir, "block-time": blockTimeMs }
  return ["dev", ...Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)])]
}

/** Looks at the database itself: its whole chain, the state of its head, and everything promised so far. Gives the head's number. */
async function check({ blocks: heads, transactions }: Promised): Promise<number> {
  const store = await openDiskStore({ folder: databaseFolder(dataDir) })
  try {
    const blocks = createBlockStore(store.blocks)
    const headHash = blocks.head()
    // Killed before genesis was stored.
    if (headHash === undefined) return 0
    const reader = store.state.snapshot()
    const trie = createTrie(new Map([...reader.keys("")].map((key) => [key, reader.get(key)])))
    const head = blocks.byHash(headHash)
    expect(trie.root).toBe(head?.header.stateRoot)
    expect(store.trie?.().root).toBe(trie.root)
    const holding = new Map<Hex, Hex>()
    let hash = headHash
    for (let number = head?.header.number ?? 0; number >= 0; number--) {
      const block = blocks.byHash(hash)
      if (block === undefined) throw new Error(`block ${number} is missing`)
      expect(block.header.number).toBe(number)
      expect(headerHash(block.headerBytes)).toBe(hash)
      expect(blocks.hashByNumber(number)).toBe(hash)
      expect(orderedTrieRoot(block.extrinsics)).toBe(block.header.extrinsicsRoot)
      for (const extrinsic of block.extrinsics) holding.set(toHex(extrinsic), hash)
      hash = block.header.parentHash
    }
    for (const [number, told] of heads) expect(blocks.hashByNumber(number)).toBe(told)
    for (const [extrinsic, told] of transactions) expect(holding.get(extrinsic)).toBe(told)
    return head?.header.number ?? 0
  } finally {
    await store.close()
  }
}

/** The genesis hash, as soon as the node tells it. What it says instead, should it end, is in the error. */
async function answering(started: Started, port: number): Promise<Hex> {
  const failed = started.ended.then(({ code }) => {
    throw new Error(`the node ended with ${code}: ${started.stderr()}`)
  })
  failed.catch(() => undefined)
  const answer = eventually(() => rpc(port, "chain_getBlockHash", [0]), { timeoutMs: startWithinMs })
  return (await Promise.race([answer, failed])) as Hex
}

/** As `taonet db verify`: every block, every kept state, every branch of the stored trie. */
async function verifyWhole(): Promise<void> {
  const database = await openDatabase({ folder: databaseFolder(dataDir), create: false })
  try {
    expect((await verifyDatabase(database, () => {})).states).toBeGreaterThan(1)
  } finally {
    await database.close()
  }
}

/** Resolves when the node begins to write something. */
function nextWrite(): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(databaseFolder(dataDir), (_event, name) => {
      if (name?.endsWith(".log") !== true) return
      watcher.close()
      resolve()
    })
  })
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Numbers below 1, the same for the same seed. */
function randomOf(start: number): () => number {
  let at = start >>> 0
  return () => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0
    return at / 2 ** 32
  }
}
