import { fromHex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Node } from "../../node.ts"
import { startLocalNode } from "../../testKit.ts"
import { subtensorMethods } from "./subtensor.ts"

let node: Node
beforeAll(async () => {
  node = await startLocalNode({ blockTimeMs: "manual" })
  await node.engine.produce(3)
})
afterAll(() => node.close())

const alice = encodeAddress(devAccounts.Alice)
/** Arguments that every method of this many and these kinds takes. */
const samples: readonly (readonly unknown[])[] = [
  [],
  [1],
  [1, 0],
  [1, [0, 1, 2]],
  [1, 0, [0, 1]],
  [1, 1_000_000],
  [alice],
  [alice, 1],
  [alice, alice],
]

it("answers every method for some arguments, at a block too, and refuses others", async () => {
  const { hash } = node.chain.head()
  const unanswered: string[] = []
  for (const name of Object.keys(subtensorMethods)) {
    let answers = 0
    for (const params of samples) {
      const answer = await node.request(name, params).catch((error: unknown) => {
        expect(error).toMatchObject({ name: "RpcError", code: -32602 })
        return undefined
      })
      if (answer === undefined) continue
      answers++
      expect(await node.request(name, [...params, hash])).toEqual(answer)
    }
    if (answers === 0) unanswered.push(name)
    await expect(node.request(name, [{}, {}, {}, {}])).rejects.toMatchObject({ code: -32602 })
  }
  expect(unanswered).toEqual([])
})

it.each([
  ["subnetInfo_getMetagraph", [1], "SubnetInfoRuntimeApi_get_metagraph", "0x0100"],
  [
    "subnetInfo_getSelectiveMetagraph",
    [1, [2]],
    "SubnetInfoRuntimeApi_get_selective_metagraph",
    "0x0100040200",
  ],
  ["delegateInfo_getDelegated", [alice], "DelegateInfoRuntimeApi_get_delegated", devAccounts.Alice],
  [
    "delegateInfo_getDelegated",
    [[...fromHex(devAccounts.Alice)]],
    "DelegateInfoRuntimeApi_get_delegated",
    devAccounts.Alice,
  ],
])("gives for %s the bytes of the runtime API, as numbers", async (method, params, call, args) => {
  const bytes = fromHex((await node.request("state_call", [call, args])) as `0x${string}`)
  expect(await node.request(method, params)).toEqual([...bytes])
})

it("gives amounts as numbers", async () => {
  expect(await node.request("subnetInfo_getLockCost")).toBe(1_000_000_000_000)
  expect(await node.request("swap_currentAlphaPrice", [0])).toBe(1_000_000_000)
})
