import { availableParallelism } from "node:os"
import { thesisRule } from "@taonet/runtime/specs/thesisRules"
import { type Client, createClient, webSocketTransport } from "@taonet/sdk/index"
import { createLogger, type Logger } from "../log.ts"
import { threadSolver } from "../mine/solver.ts"
import { type ModelOptions, modelFile } from "../model.ts"
import { specNamed } from "../specs.ts"
import { aborted, exitWith, finish, stopSignal, UsageError, unlessStopped } from "../stop.ts"
import { bootstrap } from "../up/bootstrap.ts"
import { type Child, describeEnd, startChild } from "../up/child.ts"
import { type Closers, createClosers } from "../up/closers.ts"
import { openDoors } from "../up/doors.ts"
import { found } from "../up/found.ts"
import { isLoopback, localHost, reachableHost, urlHost } from "../up/hosts.ts"
import { type KeptRunning, keepRunning } from "../up/keepRunning.ts"
import {
  netuid,
  type PlannedNeuron,
  type Ports,
  plannedMiners,
  portsFrom,
  validatorHotkey,
} from "../up/plan.ts"
import { ensurePortsFree } from "../up/portsFree.ts"
import { produceByStake } from "../up/produce.ts"
import { endpointsOf, summary } from "../up/summary.ts"
import { followSubnet } from "../up/view.ts"

export interface UpOptions extends ModelOptions {
  readonly portBase?: number
  readonly host: string
  readonly chain: string
  readonly blockTime: number | "instant" | "manual"
}

/** Validator rounds: short, so that the first weights come within the first epochs. */
const roundMs = 4_000
/** The name under which the gateway sells what the miners answer. */
const servedModel = "taonet-text"
/** A miner whose model takes longer than this to load does not keep the others from being announced. */
const patienceMs = 8_000

/** Runs the whole network until it is stopped: the chain and each neuron in a process of its own, gateway and page in this one. */
export async function up(options: UpOptions): Promise<void> {
  const stop = stopSignal()
  const log = createLogger("taonet", { json: options.jsonLogs })
  const closers = createClosers()
  try {
    if (typeof options.blockTime !== "number")
      throw new UsageError("the network needs a --block-time in milliseconds")
    specNamed(options.chain, options.blockTime)
    const ports = portsFrom(options.portBase)
    const planned = plannedMiners(options.model !== false)
    await ensurePortsFree(
      options.host,
      ports,
      planned.map(({ name }) => name),
    )
    const file = await unlessStopped(modelFile(options, { log, signal: stop }), stop)
    const chain = startChain(options, ports, log, closers)
    await unlessStopped(
      Promise.race([chain.failed, run({ options, ports, file, chain, log, closers })]),
      stop,
    )
    await Promise.race([chain.failed, aborted(stop)])
    log("stopping")
    await closers.closeAll()
    finish()
  } catch (error) {
    await closers.closeAll()
    exitWith(error, options.jsonLogs ? log : undefined)
  }
}

interface ChainProcess {
  readonly ready: Promise<string>
  /** Rejects when the chain ends by itself: there is no network without it, and its state was in its memory. */
  readonly failed: Promise<never>
}

interface Running {
  readonly options: UpOptions
  readonly ports: Ports
  /** The model file, if there is one. */
  readonly file: string | undefined
  readonly chain: ChainProcess
  readonly log: Logger
  readonly closers: Closers
}

/** The chain ended by itself. */
class ChainEnded extends Error {
  override readonly name = "ChainEnded"
  readonly code = "chain-ended"
}

function startChain(options: UpOptions, ports: Ports, log: Logger, closers: Closers): ChainProcess {
  const { host, blockTime, chain: spec, jsonLogs } = options
  const numbers = ["--port", String(ports.chain), "--block-time", String(blockTime)]
  const args = ["dev", ...numbers, "--host", host, "--chain", spec]
  const chain = startChild({ name: "chain", args: withLogs(args, jsonLogs), jsonLogs, log })
  let stopping = false
  closers.add(() => {
    stopping = true
    return chain.stop()
  })
  killAtExit(chain)
  const failed = chain.ended.then((how) => {
    if (stopping) return new Promise<never>(() => undefined)
    throw new ChainEnded(`the chain ended (${describeEnd(how)}), so everything stops`)
  })
  failed.catch(() => undefined)
  return { ready: chain.ready, failed }
}

