import { devAuthor } from "@taonet/node/author"
import { startNode } from "@taonet/node/node"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import fc from "fast-check"
import { WebSocket } from "ws"
import { hexLike } from "./arbitraries.ts"
import corpus from "./corpus/frames.json" with { type: "json" }
import type { Target } from "./target.ts"

/** An answer that means a bug of ours. */
const internalError = -32603
const answerWithinMs = 30_000

interface Answer {
  readonly jsonrpc?: unknown
  readonly id?: unknown
  readonly method?: unknown
  readonly error?: { readonly code?: unknown; readonly message?: unknown }
  readonly params?: unknown
}

/** Anything at all sent to a node's WebSocket: it answers in JSON-RPC, never with an internal error, and goes on answering right. */
export const frames: Target = async ({ seed, runs }) => {
  const complaints: string[] = []
  const node = await startNode({
    runtime: createRuntime(local),
    author: devAuthor(),
    blockTimeMs: "manual",
    port: 0,
    devMethods: false,
    log: (level, message) => level === "error" && complaints.push(message),
  })
  const genesis = node.chain.genesisHash
  const { methods } = (await node.request("rpc_methods", [])) as { methods: readonly string[] }
  const client = await connect(node.url)
  try {
    const check = async (frame: string): Promise<void> => {
      const answers = await client.exchange(frame)
      for (const answer of answers.flat()) checkAnswer(answer)
      if (complaints.length > 0) throw new Error(complaints.join("; "))
    }
    for (const frame of corpus) await check(frame)
    await fc.assert(fc.asyncProperty(frameOf(methods, genesis), check), { seed, numRuns: runs })
    if ((await node.request("chain_getBlockHash", [0])) !== genesis)
      throw new Error("a wrong answer at the end")
  } finally {
    client.close()
    await node.close()
  }
}

function checkAnswer({ jsonrpc, id, method, error }: Answer): void {
  if (jsonrpc !== "2.0") throw new Error("an answer that is not JSON-RPC 2.0")
  // A notification of some subscription.
  if (method !== undefined) return
  if (id === undefined) throw new Error("an answer without id")
  if (error === undefined) return
  if (!Number.isInteger(error.code) || typeof error.message !== "string")
    throw new Error("an error without code or text")
  if (error.code === internalError) throw new Error(`an internal error: ${error.message}`)
}

function frameOf(methods: readonly string[], genesis: string): fc.Arbitrary<string> {
  const param = fc.oneof(
    { weight: 4, arbitrary: hexLike },
    { weight: 2, arbitrary: fc.constant(genesis) },
    { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.nat({ max: 300 })) },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    { weight: 1, arbitrary: fc.array(hexLike, { maxLength: 4 }) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({ key: hexLike, type: fc.constantFrom("value", "hash", "descendantsHashes", "no") }),
        {
          maxLength: 3,
        },
      ),
    },
  )
  const request = fc.record({
    jsonrpc: fc.constant("2.0"),
    id: fc.oneof(fc.nat(), fc.string(), fc.constant(null)),
    method: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...methods) },
      { weight: 1, arbitrary: fc.string() },
    ),
    params: fc.oneof(
      { weight: 9, arbitrary: fc.array(param, { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    ),
  })
  const text = request.map((one) => JSON.stringify(one))
  return fc.oneof(
    { weight: 8, arbitrary: text },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.oneof(request, fc.jsonValue({ maxDepth: 1 })), { maxLength: 5 })
        .map((all) => JSON.stringify(all)),
    },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    {
      weight: 2,
      arbitrary: fc.tuple(text, fc.nat(), fc.string({ maxLength: 3 })).map(([whole, at, put]) => {
        const cut = at % (whole.length + 1)
        return whole.slice(0, cut) + put + whole.slice(cut + (at % 3))
      }),
    },
  )
}

/** Sends a frame and then a question whose answer is known: whatever comes before that answer belongs to the frame. */
async function connect(
  url: string,
): Promise<{ exchange(frame: string): Promise<Answer[][]>; close(): void }> {
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject))
  let round = 0
  let hear: (text: string) => void = () => {}
  let lost: (error: Error) => void = () => {}
  socket.on("message", (data) => hear(String(data)))
  socket.on("close", (code) => lost(new Error(`the node closed the connection: ${code}`)))
  return {
    exchange: (frame) =>
      new Promise((resolve, reject) => {
        const id = `known ${++round}`
        const answers: Answer[][] = []
        const timer = setTimeout(() => reject(new Error("no answer came")), answerWithinMs)
        lost = reject
        hear = (text) => {
          const answer = JSON.parse(text) as Answer | Answer[]
          if (!Array.isArray(answer) && answer.id === id) {
            clearTimeout(timer)
            resolve(answers)
          } else answers.push([answer].flat())
        }
        socket.send(frame)
        socket.send(JSON.stringify({ jsonrpc: "2.0", id, method: "system_name", params: [] }))
      }),
    close() {
      lost = () => {}
      socket.terminate()
    },
  }
}
