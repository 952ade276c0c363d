import { availableParallelism } from "node:os"
import type { LoggedQuery } from "@taonet/explorer"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { thesisRule } from "@taonet/runtime/specs/thesisRules"
import { type Client, createClient, webSocketTransport } from "@taonet/sdk/index"
import { dataFolder } from "../folder.ts"
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
  gatewayHotkey,
  type PlannedNeuron,
  type PlannedSubnet,
  type Ports,
  plannedSubnets,
  portsFrom,
  scoresFile,
} from "../up/plan.ts"
import { ensurePortsFree } from "../up/portsFree.ts"
import { produceByStake } from "../up/produce.ts"
import { serveSite, siteArgs } from "../up/site.ts"
import { endpointsOf, summary, summaryJson } from "../up/summary.ts"
import { followSubnets, type LiveView } from "../up/view.ts"

export interface UpOptions extends ModelOptions {
  readonly portBase?: number
  readonly host: string
  readonly chain: string
  readonly blockTime: number | "instant" | "manual"
  /** Names of subnets; all of them when none are named. */
  readonly subnets?: readonly string[]
  /** Of each subnet. */
  readonly validators: number
  /** Percent. */
  readonly trainingShare: number
  /** Whether stdout gets JSON instead of text for people. */
  readonly json: boolean
  /** Whether people are told what is routine too. */
  readonly verbose: boolean
}

/** Validator rounds: short, so that the first weights come within the first epochs. */
const roundMs = 4_000
/** A miner whose model takes longer than this to load does not keep the others from being announced. */
const patienceMs = 8_000
/** The chain answers at once; a machine that is busy with everything else at the same time may not. */
const connectTimeoutMs = 60_000

