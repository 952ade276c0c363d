import { keyToBytes } from "@taonet/primitives/bytes"
import { toHex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { watchBooks } from "@taonet/runtime/invariants/index"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type DevNode, startDevNode } from "./dev.testkit.ts"
import { bytesOfJson } from "./fromJson.ts"
import { jsonOf } from "./json.ts"
import { keyOf, nameOf } from "./storageNames.ts"

const { Alice, Bob, Charlie } = devAccounts
let node: DevNode
beforeAll(async () => {
  node = await startDevNode()
})
afterAll(() => node.close())
const state = () => node.chain.open(node.chain.head().hash)
const ask = (method: string, ...params: unknown[]) => node.request(method, params)
const hex = (key: string) => toHex(keyToBytes(key))

it("every entry of a state reads as JSON and is written back as it was", async () => {
  await node.dev.mineToEpoch(1)
  const { reader } = node.chain.state(node.chain.head().hash)
  let named = 0
  for (const key of reader.keys("")) {
    const found = nameOf(key)
    if (found === undefined) continue
    const { entry, keys } = found
    const bytes = reader.get(key) as Uint8Array
    const field = `${entry.pallet}.${entry.name}`
    if (keys !== undefined) expect([field, hex(keyOf(entry, keys, field))]).toEqual([field, hex(key)])
    expect([field, toHex(bytesOfJson(entry.codec, jsonOf(entry.codec, bytes), field))]).toEqual([
      field,
      toHex(bytes),
    ])
    named++
  }
  expect(named).toBeGreaterThan(200)
})

describe("setStorage", () => {
  it("takes raw pairs, and null to delete", async () => {
    const key = hex(subtensor.Tempo.key(1))
    const hash = await ask("dev_setStorage", [[key, "0x0700"]])
    expect([hash, subtensor.Tempo.get(state(), 1)]).toEqual([node.dev.head().hash, 7])
    await ask("dev_setStorage", [[key, null]])
    expect(await ask("state_getStorage", key)).toBeNull()
  })
  it("takes values by pallet and item, in the spellings that people use, and keeps the fields that are left out", async () => {
    const before = system.Account.get(state(), Bob)
    const address = encodeAddress(Bob)
    await ask("dev_setStorage", {
      System: { Account: [[[address], { data: { reserved: "1_000" } }]] },
      subtensorModule: { tempo: [[[1], 99]], networkRateLimit: "0x20" },
    })
    const { data, ...rest } = system.Account.get(state(), Bob)
    expect([data, rest.nonce]).toEqual([{ ...before.data, reserved: 1000n }, before.nonce])
    expect([subtensor.Tempo.get(state(), 1), subtensor.NetworkRateLimit.get(state())]).toEqual([99, 32n])
    await ask("dev_setStorage", { System: { Account: [[[address], { data: { reserved: 0 } }]] } })
  })
  it("deletes whole maps", async () => {
    const id = await node.dev.snapshot()
    await ask("dev_setStorage", {
      System: { $removePrefix: ["Account"], Account: [[[Alice], { providers: 1 }]] },
    })
    expect([...system.Account.keys(state())]).toEqual([[Alice]])
    await node.dev.revert(id)
  })
  it("gives the head a new hash that proves what was set, and leaves its number", async () => {
    const { number, hash } = node.dev.head()
    await ask("dev_setStorage", { Sudo: { Key: Charlie } })
    const { header } = node.chain.head()
    expect([header.number, header.stateRoot]).toEqual([
      number,
      node.chain.state(node.dev.head().hash).trie.root,
    ])
    expect(node.dev.head().hash).not.toBe(hash)
    expect(node.chain.hasState(hash)).toBe(true)
    expect((await node.dev.mine()).number).toBe(number + 1)
    expect(node.chain.head().header.parentHash).not.toBe(hash)
    await ask("dev_setStorage", { Sudo: { Key: Alice } })
  })
  it.each([
    [{ Systm: {} }, "unknown-name", "values.Systm"],
    [{ System: { Acount: [] } }, "unknown-name", "values.System.Acount"],
    [{ System: { Account: { free: 1 } } }, "bad-value", "values.System.Account"],
    [{ System: { Account: [[[Alice, 1], {}]] } }, "bad-value", "values.System.Account[0][0]"],
    [{ System: { Account: [[["5Nobody"], {}]] } }, "bad-value", "values.System.Account[0][0]"],
    [
      { System: { Account: [[[Alice], { data: { fre: 1 } }]] } },
      "unknown-name",
      "values.System.Account[0][1].data.fre",
    ],
    [{ System: { Account: [[[Alice], { nonce: -1 }]] } }, "bad-value", "values.System.Account[0][1].nonce"],
    [
      { System: { Account: [[[Alice], { nonce: 4294967296 }]] } },
      "bad-value",
      "values.System.Account[0][1].nonce",
    ],
    [{ SubtensorModule: { Tempo: [[[1], "often"]] } }, "bad-value", "values.SubtensorModule.Tempo[0][1]"],
    [{ Sudo: { Key: "0x12" } }, "bad-value", "values.Sudo.Key"],
    [[["0x1", "0x"]], "bad-value", "values[0][0]"],
    [[["0x1234", 5]], "bad-value", "values[0][1]"],
    ["everything", "bad-value", "values"],
  ])("says what is wrong with %j", async (values, code, field) => {
    const { hash } = node.dev.head()
    await expect(ask("dev_setStorage", values)).rejects.toMatchObject({ code: -32602, data: { code, field } })
    expect(node.dev.head().hash).toBe(hash)
  })
  it("sets only the head's, and names what a wrong name may have meant", async () => {
    await expect(ask("dev_setStorage", {}, node.chain.genesisHash)).rejects.toMatchObject({
      data: { field: "at" },
    })
    await expect(ask("dev_setStorage", { SubtensorModul: {} })).rejects.toMatchObject({
      message: expect.stringMatching(/no pallet "SubtensorModul"; the nearest are SubtensorModule,/),
    })
  })
})

