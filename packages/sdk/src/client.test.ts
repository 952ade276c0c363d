import type { Node } from "@taonet/node/node"
import { startLocalNode } from "@taonet/node/testKit"
import { toHex } from "@taonet/primitives/hex"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import recorded from "../../../vectors/metadata/metadata-hash-461.json" with { type: "json" }
import {
  type ChainEvent,
  createClient,
  DispatchRejected,
  http,
  inProcess,
  makeCall,
  multisigAddress,
  prepareTransaction,
  RpcError,
  type Signer,
  signerFromUri,
  signTransaction,
  submitSigned,
  type WriteClient,
  weightsHash,
  withSignature,
} from "./index.ts"

const [alice, bob, charlie, eve] = ["//Alice", "//Bob", "//Charlie", "//Eve"].map((uri) => signerFromUri(uri))
const hotkey = signerFromUri("//Alice//hot")
const stranger = signerFromUri("//stranger")
const tao = 1_000_000_000n

let node: Node
let client: WriteClient
beforeAll(async () => {
  node = await startLocalNode({ blockTimeMs: "instant" })
  client = await createClient({ transport: inProcess(node), signer: alice! })
})
afterAll(async () => {
  await client?.close()
  await node?.close()
})

const failureOf = async (work: Promise<unknown>): Promise<DispatchRejected> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(DispatchRejected)
  return error as DispatchRejected
}

describe("reads, typed by wire names", () => {
  it("storage: values, maps, defaults and absent entries", async () => {
    const account = await client.getStorage("System.Account", [alice!.account])
    expect(account.data.free).toBe(await client.getBalance({ account: alice!.account }))
    expect(await client.getStorage("System.Account", [stranger.account])).toMatchObject({ nonce: 0 })
    expect(await client.getStorage("SubtensorModule.Uids", [1, stranger.account])).toBeUndefined()
    expect(await client.getStorage("SubtensorModule.TotalNetworks", [])).toBe(2)
  })
  it("whole maps with their keys, and parts of them", async () => {
    const networks = await client.getStorageEntries("SubtensorModule.NetworksAdded")
    expect(networks.sort(([a], [b]) => a[0] - b[0])).toEqual([
      [[0], true],
      [[1], true],
    ])
    const accounts = await client.getStorageEntries("System.Account")
    expect(accounts.map(([key]) => key[0])).toContain(alice!.account)
    expect(await client.getStorageEntries("SubtensorModule.Uids", [7])).toEqual([])
  })
  it("runtime APIs", async () => {
    expect(await client.callRuntimeApi("AccountNonceApi.account_nonce", { account: stranger.account })).toBe(
      0,
    )
    const subnets = await client.getSubnets()
    expect(subnets.map(({ netuid }) => netuid)).toEqual([0, 1])
    expect((await client.getSubnet({ netuid: 1 }))?.netuid).toBe(1)
    expect(await client.getSubnet({ netuid: 9 })).toBeUndefined()
    expect((await client.getHyperparameters({ netuid: 1 }))?.kappa).toBe(32_767)
    expect(await client.getAlphaPrice({ netuid: 1 })).toBeGreaterThan(0n)
    expect(await client.getNeuron({ netuid: 1, hotkey: stranger.account })).toBeUndefined()
    expect(await client.getDelegates()).toBeInstanceOf(Array)
  })
  it("no name that is none", async () => {
    const unchecked = client as unknown as { getStorage(name: string, key: unknown[]): Promise<unknown> }
    expect(() => unchecked.getStorage("System.Nothing", [])).toThrow(/no System.Nothing/)
  })
})