/** Runs the whole network until it is stopped: the chain and each neuron in a process of its own, gateway and page in this one. */
export async function up(options: UpOptions): Promise<void> {
  const stop = stopSignal()
  // People read the one on stdout, and the other shorter.
  const log = createLogger("taonet", { json: options.jsonLogs, quiet: ["up", "gateway.query"] })
  const closers = createClosers()
  try {
    if (typeof options.blockTime !== "number")
      throw new UsageError("the network needs a --block-time in milliseconds")
    specNamed(options.chain, options.blockTime)
    const ports = portsFrom(options.portBase)
    await ensurePortsFree(options.host, ports, subnetsOf(options, options.model !== false))
    const file = await unlessStopped(modelFile(options, { log, signal: stop }), stop)
    const chain = startChain(options, ports, log, closers)
    await unlessStopped(
      Promise.race([chain.failed, run({ options, ports, file, chain, log, closers })]),
      stop,
    )
    await Promise.race([chain.failed, aborted(stop)])
    log("stopping")
    await closers.closeAll()
    log("stopped")
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

/** The first subnet comes first, whole; the others follow while it serves. */
async function run(running: Running): Promise<void> {
  const { options, ports, file, chain, log, closers } = running
  const { host, chain: chainName } = options
  const subnets = subnetsOf(options, file !== undefined)
  const [first, ...others] = subnets as [PlannedSubnet, ...PlannedSubnet[]]
  const neurons: KeptRunning[] = []
  const kinds = subnets.map(({ kind }) => kind).join(", ")
  log("starting", { subnets: kinds, keeps: dataFolder(options.dataDir) })
  await chain.ready
  const url = `ws://${urlHost(localHost(host))}:${ports.chain}`
  const client = await createClient(await webSocketTransport(url, { connectTimeoutMs }))
  closers.add(() => client.transport.close())
  closers.add(() => Promise.all(neurons.map((neuron) => neuron.stop())))
  const view = await followSubnets(client, log)
  closers.add(() => view.close())
  const network: Network = { running, client, url, view, neurons }
  await startSubnet(network, first, () =>
    openDoors(
      { host, ports, chainName, subnets },
      { client, view, log, closers, ...(options.jsonLogs ? {} : { onQuery: shortLog(log) }) },
    ),
  )
  startProducing(running, client)
  const models = subnets.map(({ model }) => model).join(", ")
  log("up", { ...endpointsOf(host, ports), models })
  const said = { ports, host, subnets, funded: !startsByWork(options) }
  process.stdout.write(options.json ? `${JSON.stringify(summaryJson(said))}\n` : summary(said))
  for (const subnet of others) {
    await startSubnet(network, subnet)
    log("subnet.up", { netuid: subnet.netuid, kind: subnet.kind, model: subnet.model })
  }
}

/** Of a query as much as a person reads in a line. */
const shortLog =
  (log: Logger) =>
  ({ model, status, code, minerUid, latencyMs }: LoggedQuery): void => {
    const answer = code === null ? { miner: minerUid } : { code }
    log(code === null ? "answered" : "failed", { model, status, ...answer, ms: Math.round(latencyMs) })
  }

/** What a subnet is started in. */
interface Network {
  readonly running: Running
  readonly client: Client
  readonly url: string
  readonly view: LiveView
  /** All that run; this grows. */
  readonly neurons: KeptRunning[]
}

/** Sets a subnet up, and starts its miners and then, once they serve, its validators. `meanwhile` runs beside the setting up. */
async function startSubnet(
  { running, client, url, view, neurons }: Network,
  subnet: PlannedSubnet,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { miners, validators, netuid } = subnet
  const started: KeptRunning[] = []
  const startMiners = () => {
    for (const [index, planned] of miners.entries())
      started.push(startNeuron(running, planned, minerArgs(running, subnet, index, url)))
    neurons.push(...started)
  }
  await serveSite(subnet, running.ports, running.closers)
  // Where setting up is one block, models load meanwhile; where it is work, they would take the cores that it needs.
  const byWork = startsByWork(running.options)
  if (!byWork) startMiners()
  await Promise.all([setUp(running, client, subnet), meanwhile()])
  view.follow(subnet)
  if (byWork) startMiners()
  const all = Promise.all([...started.map(({ ready }) => ready), view.untilServing(netuid, miners.length)])
  await Promise.race([all, Promise.all([sleep(patienceMs), view.untilServing(netuid, 1)])])
  for (const validator of validators)
    neurons.push(startNeuron(running, validator, validatorArgs(running, subnet, validator, url)))
}

/** A network that starts with nothing has one subnet and one validator: what it earns would have to buy the others. Throws UsageError. */
function subnetsOf(options: UpOptions, haveModel: boolean): PlannedSubnet[] {
  if (!startsByWork(options)) return plannedSubnets(haveModel, options.subnets, options)
  const [first] = plannedSubnets(haveModel, [], options)
  if (options.validators > 1 || options.subnets?.some((name) => name !== first?.kind))
    throw new UsageError(`a network that starts with nothing has the ${first?.kind} subnet and one validator`)
  return first ? [first] : []
}

/** By the sudo key in one block; or, on a chain that starts with nothing, by proof of work. */
async function setUp({ options, log, closers }: Running, client: Client, subnet: PlannedSubnet) {
  if (!startsByWork(options)) return bootstrap(client, subnet)
  const aborter = new AbortController()
  const solver = await threadSolver(availableParallelism())
  closers.add(async () => {
    aborter.abort()
    await solver.close()
  })
  await found(client, subnet.miners, { solver, log, signal: aborter.signal })
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

const neuronArgs = (
  verb: string,
  { dataDir }: UpOptions,
  { kind, netuid }: PlannedSubnet,
  url: string,
): string[] => [
  ...[verb, "--subnet", kind, "--url", url, "--netuid", String(netuid)],
  ...["--data-dir", dataFolder(dataDir)],
]

function minerArgs(
  { options, ports, file }: Running,
  subnet: PlannedSubnet,
  index: number,
  url: string,
): string[] {
  const { host } = options
  const planned = subnet.miners[index]
  return [
    ...neuronArgs("miner", options, subnet, url),
    ...(planned?.args ?? []),
    ...siteArgs(subnet, ports),
    ...(planned?.usesModel && file !== undefined ? ["--model", file] : []),
    ...["--host", host, "--port", String(ports.miners + subnet.portOffset + index)],
    ...(isLoopback(host) ? [] : ["--advertise", reachableHost(host)]),
    // The gateway has no stake: it is known by name. Validators have some.
    ...["--allow", hotkeyFromUri(gatewayHotkey).ss58],
  ]
}

function validatorArgs(
  { options, file, ports }: Running,
  subnet: PlannedSubnet,
  validator: PlannedNeuron,
  url: string,
): string[] {
  const auditor = file === undefined ? ["--no-model"] : ["--model", file]
  return [
    ...[...neuronArgs("validator", options, subnet, url), "--round-ms", String(roundMs)],
    ...["--scores", scoresFile(dataFolder(options.dataDir), ports, subnet, validator)],
    ...validator.args,
    ...siteArgs(subnet, ports),
    ...(validator.usesModel ? auditor : []),
  ]
}

function startNeuron(
  { options, log }: Running,
  { name, hotkey }: PlannedNeuron,
  args: readonly string[],
): KeptRunning {
  const { jsonLogs, verbose } = options
  const env = { TAONET_HOTKEY: hotkey }
  const told = [...withLogs(args, jsonLogs), ...(verbose || jsonLogs ? [] : ["--quiet"])]
  const start = () => startChild({ name, args: told, env, jsonLogs, log })
  const neuron = keepRunning({ name, start, log })
  killAtExit(neuron)
  return neuron
}

const withLogs = (args: readonly string[], json: boolean): readonly string[] =>
  json ? [...args, "--json-logs"] : args

const killedAtExit = new Set<Pick<Child, "kill">>()

/** Whatever ends this process (a second Ctrl-C, a bug), no child stays behind. One listener serves them all: Node warns of more than ten. */
function killAtExit(child: Pick<Child, "kill">): void {
  if (killedAtExit.size === 0)
    process.once("exit", () => {
      for (const each of killedAtExit) each.kill()
    })
  killedAtExit.add(child)
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())
