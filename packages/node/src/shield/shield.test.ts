/** Encrypted transactions through a whole node over the real runtime, as clients send them. */
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { createWriter, encode, finish, writeCompact } from "@taonet/primitives/scale/index"
import { shield } from "@taonet/primitives/shield/shielded"
import { mortalEra } from "@taonet/runtime/executive/era"
import { encodeBare } from "@taonet/runtime/executive/extrinsic"
import { keyOf, type SigningOptions, signTransaction } from "@taonet/runtime/executive/transactions.testkit"
import { RuntimeCall, type RuntimeCallValue } from "@taonet/runtime/outer"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { storage as mevShield, calls as mevShieldCalls } from "@taonet/runtime/pallets/mevShield/schema"
import { calls as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { calls as utility } from "@taonet/runtime/pallets/utility/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { devAuthor } from "../author.ts"
import type { Block } from "../chain/blocks.ts"
import { fakeClock } from "../fakeClock.testkit.ts"
import type { Node } from "../node.ts"
import { startLocalNode } from "../testKit.ts"

const { Alice, Bob } = devAccounts
const tao = 1_000_000_000n
const transfer = (value = tao): RuntimeCallValue =>
  balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value })

let node: Node
beforeEach(async () => {
  node = await startLocalNode({ blockTimeMs: "manual", clock: fakeClock() })
  await node.engine.produce(3)
})
afterEach(() => node.close())

const state = () => node.chain.open(node.chain.head().hash)
const account = (who: Hex) => system.Account.get(state(), who)
const free = (who: Hex): bigint => account(who).data.free
const nextKey = (): Uint8Array => mevShield.NextKey.get(state()) as Uint8Array
const hashOf = (bytes: Uint8Array): Hex => toHex(blake2b256(bytes))
const names = (): string[] =>
  system.Events.get(state()).map(
    ({ phase, event }) => `${phase.type === "ApplyExtrinsic" ? phase.value : "-"} ${event.value.type}`,
  )

/** Signed for the 8 blocks from the head on, as the Python client does. */
function signed(uri: string, call: RuntimeCallValue, options: SigningOptions = {}): Uint8Array {
  const { number } = node.chain.head().header
  return signTransaction(state(), keyOf(uri), call, {
    genesisHash: node.chain.genesisHash,
    era: mortalEra(8, number),
    birthHash: node.chain.head().hash,
    ...options,
  })
}

const encrypted = (plain: Uint8Array, key = nextKey()): Uint8Array =>
  shield(key, plain, { coins: new Uint8Array(32).fill(7), nonce: new Uint8Array(24).fill(9) })
const wrapper = (uri: string, ciphertext: Uint8Array, options?: SigningOptions): Uint8Array =>
  signed(uri, mevShieldCalls.submit_encrypted.make({ ciphertext }), options)
const submit = (bytes: Uint8Array) => node.request("author_submitExtrinsic", [toHex(bytes)])
const contents = ({ extrinsics }: Block): Hex[] => extrinsics.slice(2).map(hashOf)

/** `//Alice` pays for the wrapper (nonce 0) and sends what is inside (nonce 1). */
function fromAlice(call: RuntimeCallValue, change = (bytes: Uint8Array): Uint8Array => bytes) {
  const inner = signed("//Alice", call, { nonce: 1 })
  return { inner, outer: wrapper("//Alice", change(encrypted(inner))) }
}

it("puts an encrypted transfer into the block right after what carried it", async () => {
  const { inner, outer } = fromAlice(transfer())
  const before = { alice: free(Alice), bob: free(Bob) }
  await submit(outer)
  const block = await node.engine.produce()
  expect(contents(block)).toEqual([hashOf(outer), hashOf(inner)])
  expect(free(Bob) - before.bob).toBe(tao)
  expect(account(Alice).nonce).toBe(2)
  const own = names().filter((name) => /^[23] (Enc|Transfer$|Ext|TransactionFee)/.test(name))
  expect(own).toEqual([
    "2 EncryptedSubmitted",
    "2 TransactionFeePaid",
    "2 ExtrinsicSuccess",
    "3 Transfer",
    "3 TransactionFeePaid",
    "3 ExtrinsicSuccess",
  ])
  const paid = system.Events.get(state()).flatMap(({ event }) =>
    event.value.type === "TransactionFeePaid"
      ? [(event.value.value as { readonly actual_fee: bigint }).actual_fee]
      : [],
  )
  expect(before.alice - free(Alice)).toBe(tao + paid.reduce((sum, fee) => sum + fee))
  expect(await node.request("author_pendingExtrinsics")).toEqual([])
})