describe("writes", () => {
  it("transfers what the estimate says", async () => {
    const call = makeCall("Balances.transfer_keep_alive", {
      dest: { type: "Id", value: stranger.account },
      value: tao,
    })
    const estimate = await client.estimateFee(alice!, call)
    const { fee } = await client.transfer({ to: stranger.account, amount: tao })
    expect(fee).toBe(estimate)
    expect(await client.getBalance({ account: stranger.account })).toBe(tao)
  })
  it("sends all of it, and other signers use the same connection", async () => {
    await client.as(stranger).transfer({ to: alice!.account, amount: "all", keepAlive: false })
    expect(await client.getBalance({ account: stranger.account })).toBe(0n)
  })
  it("registers, stakes within limits, moves and unstakes", async () => {
    const { netuid } = await client.registerSubnet({ hotkey: hotkey.account })
    await client.sudo(makeCall("AdminUtils.sudo_set_start_call_delay", { delay: 0n }))
    await client.submitCall("SubtensorModule.start_call", { netuid })
    const place = { hotkey: hotkey.account, netuid }
    const price = await client.getAlphaPrice({ netuid })
    const tooCheap = client.addStake({ ...place, amount: 5n * tao, limitPrice: price / 2n })
    expect((await failureOf(tooCheap)).error).toBe("Swap.PriceLimitExceeded")
    await client.addStake({ ...place, amount: 5n * tao, limitPrice: price * 2n })
    const [position] = await client.getStake({ coldkey: alice!.account, ...place })
    expect(position?.stake).toBeGreaterThan(0n)
    const other = signerFromUri("//Alice//other").account
    const dear = client.burnedRegister({ netuid, hotkey: other, limitPrice: 1n })
    expect((await failureOf(dear)).failure.module?.pallet).toBe("SubtensorModule")
    await client.burnedRegister({ netuid, hotkey: other })
    expect((await client.getNeuron({ netuid, hotkey: other }))?.uid).toBe(1)
    await client.moveStake({ from: place, to: { hotkey: other, netuid }, amount: tao })
    expect(await client.getStake({ coldkey: alice!.account, hotkey: other })).toHaveLength(1)
    await client.removeStake({ hotkey: other, netuid, amount: "all" })
    expect(await client.getStake({ coldkey: alice!.account, hotkey: other })).toEqual([])
  })
  it("tells a pallet's error by name, with its documentation", async () => {
    const failed = await failureOf(client.removeProxy({ delegate: eve!.account, type: "Any" }))
    expect(failed.failure.module).toEqual({ pallet: "Proxy", error: "NotFound" })
    expect(failed.error).toBe("Proxy.NotFound")
    expect(failed.failure.docs.length).toBeGreaterThan(10)
    expect(failed.message).toContain(failed.failure.docs)
    const root = await failureOf(client.submitCall("AdminUtils.sudo_set_start_call_delay", { delay: 0n }))
    expect(root.failure).toEqual({ name: "BadOrigin", docs: "" })
  })
  it("commits weights by their hash, which cannot be revealed in the same epoch", async () => {
    const netuid = (await client.getSubnets()).at(-1)?.netuid ?? 0
    const owner = client.as(hotkey)
    const args = { netuid, weights_set_rate_limit: 0n }
    await client.sudo(makeCall("AdminUtils.sudo_set_weights_set_rate_limit", args))
    await client.transfer({ to: hotkey.account, amount: tao })
    const weights = { netuid, uids: [0], weights: [65_535], salt: [1, 2, 3] }
    const { events } = await owner.commitWeightsHash(weights)
    const committed = events.find(({ event }) => event.value.type === "WeightsCommitted")
    expect(committed?.event.value.value).toEqual([
      owner.signer.account,
      netuid,
      weightsHash(owner.signer.account, weights),
    ])
    await expect(owner.revealWeights(weights)).rejects.toMatchObject({
      name: "TransactionInvalid",
      code: 1010,
      errors: ["SubtensorModule.RevealTooEarly"],
    })
  })
})

describe("calls within calls", () => {
  const transferOf = (value: bigint) =>
    makeCall("Balances.transfer_keep_alive", { dest: { type: "Id", value: eve!.account }, value })
  const tooMuch = transferOf(10n ** 18n)

  it("batches: all or none, or up to a failure", async () => {
    const before = await client.getBalance({ account: eve!.account })
    await client.batch({ calls: [transferOf(tao), transferOf(tao)] })
    expect(await client.getBalance({ account: eve!.account })).toBe(before + 2n * tao)
    await failureOf(client.batch({ calls: [transferOf(tao), tooMuch] }))
    expect(await client.getBalance({ account: eve!.account })).toBe(before + 2n * tao)
    await failureOf(client.batch({ calls: [transferOf(tao), tooMuch], mode: "upToFailure" }))
    await client.batch({ calls: [tooMuch, transferOf(tao)], mode: "each" })
    expect(await client.getBalance({ account: eve!.account })).toBe(before + 4n * tao)
  })

  it("acts by proxy, and says what the inner call met", async () => {
    await client.addProxy({ delegate: bob!.account, type: "Transfer" })
    const before = await client.getBalance({ account: eve!.account })
    const asBob = client.as(bob!)
    await asBob.proxy({ real: alice!.account, call: transferOf(tao) })
    expect(await client.getBalance({ account: eve!.account })).toBe(before + tao)
    await failureOf(asBob.proxy({ real: alice!.account, call: tooMuch }))
    await client.removeProxy({ delegate: bob!.account, type: "Transfer" })
    expect((await failureOf(asBob.proxy({ real: alice!.account, call: transferOf(tao) }))).error).toBe(
      "Proxy.NotProxy",
    )
  })

  it("gathers the approvals of a multisig account", async () => {
    const members = { threshold: 2, signatories: [alice!, bob!, charlie!].map(({ account }) => account) }
    const shared = multisigAddress(members)
    await client.transfer({ to: shared.account, amount: 10n * tao })
    const before = await client.getBalance({ account: eve!.account })
    await client.multisig({ ...members, call: transferOf(tao) })
    expect(await client.getBalance({ account: eve!.account })).toBe(before)
    await client.as(charlie!).multisig({ ...members, call: transferOf(tao) })
    expect(await client.getBalance({ account: eve!.account })).toBe(before + tao)
  })
})

