/** Whatever a client sends, the answer is an answer: never an internal error, never a dead node. */
import fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import { systemClock } from "../clock.ts"
import type { Node } from "../node.ts"
import { startLocalNode } from "../testKit.ts"
import { createConnection } from "./connection.ts"
import { createDispatcher, type Dispatcher } from "./dispatch.ts"
import { createRegistry } from "./registry.ts"
import type { Connection } from "./types.ts"

let node: Node
let methods: string[]
let internal: string[]
beforeAll(async () => {
  internal = []
  node = await startLocalNode({
    blockTimeMs: "manual",
    log: (level, message) => {
      if (level === "error") internal.push(message)
    },
  })
  await node.engine.produce(20)
  methods = ((await node.request("rpc_methods")) as { methods: string[] }).methods
})
afterAll(() => node.close())

const hashes = (): string[] => [node.chain.genesisHash, node.chain.head().hash, `0x${"ab".repeat(32)}`]
const hex = fc.uint8Array({ maxLength: 80 }).map((bytes) => `0x${Buffer.from(bytes).toString("hex")}`)
const anything = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...hashes()) },
    { weight: 3, arbitrary: hex },
    {
      weight: 2,
      arbitrary: fc.constantFrom(null, true, 0, 1, -1, 1e300, 2 ** 32, 0.5, "", "0x", "0", "0xg"),
    },
    { weight: 2, arbitrary: fc.constantFrom(...calls) },
    { weight: 1, arbitrary: fc.array(hex, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    {
      weight: 1,
      arbitrary: fc.record({ key: hex, type: fc.constantFrom("value", "hash", "descendantsValues", "x") }),
    },
  )
const calls = [
  "Core_version",
  "Core_execute_block",
  "BlockBuilder_apply_extrinsic",
  "TaggedTransactionQueue_validate_transaction",
  "TransactionPaymentApi_query_info",
  "SubnetInfoRuntimeApi_get_metagraph",
  "NeuronInfoRuntimeApi_get_neuron",
  "Nothing_at_all",
]

it("any method with any parameters", { timeout: 120_000 }, async () => {
  const connection: Connection = createConnection(() => {})
  const dispatcher = ownDispatcher()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...methods),
      fc.array(anything(), { maxLength: 4 }),
      async (method, params) => {
        const { text, afterSend } = await dispatcher.handle(
          JSON.stringify({ id: 1, method, params }),
          connection,
        )
        afterSend()
        const answer = JSON.parse(text as string) as { id: unknown; error?: { code: number } }
        expect(answer.id).toBe(1)
        expect(answer.error?.code).not.toBe(-32603)
      },
    ),
    { numRuns: 4000 },
  )
  expect(internal).toEqual([])
  const { number } = node.chain.head().header
  expect((await node.engine.produce()).header.number).toBe(number + 1)
})

it("any text", async () => {
  const connection: Connection = createConnection(() => {})
  const dispatcher = ownDispatcher()
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => json.slice(1)),
  )
  await fc.assert(
    fc.asyncProperty(text, async (sent) => {
      const { text: answer } = await dispatcher.handle(sent, connection)
      if (answer !== undefined) JSON.parse(answer)
    }),
    { numRuns: 1000 },
  )
})

it("any extrinsic bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
      const framed = Uint8Array.from([((content.length << 2) & 0xff) | 1, content.length >> 6, ...content])
      const text = `0x${Buffer.from(content.length < 64 ? content : framed).toString("hex")}`
      await expect(node.request("author_submitExtrinsic", [text])).rejects.toMatchObject({ name: "RpcError" })
    }),
    { numRuns: 500 },
  )
  expect(internal).toEqual([])
})

/** The same methods on the same node, without making blocks by the thousand. */
function ownDispatcher(): Dispatcher {
  const registry = createRegistry({ devMethods: true })
  const { chain, pool, engine } = node
  const few = { ...engine, produce: () => Promise.resolve(chain.head()) }
  const log = (level: string, message: string): void => {
    if (level === "error") internal.push(message)
  }
  return createDispatcher(registry, {
    chain,
    pool,
    engine: few,
    app: undefined as never,
    identity: { name: "n", id: "i", chainType: "Local", properties: {} },
    clock: systemClock,
    log,
    methodNames: methods,
  })
}
