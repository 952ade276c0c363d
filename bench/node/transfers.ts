import { keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decode, u32 } from "@taonet/primitives/scale/index"
import {
  createTransactionChain,
  keyOf,
  signTransaction,
} from "@taonet/runtime/executive/transactions.testkit"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { account } from "../network.ts"
import { coreMs } from "../oneCore.ts"
import type { Result } from "../table.ts"
import { type BenchClient, openClient } from "./client.ts"
import { type NodeProcess, startNodeProcess, withFolder } from "./process.ts"

const blockTimeMs = 250
const senders = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"]
const inFlight = 64
const pollMs = 10
const submit = "author_submitExtrinsic"

export interface TransfersOptions {
  readonly count: number
  readonly signatureThreads: number
  /** As fast as they are taken, without. */
  readonly perSecond?: number
}

interface Load {
  readonly perSecond: number
  /** Milliseconds of processor time for each transfer. */
  readonly nodeCpuMs: number
  readonly clientCpuMs: number
  /** Milliseconds between blocks, in order of length. */
  readonly gapsMs: readonly number[]
  readonly lateLoopMs: number
}

/**
 * Signed transfers, made before, through everything, as fast as they are taken: RPC of one WebSocket a sender, signature, pool, block, root,
 * commit. Client and node share the machine.
 */
export async function transfersResults(options: TransfersOptions): Promise<Result[]> {
  const { perSecond, nodeCpuMs, clientCpuMs } = await load(options)
  const threaded = options.signatureThreads > 0
  const where = threaded ? "signatures on a thread" : "signatures on the main thread"
  return [
    {
      what: `signed transfers through RPC, pool, block and disk; ${where}`,
      value: perSecond,
      unit: "/s",
      ...(threaded ? { target: { atLeast: 1000 } } : {}),
    },
    { what: "… processor time of the node for each", value: nodeCpuMs, unit: "ms" },
    { what: "… and of the clients", value: clientCpuMs, unit: "ms" },
  ]
}

/** How punctual blocks are, and how late the event loop, while transfers come at a pace. */
export async function punctualResults(
  options: TransfersOptions & { readonly perSecond: number },
): Promise<Result[]> {
  const { gapsMs, lateLoopMs } = await load(options)
  const of = (share: number): number => gapsMs[Math.floor(gapsMs.length * share)] ?? 0
  const pace = `${options.perSecond.toLocaleString("en-US")} transfers/s`
  return [
    {
      what: `a block of ${blockTimeMs} ms at ${pace} took (median)`,
      value: of(0.5),
      unit: "ms",
      target: { atMost: blockTimeMs * 1.1 },
    },
    { what: "… the latest of 100", value: of(0.99), unit: "ms", target: { atMost: blockTimeMs * 2 } },
    { what: "… event loop late (99 of 100)", value: lateLoopMs, unit: "ms", target: { atMost: 100 } },
  ]
}

function load({ count, signatureThreads, perSecond }: TransfersOptions): Promise<Load> {
  return withFolder(async (folder) => {
    const threads = ["--signature-threads", String(signatureThreads)]
    const node = await startNodeProcess(folder, ["--block-time", String(blockTimeMs), ...threads])
    const watch = await openClient(node.url)
    const genesis = (await watch.ask("chain_getBlockHash", [0])) as Hex
    const lists = signed(genesis, Math.ceil(count / senders.length))
    const total = lists.length * (lists[0]?.length ?? 0)
    const clients = await Promise.all(lists.map(() => openClient(node.url)))
    const heads = await watchHeads(watch)
    // Each look at the metrics begins a new one at the event loop's delay.
    const cpu = await cpuMs(node)
    const begin = performance.now()
    const refusals = await Promise.all(
      clients.map((client, i) =>
        perSecond === undefined
          ? client.askAll(submit, lists[i] ?? [], inFlight)
          : client.askAtPace(submit, lists[i] ?? [], perSecond / senders.length),
      ),
    )
    const refused = refusals.find(({ count: some }) => some > 0)
    if (refused !== undefined) throw new Error(`a transfer was refused: ${JSON.stringify(refused.first)}`)
    await included(watch, total / senders.length)
    const seconds = (performance.now() - begin) / 1000
    const lateLoopMs = 1000 * (await node.metric("nodejs_eventloop_lag_p99_seconds"))
    const used = await cpuMs(node)
    const gapsMs = heads.gapsMs()
    for (const client of [watch, ...clients]) client.close()
    await node.stop()
    return {
      perSecond: total / seconds,
      nodeCpuMs: (used.node - cpu.node) / total,
      clientCpuMs: (used.clients - cpu.clients) / total,
      gapsMs,
      lateLoopMs,
    }
  })
}

/** All threads of either process. */
async function cpuMs(node: NodeProcess): Promise<{ readonly node: number; readonly clients: number }> {
  return { node: 1000 * (await node.metric("process_cpu_seconds_total")), clients: coreMs() }
}

/** A list of parameters for each sender. */
function signed(genesisHash: Hex, each: number): (readonly [string])[][] {
  const { state } = createTransactionChain()
  return senders.map((uri, sender) =>
    Array.from({ length: each }, (_, nonce) => {
      const dest = { type: "Id", value: account((nonce * senders.length + sender) % 1000) } as const
      const call = balances.transfer_keep_alive.make({ dest, value: 1_000_000n })
      return [toHex(signTransaction(state, keyOf(uri), call, { nonce, genesisHash }))] as const
    }),
  )
}

/** Until every sender's nonce says that all of its transfers are in blocks that are stored. */
async function included(client: BenchClient, each: number): Promise<void> {
  for (const uri of senders) {
    const key = toHex(keyToBytes(system.Account.key(keyOf(uri).account)))
    for (;;) {
      const value = fromHex((await client.ask("state_getStorage", [key])) as Hex)
      if (decode(u32, value.subarray(0, 4)) === each) break
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }
}

/** When heads were told; the answer gives the times between them, in order of length. */
async function watchHeads(client: BenchClient): Promise<{ gapsMs(): number[] }> {
  const times: number[] = []
  client.onEvent(() => times.push(performance.now()))
  await client.ask("chain_subscribeNewHeads", [])
  return {
    // The first is told at once, whenever it was made.
    gapsMs: () =>
      times
        .slice(2)
        .map((time, i) => time - (times[i + 1] ?? time))
        .sort((a, b) => a - b),
  }
}
