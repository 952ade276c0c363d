import { createQueryLog, createStatusServer } from "@taonet/explorer"
import { createGateway } from "@taonet/gateway"
import { dendriteQuery } from "@taonet/gateway/dendriteQuery"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { type Client, createClient, webSocketTransport } from "@taonet/sdk/index"
import { createLogger, type Logger } from "../log.ts"
import { modelFile } from "../model.ts"
import { aborted, exitWith, stopSignal, UsageError } from "../stop.ts"
import { bootstrap } from "../up/bootstrap.ts"
import { type Child, startChild } from "../up/child.ts"
import { gatewayHotkey, netuid, type Ports, plannedMiners, portsFrom, validatorHotkey } from "../up/plan.ts"
import { ensurePortsFree } from "../up/portsFree.ts"
import { statusSource } from "../up/statusSource.ts"
import { summary } from "../up/summary.ts"
import { followSubnet, type LiveView } from "../up/view.ts"

export interface UpOptions {
  readonly portBase?: number
  readonly host: string
  readonly chain: string
  readonly blockTime: number | "instant" | "manual"
  readonly model: string | boolean
  readonly dataDir?: string
  readonly jsonLogs: boolean
}

/** Validator rounds: short, so that the first weights come within the first epochs. */
const roundMs = 4_000
/** The name under which the gateway sells what the miners answer. */
const servedModel = "taonet-text"
/** Completions that the gateway runs at once with one miner. */
const connectionsPerAxon = 32

/** Runs the whole network until it is stopped: the chain and each neuron in a process of its own, gateway and page in this one. */
export async function up(options: UpOptions): Promise<void> {
  const stop = stopSignal()
  const log = createLogger("taonet", { json: options.jsonLogs })
  const closers: (() => Promise<unknown> | unknown)[] = []
  try {
    if (typeof options.blockTime !== "number")
      throw new UsageError("the network needs a --block-time in milliseconds")
    const ports = portsFrom(options.portBase)
    await ensurePortsFree(options.host, ports)
    const file = await modelFile(
      { model: options.model, ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }) },
      (text) => log("model", { text }),
    )
    await run({ options, ports, file, log, closers, stop })
    await aborted(stop)
    log("stopping")
  } catch (error) {
    if (!stop.aborted) process.stderr.write("\n")
    await closeAll(closers)
    exitWith(error)
  }
  await closeAll(closers)
}

interface Running {
  readonly options: UpOptions
  readonly ports: Ports
  /** The model file, if there is one. */
  readonly file: string | undefined
  readonly log: Logger
  readonly closers: (() => Promise<unknown> | unknown)[]
  readonly stop: AbortSignal
}

async function run(running: Running): Promise<void> {
  const { options, ports, file, log, closers } = running
  const children: Child[] = []
  const start = (name: string, args: readonly string[], env?: Readonly<Record<string, string>>): Child => {
    const child = startChild({
      name,
      args: [...args, ...(options.jsonLogs ? ["--json-logs"] : [])],
      log,
      ...(env ? { env } : {}),
    })
    children.push(child)
    child.ended.then((code) => {
      if (!running.stop.aborted) log("process.ended", { name, code })
    })
    return child
  }
  closers.push(() => Promise.all(children.map((child) => child.stop())))

  const chain = start("chain", [
    "dev",
    "--port",
    String(ports.chain),
    "--host",
    options.host,
    "--block-time",
    String(options.blockTime),
    "--chain",
    options.chain,
  ])
  const url = await chain.ready
  chain.ended.then(() => process.emit("SIGTERM"))
  const client = await createClient(await webSocketTransport(url))
  closers.unshift(() => client.transport.close())

  const miners = plannedMiners(file !== undefined)
  const common = ["--url", url, "--netuid", String(netuid)]
  const withModel = file === undefined ? [] : ["--model", file]
  const axons = miners.map(({ name, hotkey, args }, index) =>
    start(
      name,
      [
        "miner",
        ...common,
        ...args,
        ...(args.includes("ngram") ? [] : withModel),
        "--port",
        String(ports.miners + index),
      ],
      { TAONET_HOTKEY: hotkey },
    ),
  )
  await Promise.all([bootstrap(client, miners), ...axons.map((axon) => axon.ready)])
  const validator = [
    "validator",
    ...common,
    "--round-ms",
    String(roundMs),
    ...(file === undefined ? ["--no-model"] : withModel),
  ]
  start("validator", validator, { TAONET_HOTKEY: validatorHotkey })

  const view = await followSubnet(client, log)
  closers.unshift(() => view.close())
  await openDoors(running, client, view)
  process.stdout.write(summary({ ports, host: options.host, model: servedModel, miners }))
}

/** The gateway and the status page. */
async function openDoors(
  { options, ports, log, closers }: Running,
  client: Client,
  view: LiveView,
): Promise<void> {
  const dendrite = createDendrite({ hotkey: hotkeyFromUri(gatewayHotkey), connectionsPerAxon })
  const queries = createQueryLog()
  const gateway = createGateway(
    {
      host: options.host,
      port: ports.gateway,
      netuid,
      models: [{ id: servedModel, created: Math.floor(Date.now() / 1000), ownedBy: "taonet" }],
    },
    {
      miners: view.routes,
      query: dendriteQuery(dendrite),
      now: Date.now,
      random: Math.random,
      log: (entry) => log("gateway", entry as Readonly<Record<string, unknown>>),
      onQuery: queries.add,
    },
  )
  const { url: gatewayUrl } = await gateway.listen()
  closers.unshift(
    () => gateway.close(),
    () => dendrite.close(),
  )
  const endpoints = [
    { label: "Chain (JSON-RPC)", url: `ws://${options.host}:${ports.chain}` },
    { label: "Gateway (OpenAI)", url: `${gatewayUrl}/v1` },
  ]
  const page = createStatusServer({
    host: options.host,
    port: ports.page,
    source: statusSource({
      client,
      chainName: options.chain,
      subnet: view.subnet,
      queries: queries.last,
      endpoints,
    }),
  })
  await page.listen()
  closers.unshift(() => page.close())
}

async function closeAll(closers: readonly (() => Promise<unknown> | unknown)[]): Promise<void> {
  for (const close of closers) await Promise.resolve(close()).catch(() => undefined)
}
