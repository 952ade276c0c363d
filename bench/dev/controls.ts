import { createDevChain, type DevChain } from "@taonet/dev/index"
import { medianOf, millisecondsOf } from "../median.ts"
import { account } from "../network.ts"
import { coreMs } from "../oneCore.ts"
import type { Result } from "../table.ts"

/** Beside the wall's: what it would take if the machine did nothing else, or somewhat more, for helper threads count. */
const processorTime = (value: number): Result => ({ what: "… processor time", value, unit: "ms" })

const open = (): Promise<DevChain> => createDevChain({ blockTime: "manual" })

/** With the beacon's pulses in them, as on every development chain. */
export async function emptyBlocksResults(blocks: number): Promise<Result[]> {
  await using chain = await open()
  await chain.mine({ count: Math.ceil(blocks / 50) })
  const begin = coreMs()
  const value = await millisecondsOf(() => chain.mine({ count: blocks }))
  const what = `${blocks.toLocaleString("en-US")} empty blocks in one call`
  return [{ what, value, unit: "ms", target: { atMost: blocks } }, processorTime(coreMs() - begin)]
}

export async function snapshotResults(accounts: number, rounds: number): Promise<Result[]> {
  await using chain = await open()
  const row = { providers: 1, data: { free: 1_000_000 } }
  await chain.setStorage({
    System: { Account: Array.from({ length: accounts }, (_, i) => [[account(i)], row]) },
  })
  await chain.mine({ count: 3 })
  const root = (): string => chain.node.chain.state(chain.head().hash).trie.root
  const before = root()
  const [bare, changed]: number[][] = [[], []]
  const round = async (change: () => Promise<unknown>): Promise<number> => {
    const begin = performance.now()
    const id = await chain.snapshot()
    const taken = performance.now() - begin
    await change()
    const ms = taken + (await millisecondsOf(() => chain.revert(id)))
    chain.dropSnapshot(id)
    if (root() !== before) throw new Error("the chain came back with another state root")
    return ms
  }
  for (let i = 0; i < rounds; i++) {
    bare?.push(await round(async () => undefined))
    changed?.push(await round(() => chain.setBalance(account(i), 2_000_000n)))
  }
  const what = `snapshot and revert at ${accounts.toLocaleString("en-US")} accounts`
  return [
    { what, value: medianOf(bare ?? []), unit: "ms", target: { atMost: 5 } },
    { what: "… after a change", value: medianOf(changed ?? []), unit: "ms", target: { atMost: 5 } },
  ]
}

/** A subnet full of neurons, of which a quarter are validators that weight all others. */
export async function epochResults(neurons: number, rounds: number): Promise<Result[]> {
  await using chain = await open()
  const netuid = 1
  const uids = Array.from({ length: neurons }, (_, uid) => uid)
  const validators = neurons >> 2
  const list = (value: unknown): unknown[] => uids.map(() => value)
  await chain.setStorage({
    SubtensorModule: {
      SubnetworkN: [[[netuid], neurons]],
      Keys: uids.map((uid) => [[netuid, uid], account(uid)]),
      Uids: uids.map((uid) => [[netuid, account(uid)], uid]),
      BlockAtRegistration: uids.map((uid) => [[netuid, uid], 0]),
      Active: [[[netuid], list(true)]],
      ValidatorPermit: [[[netuid], uids.map((uid) => uid < validators)]],
      LastUpdate: [[[netuid], list(1)]],
      Weights: uids
        .slice(0, validators)
        .map((uid) => [[netuid, uid], uids.slice(validators).map((to) => [to, 1 + ((uid * 7 + to) % 97)])]),
    },
  })
  await chain.mineToEpoch(netuid)
  const id = await chain.snapshot()
  const times: number[] = []
  const begin = coreMs()
  for (let i = 0; i < rounds; i++) {
    await chain.revert(id)
    times.push(await millisecondsOf(() => chain.mineToEpoch(netuid)))
  }
  const what = `to the next epoch of a subnet of ${neurons}, a whole tempo away`
  return [
    { what, value: medianOf(times), unit: "ms", target: { atMost: 100 } },
    processorTime((coreMs() - begin) / rounds),
  ]
}

export async function scenarioResults(name: string, atMost?: number): Promise<Result[]> {
  const value = await millisecondsOf(async () => {
    await using chain = await createDevChain({ scenario: name })
    await chain.client.transport.request("system_chain")
  })
  const what = `createDevChain({ scenario: "${name}" })`
  return [{ what, value, unit: "ms", ...(atMost === undefined ? {} : { target: { atMost } }) }]
}
