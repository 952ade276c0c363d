/** Every verb that reads, on a chain: what it finds, and what it says where it finds nothing. A verb that is not in the table fails to compile. */
import { toHex } from "@taonet/primitives/hex"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeCall, RpcError, signTransaction, TransactionDropped, TransportError } from "../index.ts"
import type * as reads from "./reads.ts"
import { netuid, openStage, type Stage, tao } from "./stage.testkit.ts"

type Refusal = typeof RpcError | typeof TransportError | typeof TransactionDropped | typeof RangeError

interface Tried {
  readonly finds: (stage: Stage) => Promise<void>
  /** What is rejected with, and by whom. `closed` is a client whose connection is closed. */
  readonly fails: readonly [refusal: Refusal, attempt: (stage: Stage, closed: Stage) => Promise<unknown>]
}

/** A block that nobody made. */
const at = `0x${"ab".repeat(32)}` as const
const nothing = (): void => undefined
const alice = ({ as }: Stage) => as("Alice")
const nobody = ({ account }: Stage) => account("nobody")

const table: { readonly [V in keyof typeof reads]: Tried } = {
  callRuntimeApi: {
    async finds(stage) {
      const account = nobody(stage)
      expect(await alice(stage).callRuntimeApi("AccountNonceApi.account_nonce", { account })).toBe(0)
    },
    fails: [
      RpcError,
      (stage) => alice(stage).callRuntimeApi("SwapRuntimeApi.current_alpha_price", { netuid }, at),
    ],
  },
  estimateFee: {
    async finds(stage) {
      const call = makeCall("System.remark", { remark: new Uint8Array(1) })
      const estimate = await alice(stage).estimateFee(alice(stage).signer, call)
      const { fee } = await alice(stage).submitCall("System.remark", { remark: new Uint8Array(1) })
      expect(fee).toBe(estimate)
    },
    fails: [
      TransportError,
      (_, closed) => {
        const call = makeCall("System.remark", { remark: new Uint8Array(1) })
        return alice(closed).estimateFee(alice(closed).signer, call)
      },
    ],
  },
  getAlphaPrice: {
    async finds(stage) {
      expect(await alice(stage).getAlphaPrice({ netuid: 0 })).toBe(tao)
      expect(await alice(stage).getAlphaPrice({ netuid })).toBeGreaterThan(0n)
    },
    fails: [RpcError, (stage) => alice(stage).getAlphaPrice({ netuid, at })],
  },
  getBalance: {
    async finds(stage) {
      expect(await alice(stage).getBalance({ account: stage.account("Dave") })).toBeGreaterThan(tao)
      expect(await alice(stage).getBalance({ account: nobody(stage) })).toBe(0n)
    },
    fails: [RpcError, (stage) => alice(stage).getBalance({ account: nobody(stage), at })],
  },
  getBlockNumber: {
    async finds(stage) {
      expect(await alice(stage).getBlockNumber()).toBe(stage.chain.head().number)
    },
    fails: [TransportError, (_, closed) => alice(closed).getBlockNumber()],
  },
  getDelegates: {
    async finds(stage) {
      await stage.as("Bob").setTake({ hotkey: stage.account("Bob_hk"), take: 1_000 })
      const delegates = await alice(stage).getDelegates()
      expect(delegates.map(({ delegate_ss58 }) => delegate_ss58)).toContain(stage.account("Bob_hk"))
    },
    fails: [RpcError, (stage) => alice(stage).getDelegates({ at })],
  },
  getHyperparameters: {
    async finds(stage) {
      expect(await alice(stage).getHyperparameters({ netuid })).toMatchObject({ tempo: 10 })
      expect(await alice(stage).getHyperparameters({ netuid: 99 })).toBeUndefined()
    },
    fails: [RpcError, (stage) => alice(stage).getHyperparameters({ netuid, at })],
  },
  getMetagraph: {
    async finds(stage) {
      const { hotkeys } = (await alice(stage).getMetagraph({ netuid })) ?? {}
      expect(hotkeys).toEqual(["Alice_hk", "Bob_hk", "Charlie_hk"].map(stage.account))
      const of = (mechid: number) => alice(stage).getMetagraph({ netuid, mechid })
      expect(await of(0)).toEqual(await alice(stage).getMetagraph({ netuid }))
      expect(await of(1)).toBeUndefined()
      expect(await alice(stage).getMetagraph({ netuid: 99 })).toBeUndefined()
    },
    fails: [RpcError, (stage) => alice(stage).getMetagraph({ netuid, at })],
  },
  getNeuron: {
    async finds(stage) {
      const hotkey = stage.account("Charlie_hk")
      expect(await alice(stage).getNeuron({ netuid, hotkey })).toMatchObject({ uid: 2, hotkey })
      expect(await alice(stage).getNeuron({ netuid, uid: 2 })).toMatchObject({ uid: 2, hotkey })
      expect(await alice(stage).getNeuron({ netuid, hotkey: nobody(stage) })).toBeUndefined()
    },
    fails: [RpcError, (stage) => alice(stage).getNeuron({ netuid, uid: 0, at })],
  },
  getStake: {
    async finds(stage) {
      const coldkey = stage.account("Bob")
      const [found, ...others] = await alice(stage).getStake({ coldkey, netuid })
      expect([found?.hotkey, others.length]).toEqual([stage.account("Bob_hk"), 0])
      expect(found?.stake).toBeGreaterThan(90n * tao)
      expect(await alice(stage).getStake({ coldkey, hotkey: nobody(stage) })).toEqual([])
    },
    fails: [RpcError, (stage) => alice(stage).getStake({ coldkey: nobody(stage), at })],
  },
  getStorage: {
    async finds(stage) {
      const client = alice(stage)
      expect(await client.getStorage("SubtensorModule.Tempo", [netuid])).toBe(10)
      expect(await client.getStorage("SubtensorModule.Uids", [netuid, nobody(stage)])).toBeUndefined()
    },
    fails: [RpcError, (stage) => alice(stage).getStorage("SubtensorModule.Tempo", [netuid], at)],
  },
  getStorageEntries: {
    async finds(stage) {
      const entries = await alice(stage).getStorageEntries("SubtensorModule.Keys", [netuid])
      const inOrder = entries.map(([[, uid], hotkey]) => [uid, hotkey]).sort()
      expect(inOrder).toEqual(
        ["Alice_hk", "Bob_hk", "Charlie_hk"].map((name, uid) => [uid, stage.account(name)]),
      )
      expect(await alice(stage).getStorageEntries("SubtensorModule.Keys", [99])).toEqual([])
    },
    fails: [RpcError, (stage) => alice(stage).getStorageEntries("SubtensorModule.Keys", [netuid], at)],
  },
  getSubnet: {
    async finds(stage) {
      const subnet = await alice(stage).getSubnet({ netuid })
      expect(subnet).toMatchObject({ netuid, owner_coldkey: stage.account("Alice") })
      expect(await alice(stage).getSubnet({ netuid: 99 })).toBeUndefined()
    },
    fails: [RpcError, (stage) => alice(stage).getSubnet({ netuid, at })],
  },
  getSubnets: {
    async finds(stage) {
      expect((await alice(stage).getSubnets()).map((one) => one.netuid)).toEqual([0, 1, netuid])
    },
    fails: [RpcError, (stage) => alice(stage).getSubnets({ at })],
  },
  waitForTransaction: {
    async finds(stage) {
      const call = makeCall("System.remark", { remark: new Uint8Array(1) })
      const bytes = await signTransaction(alice(stage), alice(stage).signer, call)
      const fromBlock = await alice(stage).getBlockNumber()
      const hash = await alice(stage).transport.request<typeof at>("author_submitExtrinsic", [toHex(bytes)])
      const { extrinsicHash } = await alice(stage).waitForTransaction({ hash, fromBlock })
      expect(extrinsicHash).toBe(hash)
    },
    fails: [
      TransactionDropped,
      (stage) => alice(stage).waitForTransaction({ hash: at, fromBlock: 1, blocks: 3 }),
    ],
  },
  watchBlocks: {
    async finds(stage) {
      const from = stage.chain.head().number
      const seen = await gathered<number>(
        3,
        (add) => alice(stage).watchBlocks(add),
        () => stage.chain.mine(),
      )
      expect(seen).toEqual([from, from + 1, from + 2])
    },
    fails: [TransportError, (_, closed) => alice(closed).watchBlocks(nothing)],
  },
  watchEvents: {
    async finds(stage) {
      const names = ["Balances.Transfer"] as const
      const to = stage.account("Eve")
      const seen = await gathered<bigint>(
        2,
        (add) => alice(stage).watchEvents({ names }, ({ value }) => add(value.amount)),
        (round) => alice(stage).transfer({ to, amount: BigInt(round + 1) }),
      )
      expect(seen).toEqual([1n, 2n])
    },
    fails: [TransportError, (_, closed) => alice(closed).watchEvents({}, nothing)],
  },
  watchMetagraph: {
    async finds(stage) {
      const seen = await gathered<bigint>(
        3,
        (add) => alice(stage).watchMetagraph({ netuid }, ({ block }) => add(block)),
        () => stage.chain.mine(),
      )
      expect(seen[2]).toBeGreaterThan(seen[0] ?? 0n)
    },
    fails: [TransportError, (_, closed) => alice(closed).watchMetagraph({ netuid }, nothing)],
  },
}

/** Watches, acts until so many things came, one act for each of them, and closes. */
async function gathered<T>(
  count: number,
  watch: (add: (value: T) => void) => Promise<{ close(): void }>,
  act: (round: number) => Promise<unknown>,
): Promise<T[]> {
  const seen: T[] = []
  let wake = nothing
  const watching = await watch((value) => {
    seen.push(value)
    wake()
  })
  for (let round = 0; seen.length < count; round++) {
    await act(round)
    while (seen.length <= round)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  watching.close()
  return seen.slice(0, count)
}

let stage: Stage
let closed: Stage
beforeAll(async () => {
  ;[stage, closed] = await Promise.all([openStage(), openStage()])
  await closed[Symbol.asyncDispose]()
})
afterAll(() => stage?.[Symbol.asyncDispose]())

describe.each(Object.entries(table))("%s", (_verb, { finds, fails: [refusal, attempt] }) => {
  it("finds what is there", () => finds(stage))
  it(`rejects with ${refusal.name} otherwise`, () =>
    expect(attempt(stage, closed)).rejects.toBeInstanceOf(refusal))
})