describe("setBalance", () => {
  it("moves the issuance along, so that the books still add up", async () => {
    const books = watchBooks(state())
    const issued = balances.TotalIssuance.get(state())
    const { free } = system.Account.get(state(), Bob).data
    const nobody = `0x${"ab".repeat(32)}` as const
    await ask("dev_setBalance", encodeAddress(Bob), 5_000_000_000)
    await ask("anvil_setBalance", nobody, "0x3b9aca00")
    expect(system.Account.get(state(), Bob).data.free).toBe(5_000_000_000n)
    expect([
      system.Account.get(state(), nobody).data.free,
      system.Account.get(state(), nobody).providers,
    ]).toEqual([1_000_000_000n, 1])
    expect(balances.TotalIssuance.get(state())).toBe(issued + 5_000_000_000n - free + 1_000_000_000n)
    await ask("dev_setBalance", nobody, 0)
    expect(system.Account.has(state(), nobody)).toBe(false)
    expect(books.look(state(), true)).toEqual([])
  })
  it("says what an account can not hold", async () => {
    await expect(ask("dev_setBalance", Bob, 1)).rejects.toMatchObject({
      data: { code: "bad-value", field: "rao" },
    })
    await expect(ask("dev_setBalance", Bob, -1)).rejects.toMatchObject({ data: { field: "rao" } })
    await expect(ask("dev_setBalance", "Bob", 1)).rejects.toMatchObject({ data: { field: "account" } })
  })
})

describe("the storage diff of a block", () => {
  it("shows what it changed, by name", async () => {
    const { hash } = await node.dev.call(Alice, {
      Balances: { transfer_keep_alive: { dest: Bob, value: 123 } },
    })
    const diff = node.dev.storageDiffOf(hash)
    const account = diff.find(({ item, keys }) => item === "Account" && keys?.[0] === encodeAddress(Bob))
    const free = (side: unknown) => (side as { data: { free: number } }).data.free
    expect(free(account?.after) - free(account?.before)).toBe(123)
    expect(diff.find(({ item }) => item === "Number")).toMatchObject({
      pallet: "System",
      before: node.dev.head().number - 1,
    })
    expect(await ask("dev_getStorageDiff", hash)).toEqual(diff)
  })
  it("has what was set by hand in it", async () => {
    await ask("dev_setStorage", { SubtensorModule: { Tempo: [[[1], 55]] } })
    const found = node.dev.storageDiffOf().find(({ item }) => item === "Tempo")
    expect(found).toMatchObject({ pallet: "SubtensorModule", keys: [1], before: 99, after: 55 })
    const unknown = `0x${"17".repeat(32)}`
    await expect(ask("dev_getStorageDiff", unknown)).rejects.toMatchObject({
      data: { code: "unknown-block", field: "hash" },
    })
  })
})
