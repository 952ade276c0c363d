/**
 * A node as strict as those of the real chain: in a thread of its own, because the thread that forks it sleeps. What Substrate refuses it
 * refuses in Substrate's words (client/rpc-api's state and chain errors, the rate limit of its server), and it notes each refusal.
 */
import { once } from "node:events"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import { pathToFileURL } from "node:url"
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads"
import { WebSocketServer } from "ws"
import { type DevChain, startDevChain } from "../chain.ts"

const kind = "taonet-substrate"

/** How it differs from a node as it is started without options. */
export interface SubstrateRules {
  /** States of this many blocks are kept. Default 256. */
  readonly statesKept?: number
  /** Of so many calls the last is refused as one too many. */
  readonly tooManyAt?: number
}

export interface SubstrateNode {
  readonly url: string
  change(rules: SubstrateRules): Promise<void>
  mine(count: number): Promise<void>
  /** Methods that were asked for, and what was refused, since the last look. */
  look(): Promise<{ readonly asked: readonly string[]; readonly refused: readonly string[] }>
  close(): Promise<void>
}

type Order = { readonly rules: SubstrateRules } | { readonly mine: number } | "look"

/** The network of a ready scenario behind a port. */
export async function startSubstrateNode(scenario: string): Promise<SubstrateNode> {
  const tsx = createRequire(import.meta.url).resolve("tsx/package.json")
  const loader = new URL("dist/esm/api/index.mjs", pathToFileURL(tsx)).href
  const { url: own } = import.meta
  const begin = `import("${loader}").then(({ tsImport }) => tsImport("${own}", "${own}"))`
  const worker = new Worker(begin, { eval: true, workerData: { kind, scenario } })
  const answer = async (): Promise<unknown> => (await once(worker, "message"))[0]
  const url = (await answer()) as string
  const order = (what: Order): Promise<unknown> => {
    worker.postMessage(what)
    return answer()
  }
  return {
    url,
    change: async (rules) => void (await order({ rules })),
    mine: async (count) => void (await order({ mine: count })),
    look: () => order("look") as ReturnType<SubstrateNode["look"]>,
    close: async () => void (await worker.terminate()),
  }
}

class Refusal extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const isHash = (value: unknown): value is `0x${string}` => /^0x[0-9a-f]{64}$/.test(String(value))
const isKey = (value: unknown): boolean => typeof value === "string" && /^0x([0-9a-f]{2})*$/.test(value)
const isBlock = (value: unknown): boolean => value === null || value === undefined || isHash(value)
const isKeys = (value: unknown): boolean => Array.isArray(value) && value.every(isKey)
const isNumber = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0
const isOptionalKey = (value: unknown): boolean => value === null || value === undefined || isKey(value)
const pageMost = 1000

/** Of the safe methods of a node those that a fork can want: what each takes, and which parameter is the block whose state is read. */
const methods: Readonly<
  Record<string, { readonly takes: readonly ((value: unknown) => boolean)[]; readonly at?: number }>
> = {
  chain_getBlock: { takes: [isBlock] },
  chain_getBlockHash: { takes: [isNumber] },
  chain_getFinalizedHead: { takes: [] },
  chain_getHeader: { takes: [isBlock] },
  state_getKeysPaged: { takes: [isKey, isNumber, isOptionalKey, isBlock], at: 3 },
  state_getMetadata: { takes: [isBlock], at: 0 },
  state_getRuntimeVersion: { takes: [isBlock], at: 0 },
  state_getStorage: { takes: [isKey, isBlock], at: 1 },
  state_queryStorageAt: { takes: [isKeys, isBlock], at: 1 },
}

async function serve(scenario: string): Promise<void> {
  const chain = await startDevChain({ scenario, blockTime: "manual" })
  let rules: SubstrateRules = {}
  let asked: string[] = []
  let refused: string[] = []
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 })
  server.on("connection", (socket) => {
    let calls = 0
    socket.on("message", async (data) => {
      const { id, method, params } = JSON.parse(String(data)) as Call
      asked.push(method)
      try {
        if (++calls % (rules.tooManyAt ?? Number.POSITIVE_INFINITY) === 0)
          throw new Refusal(-32999, "RPC rate limit exceeded")
        const result = await answerOf(chain, rules, method, params)
        socket.send(JSON.stringify({ jsonrpc: "2.0", id, result }))
      } catch (error) {
        const { code = -32603, message } = error as Refusal
        refused.push(`${method}: ${code} ${message}`)
        socket.send(JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } }))
      }
    })
  })
  await once(server, "listening")
  parentPort?.on("message", async (order: Order) => {
    if (order === "look") {
      parentPort?.postMessage({ asked, refused })
      asked = []
      refused = []
      return
    }
    if ("rules" in order) rules = order.rules
    else await chain.mine({ count: order.mine })
    parentPort?.postMessage("done")
  })
  parentPort?.postMessage(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

interface Call {
  readonly id: number
  readonly method: string
  readonly params: readonly unknown[]
}

async function answerOf(
  chain: DevChain,
  { statesKept = 256 }: SubstrateRules,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (known === undefined) throw new Refusal(-32601, "Method not found")
  if (params.length > known.takes.length || known.takes.some((takes, i) => !takes(params[i])))
    throw new Refusal(-32602, "Invalid params")
  if (method === "state_getKeysPaged" && Number(params[1]) > pageMost)
    throw new Refusal(4002, `count exceeds maximum value. value: ${params[1]}, max: ${pageMost}`)
  const at = known.at === undefined ? undefined : params[known.at]
  if (isHash(at)) {
    const number = chain.node.chain.block(at)?.header.number
    if (number === undefined)
      throw new Refusal(4003, `Client error: UnknownBlock: Header was not found in the database: ${at}`)
    if (number <= chain.head().number - statesKept)
      throw new Refusal(4003, `Client error: UnknownBlock: State already discarded for ${at}`)
  }
  return chain.client.transport.request(method, params)
}

const setup = workerData as { readonly kind?: string; readonly scenario: string } | null
if (!isMainThread && setup?.kind === kind) await serve(setup.scenario)