describe("shielded submission", () => {
  it("runs a call that only the author could read", async () => {
    for (let i = 0; i < 4; i++) await client.transfer({ to: bob!.account, amount: 1n })
    const call = makeCall("Balances.transfer_keep_alive", {
      dest: { type: "Id", value: eve!.account },
      value: 3n * tao,
    })
    const before = await client.getBalance({ account: eve!.account })
    const receipt = await client.submitShielded(call)
    expect(await client.getBalance({ account: eve!.account })).toBe(before + 3n * tao)
    expect(receipt.extrinsicHash).not.toBe(receipt.carrier.extrinsicHash)
  })
})

describe("watching", () => {
  it("gives every event of the names asked for once, in order", async () => {
    const seen: ChainEvent<"Balances.Transfer">[] = []
    const amounts = [11n, 12n, 13n]
    let done: () => void
    const all = new Promise<void>((resolve) => {
      done = resolve
    })
    const watch = await client.watchEvents({ names: ["Balances.Transfer"] }, (event) => {
      seen.push(event)
      if (seen.length === amounts.length) done()
    })
    for (const amount of amounts) await client.transfer({ to: bob!.account, amount })
    await all
    watch.close()
    expect(seen.map(({ value }) => value.amount)).toEqual(amounts)
    expect(seen.map(({ block }) => block)).toEqual([...seen.map(({ block }) => block)].sort((a, b) => a - b))
    const replayed: bigint[] = []
    await new Promise<void>((resolve) => {
      const options = { names: ["Balances.Transfer"] as const, fromBlock: seen[0]!.block }
      void client.watchEvents(options, ({ value }) => {
        if (replayed.push(value.amount) === amounts.length) resolve()
      })
    })
    expect(replayed).toEqual(amounts)
  })

  it("follows a metagraph", async () => {
    const blocks: bigint[] = []
    let wake: () => void = () => undefined
    const watch = await client.watchMetagraph({ netuid: 1 }, (metagraph) => {
      blocks.push(metagraph.block)
      wake()
    })
    const until = async (isSo: () => boolean): Promise<void> => {
      while (!isSo())
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
    await until(() => blocks.length > 0)
    await client.transfer({ to: bob!.account, amount: 1n })
    const head = BigInt(await client.getBlockNumber())
    await until(() => (blocks.at(-1) ?? 0n) >= head)
    watch.close()
    expect(blocks).toEqual([...blocks].sort((a, b) => Number(a - b)))
  })

  it("waits for what was submitted elsewhere", async () => {
    const bytes = await signTransaction(
      client,
      alice!,
      makeCall("System.remark_with_event", { remark: Uint8Array.of(1) }),
    )
    const fromBlock = await client.getBlockNumber()
    const hash = await client.transport.request<`0x${string}`>("author_submitExtrinsic", [toHex(bytes)])
    const receipt = await client.waitForTransaction({ hash, fromBlock })
    expect(receipt.extrinsicHash).toBe(hash)
    expect(receipt.events.some(({ event }) => event.value.type === "Remarked")).toBe(true)
  })
})

describe("a transaction for a hardware wallet", () => {
  it("promises the real chain's metadata, and is taken with a signature made elsewhere", async () => {
    const call = makeCall("System.remark", { remark: Uint8Array.of(2) })
    const unsigned = await prepareTransaction(client, alice!, call, { metadataHash: true })
    expect(toHex(unsigned.metadataHash!)).toBe(recorded.hash)
    expect(unsigned.included.at(-1)).toBe(1)
    const signature = await alice!.sign(unsigned.payload)
    await submitSigned(client, withSignature(unsigned, alice!.scheme, signature))
  })
  it("goes to a device that shows it, whatever verb it is of", async () => {
    let shown = 0
    const device: Signer = {
      ...alice!,
      sign: () => {
        throw new Error("signs nothing unseen")
      },
      async signTransaction({ payload }, proof) {
        shown += (await proof()).length
        return alice!.sign(payload)
      },
    }
    await client.as(device).transfer({ to: bob!.account, amount: 1n })
    expect(shown).toBeGreaterThan(3_000)
  })
})

describe("over HTTP", () => {
  it("reads, submits and watches by asking again", async () => {
    const transport = http(node.url.replace("ws:", "http:"), { pollMs: 10 })
    const over = await createClient({ transport, signer: bob! })
    const heads: number[] = []
    const watch = await over.watchBlocks((number) => heads.push(number))
    await over.transfer({ to: eve!.account, amount: tao })
    expect(heads.length).toBeGreaterThan(0)
    watch.close()
    await expect(transport.request("no_such")).rejects.toBeInstanceOf(RpcError)
    await expect(transport.subscribe("state_subscribeStorage", [], "x", () => undefined)).rejects.toThrow(
      /needs a WebSocket/,
    )
    await over.close()
  })
})