it("opens what another account carries, and stake", async () => {
  const stake = subtensor.add_stake.make({ hotkey: devAccounts.One, netuid: 0, amount_staked: tao })
  const inner = signed("//Alice", stake)
  const outer = wrapper("//Bob", encrypted(inner))
  await submit(outer)
  expect(contents(await node.engine.produce())).toEqual([hashOf(outer), hashOf(inner)])
  expect([account(Alice).nonce, account(Bob).nonce]).toEqual([1, 1])
})

describe("keys", () => {
  it("appear in the blocks 2, 3 and 4, and expire", async () => {
    await node.close()
    node = await startLocalNode({ blockTimeMs: "manual", clock: fakeClock() })
    const seen: unknown[] = []
    for (let block = 0; block < 4; block++) {
      await node.engine.produce()
      const at = state()
      const items = [mevShield.NextKey, mevShield.PendingKey, mevShield.CurrentKey]
      const expiry = [mevShield.NextKeyExpiresAt.get(at), mevShield.PendingKeyExpiresAt.get(at)]
      seen.push([...items.map((item) => item.get(at)?.length), ...expiry])
    }
    expect(seen).toEqual([
      [undefined, undefined, undefined, undefined, undefined],
      [1184, undefined, undefined, 5, undefined],
      [1184, 1184, undefined, 6, 5],
      [1184, 1184, 1184, 7, 6],
    ])
  })

  it("change every 12 s of slots, and what was encrypted before opens after", async () => {
    await node.engine.produce(45)
    const { inner, outer } = fromAlice(transfer())
    const old = nextKey()
    await node.engine.produce(6)
    expect(nextKey()).not.toEqual(old)
    await submit(outer)
    expect(contents(await node.engine.produce())).toEqual([hashOf(outer), hashOf(inner)])
  })

  it("are forgotten: what they would open is never taken, and leaves the pool with its era", async () => {
    const old = nextKey()
    await node.engine.produce(90)
    const before = free(Alice)
    const inner = signed("//Alice", transfer(), { nonce: 1 })
    await submit(wrapper("//Alice", encrypted(inner, old)))
    expect(contents(await node.engine.produce())).toEqual([])
    expect(await node.request("author_pendingExtrinsics")).toHaveLength(1)
    await node.engine.produce(8)
    expect(await node.request("author_pendingExtrinsics")).toEqual([])
    expect([account(Alice).nonce, free(Alice)]).toEqual([0, before])
  })

  it("are the same when the same chain runs again, restarted or not", async () => {
    const key = nextKey()
    await node.close()
    node = await startLocalNode({ blockTimeMs: "manual", clock: fakeClock() })
    await node.engine.produce(3)
    expect(nextKey()).toEqual(key)
  })

  it("are announced by no author without a seed, and such blocks take nothing encrypted", async () => {
    await node.close()
    const author = { account: devAuthor().account }
    node = await startLocalNode({ blockTimeMs: "manual", clock: fakeClock(), author })
    await node.engine.produce(3)
    expect([...mevShield.AuthorKeys.entries(state())]).toEqual([])
    await submit(wrapper("//Alice", new Uint8Array(42)))
    expect((await node.engine.produce()).extrinsics).toHaveLength(1)
  })
})

describe("what does not open", () => {
  const altered = (at: number) => (bytes: Uint8Array) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

  it.each([
    ["an altered encapsulation", altered(30)],
    ["an altered seal", altered(1200)],
    ["a cut seal", (bytes: Uint8Array) => bytes.subarray(0, 16 + 2 + 1088 + 24 + 3)],
    ["no seal", (bytes: Uint8Array) => bytes.subarray(0, 16 + 2 + 1088 + 24)],
  ])("%s costs the fee of its carrier and nothing else", async (_name, change) => {
    const { outer } = fromAlice(transfer(), change)
    const bob = free(Bob)
    await submit(outer)
    expect(contents(await node.engine.produce())).toEqual([hashOf(outer)])
    expect([account(Alice).nonce, free(Bob)]).toEqual([1, bob])
    expect(await node.request("author_pendingExtrinsics")).toEqual([])
  })

  it("an unknown key's hash is never taken, and holds back nobody else's", async () => {
    const uris = ["//Alice", "//Charlie", "//Dave", "//Eve", "//Ferdie"]
    for (const uri of uris)
      for (const nonce of [0, 1])
        await submit(wrapper(uri, altered(0)(encrypted(signed(uri, transfer()))), { nonce }))
    const plain = signed("//Bob", transfer(1n))
    await submit(plain)
    expect(contents(await node.engine.produce())).toEqual([hashOf(plain)])
    expect(await node.request("author_pendingExtrinsics")).toHaveLength(2 * uris.length)
  })

  it("an unreadable layout is refused at once", async () => {
    const short = wrapper("//Alice", new Uint8Array(41))
    await expect(submit(short)).rejects.toMatchObject({ code: 1010, data: "Custom error: 23" })
  })

  it("a life of more than 8 blocks is refused at once", async () => {
    const ciphertext = encrypted(signed("//Alice", transfer(), { nonce: 1 }))
    const { number } = node.chain.head().header
    for (const options of [
      { era: mortalEra(16, number) },
      { era: { type: "Immortal" }, birthHash: node.chain.genesisHash },
    ] as const)
      await expect(submit(wrapper("//Alice", ciphertext, options))).rejects.toMatchObject({
        code: 1010,
        data: "Transaction is outdated",
      })
  })
})

