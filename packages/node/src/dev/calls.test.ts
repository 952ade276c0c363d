import { toHex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { keyOf, signTransaction } from "@taonet/runtime/executive/transactions.testkit"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type DevNode, startDevNode } from "./dev.testkit.ts"
import { transactionOf } from "./impersonation.ts"

const { Alice, Bob, Charlie } = devAccounts
let node: DevNode
beforeEach(async () => {
  node = await startDevNode()
})
afterEach(() => node.close())
const state = () => node.chain.open(node.chain.head().hash)
const ask = (method: string, ...params: unknown[]) => node.request(method, params)
const account = (who: `0x${string}`) => system.Account.get(state(), who)
const remark = { type: "System", value: { type: "remark", value: { remark: Uint8Array.of(7) } } }
const placeheld = (who: `0x${string}`) => toHex(transactionOf(state(), who, remark, node.pool))
const badProof = { code: 1010, data: "Transaction has a bad signature" }

describe("impersonation", () => {
  it("takes the placeholder of those accounts that it was told of, at the usual fee and nonce", async () => {
    await node.dev.mine()
    await expect(ask("author_submitExtrinsic", placeheld(Bob))).rejects.toMatchObject(badProof)
    await ask("dev_impersonate", encodeAddress(Charlie))
    const before = account(Charlie)
    await ask("author_submitExtrinsic", placeheld(Charlie))
    await ask("author_submitExtrinsic", placeheld(Charlie))
    await node.dev.mine()
    const { data, nonce } = account(Charlie)
    expect([nonce, data.free < before.data.free]).toEqual([before.nonce + 2, true])
    await ask("anvil_stopImpersonatingAccount", Charlie)
    await expect(ask("author_submitExtrinsic", placeheld(Charlie))).rejects.toMatchObject(badProof)
    await expect(ask("dev_stopImpersonating", Charlie)).rejects.toMatchObject({
      data: { code: "unknown-id", field: "account" },
    })
  })
  it("pays what it costs or is refused, like anybody", async () => {
    const poor = `0x${"cc".repeat(32)}` as const
    await node.dev.setBalance(poor, 600n)
    node.dev.impersonation.start(poor)
    await expect(ask("author_submitExtrinsic", placeheld(poor))).rejects.toMatchObject({
      code: 1010,
      data: expect.stringContaining("Inability to pay"),
    })
    await node.dev.setBalance(poor, 1_000_000_000n)
    await ask("author_submitExtrinsic", placeheld(poor))
    await node.dev.mine()
    const { fee } = node.dev.dryRun({ origin: poor, call: { System: { remark: { remark: "0x07" } } } })
    expect(account(poor).data.free).toBe(1_000_000_000n - BigInt(fee as string))
  })
  it("takes it of everybody when told so, and real signatures are still looked at", async () => {
    await ask("dev_autoImpersonate", true)
    await ask("author_submitExtrinsic", placeheld(Bob))
    const { genesisHash } = node.chain
    const real = signTransaction(state(), keyOf("//Alice"), remark, { genesisHash })
    await ask("author_submitExtrinsic", toHex(real))
    const forged = signTransaction(state(), { ...keyOf("//Bob"), account: Charlie }, remark, { genesisHash })
    await expect(ask("author_submitExtrinsic", toHex(forged))).rejects.toMatchObject(badProof)
    await node.dev.mine()
    expect([account(Alice).nonce, account(Bob).nonce]).toEqual([1, 1])
    await ask("anvil_autoImpersonateAccount", false)
    await expect(ask("author_submitExtrinsic", placeheld(Bob))).rejects.toMatchObject(badProof)
  })
  it("does the same where threads check signatures", async () => {
    const threaded = await startDevNode({ autoImpersonate: true }, { signatureThreads: 1 })
    await threaded.request("author_submitExtrinsic", [placeheld(Bob)])
    expect((await threaded.dev.mine()).number).toBe(1)
    expect(threaded.pool.readyCount).toBe(0)
    await threaded.close()
  })
})

