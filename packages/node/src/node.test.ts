/** The node over the real runtime. Clients of other people are in tests/. */
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decode, encode, u32 } from "@taonet/primitives/scale/index"
import { keyOf, type SigningOptions, signTransaction } from "@taonet/runtime/executive/transactions.testkit"
import type { RuntimeCallValue } from "@taonet/runtime/outer"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { calls as sudo } from "@taonet/runtime/pallets/sudo/schema"
import { storage, calls as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterEach, beforeEach, expect, it } from "vitest"
import { auraSlot } from "./chain/header.ts"
import { fakeClock } from "./fakeClock.testkit.ts"
import type { Node } from "./node.ts"
import { startLocalNode } from "./testKit.ts"

let node: Node
beforeEach(async () => {
  node = await startLocalNode({ blockTimeMs: "manual", clock: fakeClock() })
})
afterEach(() => node.close())

const tao = 1_000_000_000n
/** The time and the key for encrypted transactions. */
const inherents = 2
const transfer = (value: bigint): RuntimeCallValue =>
  balances.transfer_keep_alive.make({ dest: { type: "Id", value: devAccounts.Bob }, value })
const state = () => node.chain.open(node.chain.head().hash)
const free = (account: Hex): bigint => storage.Account.get(state(), account).data.free
const signed = (uri: string, call: RuntimeCallValue, options: SigningOptions = {}): Hex =>
  toHex(signTransaction(state(), keyOf(uri), call, { genesisHash: node.chain.genesisHash, ...options }))
const eventNames = (): string[] =>
  storage.Events.get(state()).map(({ event }) => `${event.type}.${event.value.type}`)

it("takes a transfer on the genesis state, and charges the fee that it told before", async () => {
  const extrinsic = signed("//Alice", transfer(tao))
  const info = (await node.request("payment_queryInfo", [extrinsic])) as { partialFee: string }
  expect(info).toMatchObject({
    class: "normal",
    weight: { ref_time: expect.any(Number), proof_size: expect.any(Number) },
  })
  const { inclusionFee } = (await node.request("payment_queryFeeDetails", [extrinsic])) as {
    inclusionFee: Record<string, string>
  }
  const parts = Object.values(inclusionFee).map(BigInt)
  expect(parts.reduce((sum, part) => sum + part)).toBe(BigInt(info.partialFee))
  const before = { alice: free(devAccounts.Alice), bob: free(devAccounts.Bob) }
  const hash = await node.request("author_submitExtrinsic", [extrinsic])
  expect(hash).toBe(toHex(blake2b256(fromHex(extrinsic))))
  const block = await node.engine.produce()
  expect(block.extrinsics.map(toHex)).toContain(extrinsic)
  expect(before.alice - free(devAccounts.Alice)).toBe(tao + BigInt(info.partialFee))
  expect(free(devAccounts.Bob) - before.bob).toBe(tao)
  expect(eventNames().slice(-2)).toEqual(["TransactionPayment.TransactionFeePaid", "System.ExtrinsicSuccess"])
})

it("takes what is signed for an era, while it lasts", async () => {
  await node.engine.produce(10)
  const birth = 8
  const birthHash = node.chain.hashByNumber(birth) as Hex
  const era = { type: "Mortal", period: 4, phase: birth % 4 } as const
  await node.request("author_submitExtrinsic", [signed("//Alice", transfer(tao), { era, birthHash })])
  expect((await node.engine.produce()).extrinsics.length).toBe(inherents + 1)
  const late = signed("//Alice", transfer(tao), { era, birthHash })
  await expect(node.request("author_submitExtrinsic", [late])).rejects.toMatchObject({ code: 1010 })
  const long = { type: "Mortal", period: 64, phase: birth } as const
  const wrong = signed("//Alice", transfer(tao), { era: long, birthHash: node.chain.genesisHash })
  await expect(node.request("author_submitExtrinsic", [wrong])).rejects.toMatchObject({
    code: 1010,
    data: "Transaction has a bad signature",
  })
})

it("includes many of one account in one block, and its own events of each", async () => {
  const extrinsics = Array.from({ length: 50 }, (_, nonce) => signed("//Dave", transfer(tao), { nonce }))
  for (const extrinsic of extrinsics.toReversed()) await node.request("author_submitExtrinsic", [extrinsic])
  expect(await node.request("account_nextIndex", [devAccounts.Dave])).toBe(50)
  const block = await node.engine.produce()
  expect(block.extrinsics.slice(inherents).map(toHex)).toEqual(extrinsics)
  expect(eventNames().filter((name) => name === "System.ExtrinsicSuccess").length).toBe(inherents + 50)
})

it("tries a transaction without keeping anything", async () => {
  const root = node.chain.head().header.stateRoot
  const good = signed("//Alice", system.remark.make({ remark: Uint8Array.of(1) }))
  expect(await node.request("system_dryRun", [good])).toBe("0x0000")
  const poor = signed("//Alice", transfer(10n ** 18n))
  expect(await node.request("system_dryRun", [poor])).toMatch(/^0x0001/)
  const stranger = signed("//Bob", sudo.sudo.make({ call: system.remark.make({ remark: Uint8Array.of(1) }) }))
  // Invalid, bad signer.
  expect(await node.request("system_dryRun", [stranger])).toBe("0x01000a")
  expect(node.chain.head().header.stateRoot).toBe(root)
})

it("is ready for clients that look at well-known keys, digests and block hashes", async () => {
  const block = await node.engine.produce(2)
  expect(await node.request("state_getStorage", [toHex(utf8(":code"))])).toMatch(/^0x../)
  expect(block.header.digest.map(({ type }) => type)).toEqual(["PreRuntime", "Seal"])
  expect(auraSlot(block.header)).toBeGreaterThan(0n)
  expect(storage.BlockHash.get(state(), 1)).toBe(node.chain.hashByNumber(1))
  expect(storage.BlockHash.get(state(), 0)).toBe(node.chain.genesisHash)
  const nonce = await node.request("state_call", ["AccountNonceApi_account_nonce", devAccounts.Alice])
  expect(decode(u32, fromHex(nonce as string))).toBe(0)
})

it("refuses what does not decode, and lives", async () => {
  const good = fromHex(signed("//Alice", transfer(tao)))
  for (let cut = 2; cut < 20; cut++) {
    const content = good.slice(2, good.length - cut * 5)
    const bytes = concatBytes(Uint8Array.of((content.length << 2) | 1, content.length >> 6), content)
    const framed = content.length < 64 ? encode(u32, 0) : bytes
    await expect(node.request("author_submitExtrinsic", [toHex(framed)])).rejects.toMatchObject({
      code: expect.any(Number),
    })
  }
  expect((await node.engine.produce()).extrinsics.length).toBe(inherents)
})