async function run(running: Running): Promise<void> {
  const { options, ports, file, chain, log, closers } = running
  const { host, chain: chainName } = options
  const miners = plannedMiners(file !== undefined)
  const neurons: KeptRunning[] = []
  await chain.ready
  const url = `ws://${urlHost(localHost(host))}:${ports.chain}`
  const client = await createClient(await webSocketTransport(url))
  closers.add(() => client.transport.close())
  closers.add(() => Promise.all(neurons.map((neuron) => neuron.stop())))
  const startMiners = () => {
    for (const [index, planned] of miners.entries())
      neurons.push(
        startNeuron(running, planned.name, minerArgs(running, planned, index, url), planned.hotkey),
      )
  }
  // Where setting up is one block, models load meanwhile; where it is work, they would take the cores that it needs.
  const byWork = startsByWork(options)
  if (!byWork) startMiners()

  const view = await followSubnet(client, log)
  closers.add(() => view.close())
  const doors = { host, ports, chainName, model: servedModel }
  await Promise.all([setUp(running, client, miners), openDoors(doors, { client, view, log, closers })])
  if (byWork) startMiners()
  const all = Promise.all([...neurons.map(({ ready }) => ready), view.untilServing(miners.length)])
  await Promise.race([all, Promise.all([sleep(patienceMs), view.untilServing(1)])])

  const validator = ["validator", "--url", url, "--netuid", String(netuid), "--round-ms", String(roundMs)]
  const auditor = file === undefined ? ["--no-model"] : ["--model", file]
  neurons.push(startNeuron(running, "validator", [...validator, ...auditor], validatorHotkey))
  startProducing(running, client)
  log("up", { ...endpointsOf(host, ports), model: servedModel })
  process.stdout.write(summary({ ports, host, model: servedModel, miners, funded: !byWork }))
}

/** By the sudo key in one block; or, on a chain that starts with nothing, by proof of work. */
async function setUp({ options, log, closers }: Running, client: Client, miners: readonly PlannedNeuron[]) {
  if (!startsByWork(options)) return bootstrap(client, miners)
  const aborter = new AbortController()
  const solver = await threadSolver(availableParallelism())
  closers.add(async () => {
    aborter.abort()
    await solver.close()
  })
  await found(client, miners, { solver, log, signal: aborter.signal })
  await solver.close()
}

/** Where producers are elected, the validator stands for a seat as soon as it has earned one. The network runs without. */
function startProducing({ options: { chain, blockTime }, log, closers }: Running, client: Client): void {
  const rules = thesisRule(specNamed(chain, blockTime), "Thesis.Producers")
  if (!rules) return
  const aborter = new AbortController()
  closers.add(() => aborter.abort())
  produceByStake(client, { minStake: rules.minStake, log, signal: aborter.signal }).catch(
    (error: unknown) => {
      if (!aborter.signal.aborted) log("producer.failed", { text: String(error) })
    },
  )
}

const startsByWork = ({ chain, blockTime }: UpOptions): boolean =>
  thesisRule(specNamed(chain, blockTime), "Thesis.Work") !== undefined

function minerArgs({ options, ports, file }: Running, planned: PlannedNeuron, index: number, url: string) {
  const { host } = options
  return [
    ...["miner", "--url", url, "--netuid", String(netuid), ...planned.args],
    ...(planned.usesModel && file !== undefined ? ["--model", file] : []),
    ...["--host", host, "--port", String(ports.miners + index)],
    ...(isLoopback(host) ? [] : ["--advertise", reachableHost(host)]),
  ]
}

function startNeuron(
  { options, log }: Running,
  name: string,
  args: readonly string[],
  hotkey: string,
): KeptRunning {
  const { jsonLogs } = options
  const env = { TAONET_HOTKEY: hotkey }
  const start = () => startChild({ name, args: withLogs(args, jsonLogs), env, jsonLogs, log })
  const neuron = keepRunning({ name, start, log })
  killAtExit(neuron)
  return neuron
}

const withLogs = (args: readonly string[], json: boolean): readonly string[] =>
  json ? [...args, "--json-logs"] : args

/** Whatever ends this process (a second Ctrl-C, a bug), no child stays behind. */
function killAtExit(child: Pick<Child, "kill">): void {
  process.on("exit", () => child.kill())
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())