describe("a call as anybody", () => {
  it("is in the next block, and its outcome is told", async () => {
    const call = {
      pallet: "Balances",
      call: "transferKeepAlive",
      args: { dest: encodeAddress(Bob), value: "1_000" },
    }
    const outcome = await ask("dev_call", encodeAddress(Charlie), call)
    expect(outcome).toMatchObject({ number: 1, hash: node.dev.head().hash, included: true, ok: true })
    expect(outcome).toMatchObject({
      events: expect.arrayContaining([
        {
          pallet: "Balances",
          name: "Transfer",
          data: { from: encodeAddress(Charlie), to: encodeAddress(Bob), amount: 1000 },
        },
      ]),
    })
    await node.dev.setMode({ type: "instant" })
    expect(await ask("dev_call", Charlie, call)).toMatchObject({ number: 2, ok: true })
  })
  it("fails with the pallet's own error", async () => {
    const outcome = await ask("dev_call", Bob, {
      SubtensorModule: { burned_register: { netuid: 77, hotkey: Bob } },
    })
    expect(outcome).toMatchObject({
      included: true,
      ok: false,
      error: "SubtensorModule.SubnetNotExists",
      errorDoc: expect.any(String),
    })
  })
  it("may come from root", async () => {
    const call = { AdminUtils: { sudo_set_tempo: { netuid: 1, tempo: 33 } } }
    expect(await ask("dev_call", "root", call)).toMatchObject({ ok: true })
    expect(subtensor.Tempo.get(state(), 1)).toBe(33)
  })
  it("fails from root when the call fails, though Sudo's own does not", async () => {
    const call = { AdminUtils: { sudo_set_tempo: { netuid: 77, tempo: 33 } } }
    const failed = { included: true, ok: false, error: "SubtensorModule.SubnetNotExists" }
    expect(await ask("dev_dryRun", { call, origin: "root" })).toMatchObject(failed)
    expect(await ask("dev_call", "root", call)).toMatchObject(failed)
    const as = { Sudo: { sudo_as: { who: { Id: Bob }, call: { System: { set_heap_pages: { pages: 1 } } } } } }
    expect(await ask("dev_call", Alice, as)).toMatchObject({ ok: false, error: "BadOrigin" })
  })
  it.each([
    [Bob, { Nowhere: { go: {} } }, "unknown-name", "call"],
    [Bob, { System: { remrk: {} } }, "unknown-name", "call.System"],
    [Bob, { System: { remark: { remark: 5 } } }, "bad-value", "call.System.remark.remark"],
    [Bob, { pallet: "Balance", call: "x" }, "unknown-name", "call.pallet"],
    [Bob, "0xffff", "bad-value", "call"],
    ["Bob", { System: { remark: {} } }, "bad-value", "origin"],
  ])("of %s says what is wrong with %j", async (origin, call, code, field) => {
    await expect(ask("dev_call", origin, call)).rejects.toMatchObject({ code: -32602, data: { code, field } })
  })
})

describe("a dry run", () => {
  it("tells result, events, fee and what would change, and keeps nothing", async () => {
    await node.dev.mine()
    const { hash } = node.dev.head()
    const call = { Balances: { transfer_keep_alive: { dest: Bob, value: 5 } } }
    const run = (await ask("dev_dryRun", { call, origin: Alice })) as ReturnType<typeof node.dev.dryRun>
    expect(run).toMatchObject({ included: true, ok: true, fee: expect.stringMatching(/^\d+$/) })
    const bob = run.storageDiff.find(({ keys }) => keys?.[0] === encodeAddress(Bob))
    expect([bob?.pallet, bob?.item]).toEqual(["System", "Account"])
    expect([node.dev.head().hash, account(Alice).nonce]).toEqual([hash, 0])
    const same = await node.dev.call(Alice, call)
    expect([same.fee, same.events]).toEqual([run.fee, run.events])
  })
  it("takes whole extrinsics, Chopsticks' form, and earlier blocks", async () => {
    await node.dev.mine({ count: 2 })
    const at = node.dev.head().hash
    await node.dev.call(Alice, { System: { remark: {} } })
    const stale = toHex(signTransaction(node.chain.open(at), keyOf("//Alice"), remark, {}))
    expect(await ask("dev_dryRun", { extrinsic: stale })).toMatchObject({
      included: false,
      ok: false,
      error: "Transaction is outdated",
    })
    expect(await ask("dev_dryRun", { extrinsic: stale, at })).toMatchObject({ included: true, ok: true })
    const asChopsticks = { extrinsic: { call: { System: { remark: {} } }, address: encodeAddress(Bob) } }
    expect(await ask("dev_dryRun", asChopsticks)).toMatchObject({ ok: true })
    await expect(ask("dev_dryRun", { extrinsic: "0x00" })).rejects.toMatchObject({
      data: { field: "extrinsic" },
    })
    await expect(ask("dev_dryRun", {})).rejects.toMatchObject({ data: { field: "call" } })
    const at0 = `0x${"00".repeat(32)}`
    await expect(ask("dev_dryRun", { extrinsic: stale, at: at0 })).rejects.toMatchObject({
      data: { code: "unknown-block", field: "at" },
    })
  })
})