describe("what is inside", () => {
  const carried = async (plain: Uint8Array): Promise<Hex[]> => {
    const outer = wrapper("//Alice", encrypted(plain))
    await submit(outer)
    const found = contents(await node.engine.produce())
    expect(found[0]).toBe(hashOf(outer))
    return found.slice(1)
  }
  const prefixed = (body: Uint8Array): Uint8Array => {
    const writer = createWriter()
    writeCompact(writer, body.length)
    return Uint8Array.of(...finish(writer), ...body)
  }

  it.each<[string, () => Uint8Array]>([
    ["nothing", () => new Uint8Array()],
    ["an empty extrinsic", () => Uint8Array.of(0)],
    ["no extrinsic", () => prefixed(Uint8Array.of(1, 2, 3))],
    ["a call alone", () => encode(RuntimeCall, transfer())],
    ["less than it announces", () => signed("//Alice", transfer(), { nonce: 1 }).subarray(0, 100)],
    ["the nonce of its carrier", () => signed("//Alice", transfer(), { nonce: 0 })],
    ["a nonce too far", () => signed("//Alice", transfer(), { nonce: 2 })],
    ["another chain's signature", () => signed("//Alice", transfer(), { nonce: 1, specVersion: 460 })],
    ["no money for its fee", () => signed("//Nobody", transfer())],
    [
      "a key of somebody else's, as if the author announced it",
      () => encodeBare(mevShieldCalls.announce_next_key.make({ enc_key: undefined })),
    ],
  ])("is dropped when it is %s", async (_name, plain) => {
    const keys = nextKey()
    expect(await carried(plain())).toEqual([])
    expect(account(Alice).nonce).toBe(1)
    expect(nextKey()).toEqual(keys)
  })

  it("is included when it fails, and pays", async () => {
    const inner = signed("//Alice", transfer(10n ** 18n), { nonce: 1 })
    expect(await carried(inner)).toEqual([hashOf(inner)])
    expect(names().filter((name) => name.startsWith("3 Ext"))).toEqual(["3 ExtrinsicFailed"])
    expect(account(Alice).nonce).toBe(2)
  })

  it("may be followed by anything, which is ignored", async () => {
    const inner = signed("//Alice", transfer(), { nonce: 1 })
    expect(await carried(Uint8Array.of(...inner, 1, 2, 3))).toEqual([hashOf(inner)])
  })

  it("is not opened twice when it is encrypted itself", async () => {
    const innermost = signed("//Bob", transfer())
    const inner = wrapper("//Alice", encrypted(innermost), { nonce: 1 })
    expect(await carried(inner)).toEqual([hashOf(inner)])
    expect(account(Bob).nonce).toBe(0)
  })

  it("counts once: the same sent again is refused, the inner one by itself is outdated", async () => {
    const { inner, outer } = fromAlice(transfer())
    await submit(outer)
    await node.engine.produce()
    await expect(submit(outer)).rejects.toMatchObject({ code: 1012 })
    await expect(submit(inner)).rejects.toMatchObject({ data: "Transaction is outdated" })
    const again = wrapper("//Alice", encrypted(inner))
    await submit(again)
    expect(contents(await node.engine.produce())).toEqual([hashOf(again)])
  })

  it("stays closed inside a batch", async () => {
    const call = mevShieldCalls.submit_encrypted.make({ ciphertext: encrypted(signed("//Bob", transfer())) })
    const batch = signed("//Alice", utility.batch.make({ calls: [call] }))
    await submit(batch)
    expect(contents(await node.engine.produce())).toEqual([hashOf(batch)])
    expect(names()).toContain("2 EncryptedSubmitted")
    expect(account(Bob).nonce).toBe(0)
  })
})
