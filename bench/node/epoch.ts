import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decode, u64 } from "@taonet/primitives/scale/index"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import type { Result } from "../table.ts"
import { type BenchClient, openClient } from "./client.ts"

export interface HeavyNetwork {
  readonly subnets: number
  readonly uids: number
  /** Neurons of the last subnet, whose epochs are watched. */
  readonly largest: number
  /** Of the last subnet. */
  readonly tempo: number
  readonly blockTimeMs: number
}

const program = fileURLToPath(new URL("epochNode.ts", import.meta.url))
/** Between an answer and the next question: more than one client would ask. */
const pauseMs = 1

/** How long readers wait while a node makes its blocks on time and heavy epochs are in some of them. */
export async function epochLatencyResults(network: HeavyNetwork, epochs: number): Promise<Result[]> {
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(network)], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  try {
    const [url] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string]
    const client = await openClient(url.trim())
    // What comes first compiles the code and sets up every pool.
    await epochsDone(client, network, 1)
    const waits = await waitsDuring(client, () => epochsDone(client, network, epochs + 1))
    client.close()
    return resultsOf(network, waits)
  } finally {
    child.stdin.end()
    await once(child, "close")
  }
}

function resultsOf({ subnets, largest, blockTimeMs }: HeavyNetwork, waits: readonly number[]): Result[] {
  const sorted = [...waits].sort((a, b) => a - b)
  const of = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const many = largest.toLocaleString("en-US")
  return [
    {
      what: `a read, while ${subnets} subnets run and one of ${many} has epochs (median)`,
      value: of(0.5),
      unit: "ms",
    },
    { what: "… 99 of 100", value: of(0.99), unit: "ms", target: { atMost: blockTimeMs } },
    {
      what: "… the slowest, in the block of an epoch",
      value: of(1),
      unit: "ms",
      target: { atMost: blockTimeMs },
    },
  ]
}

async function waitsDuring(client: BenchClient, work: () => Promise<void>): Promise<number[]> {
  const key = toHex(keyToBytes(system.Account.key(devAccounts.Alice)))
  const waits: number[] = []
  let isOver = false
  const working = work().finally(() => {
    isOver = true
  })
  while (!isOver) {
    const begin = performance.now()
    await client.ask("state_getStorage", [key])
    waits.push(performance.now() - begin)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  await working
  return waits
}

/** Until the last subnet has had so many epochs. */
async function epochsDone(client: BenchClient, network: HeavyNetwork, count: number): Promise<void> {
  const key = toHex(keyToBytes(storage.SubnetEpochIndex.key(network.subnets)))
  for (;;) {
    const value = (await client.ask("state_getStorage", [key])) as Hex | null
    if (value !== null && decode(u64, fromHex(value)) >= BigInt(count)) return
    await new Promise((resolve) => setTimeout(resolve, network.blockTimeMs / 5))
  }
}
