import type { Start } from "@taonet/dev/scenario/start"
import type { Runtime } from "@taonet/frame/runtime"
import type { TimePace } from "@taonet/node/dev/clock"
import { guardBooks } from "@taonet/node/guardBooks"
import type { Log } from "@taonet/node/log"
import { modeOf, startNode } from "@taonet/node/node"
import { encodeAddress } from "@taonet/primitives/ss58"
import { watchBooks } from "@taonet/runtime/invariants/index"
import { createRuntime } from "@taonet/runtime/runtime"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { authorsFor } from "../authors.ts"
import { storeOptions } from "../dataDir.ts"
import { dumpState, readState } from "../devState.ts"
import { type DrandFlags, withDrand } from "../drand.ts"
import { adoptBeaconOf, type ForkFlags, openForkOf } from "../fork.ts"
import { createLogger, type Logger } from "../log.ts"
import { specNamed } from "../specs.ts"
import { aborted, exitWith, finish, stopSignal } from "../stop.ts"

export interface DevOptions extends DrandFlags, ForkFlags {
  readonly port: number
  readonly secondPort?: number
  readonly host: string
  readonly blockTime: number | "instant" | "manual"
  readonly chain: string
  readonly dataDir?: string
  readonly keepBlocks?: number
  readonly keepStates?: number
  readonly loadState?: string
  readonly dumpState?: string
  /** Both, as Anvil has it. */
  readonly state?: string
  readonly autoImpersonate: boolean
  readonly time: TimePace
  /** A file, or the name of one that comes along. */
  readonly scenario?: string
  readonly checkInvariants: boolean
  readonly jsonLogs: boolean
}

/** Runs a development chain until it is stopped. Prints the accounts, then a line for each block (`Imported #1`), on stdout. */
export async function dev(options: DevOptions): Promise<void> {
  const stop = stopSignal()
  const log = createLogger("chain", { json: options.jsonLogs })
  try {
    const fork = await openForkOf(options)
    const chosen = fork?.spec ?? specNamed(options.chain, options.blockTime)
    const { spec, ...pulses } = withDrand(chosen, options)
    const { name, id, chainType, properties } = spec
    const loadState = await readState(options)
    const stored = await storeOptions(options)
    const start = await startOf(createRuntime(spec), options.scenario)
    const node = await startNode({
      runtime: start.runtime,
      identity: { name, id, chainType, properties },
      host: options.host,
      port: options.port,
      ...(options.secondPort === undefined ? {} : { secondPort: options.secondPort }),
      ...(await authorsFor(spec, options.dataDir)),
      blockTimeMs: options.scenario === undefined ? options.blockTime : "manual",
      // Whoever can reach a chain for development may do with it as its owner.
      rpcMethods: "unsafe",
      signatureThreads: 1,
      log: nodeLog(log),
      dev: {
        spec,
        timePace: options.time,
        autoImpersonate: options.autoImpersonate,
        ...(loadState === undefined ? {} : { loadState }),
        ...(fork && { startMs: fork.timeMs }),
        ...start.dev,
      },
      ...pulses,
      ...stored,
      ...(fork && { store: fork.store }),
    })
    if (node.dev) await start.play(node.dev, modeOf(options.blockTime))
    await adoptBeaconOf(fork, options, node)
    if (options.checkInvariants && fork === undefined)
      guardBooks(node, { watch: watchBooks, log: nodeLog(log) })
    process.stdout.write(banner(fork ? withoutAccounts(spec) : spec, node.url, options.blockTime))
    const { number } = node.chain.head().header
    if (number > 0) process.stdout.write(`Going on after block ${number}\n`)
    process.send?.({ ready: node.url })
    const failure = await Promise.race([aborted(stop), ...(stored.store ? [stored.store.failed] : [])])
    await dumpState(options, node)
    await node.close()
    await stored.store?.close()
    await fork?.close()
    if (failure !== undefined) throw failure
    finish()
  } catch (error) {
    exitWith(error, options.jsonLogs ? log : undefined)
  }
}

/** Scenarios are loaded where one is asked for: a chain without starts sooner. */
async function startOf(runtime: Runtime, scenario: string | undefined): Promise<Start> {
  if (scenario === undefined) return { runtime, dev: {}, play: async () => {} }
  const { loadScenario } = await import("@taonet/dev/scenario/index")
  const { startingWith } = await import("@taonet/dev/scenario/start")
  return startingWith(runtime, await loadScenario(scenario))
}

/** Block lines (`Imported #1`) go to stdout, where scripts wait for them; the rest to the log. */
function nodeLog(log: Logger): Log {
  return (level, message, fields) => {
    if (message.startsWith("Imported #")) process.stdout.write(`${message}\n`)
    else if (level !== "debug") log(level, { message, ...fields })
  }
}

/** On a fork accounts have what they have on the other chain. */
const withoutAccounts = (spec: ChainSpec): ChainSpec => ({
  ...spec,
  genesis: { ...spec.genesis, balances: [] },
})

function banner(spec: ChainSpec, url: string, blockTime: DevOptions["blockTime"]): string {
  const names = new Map(Object.entries(devAccounts).map(([name, account]) => [account as string, name]))
  const accounts = spec.genesis.balances.map(([account, rao]) => {
    const tao = grouped(rao / 1_000_000_000n).padStart(10)
    return `  ${(names.has(account) ? `//${names.get(account)}` : "").padEnd(10)} ${encodeAddress(account)} ${tao} TAO`
  })
  const pace = typeof blockTime === "number" ? `a block every ${blockTime} ms` : `${blockTime} blocks`
  return [
    "",
    `Taonet dev chain "${spec.name}", ${pace}`,
    "",
    ...accounts,
    "",
    `Listening on ${url}`,
    "",
  ].join("\n")
}

/** `1,000,000`. Loading the locales for it would take longer than making the genesis block. */
const grouped = (amount: bigint): string => String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ",")
