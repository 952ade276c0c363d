/** What is asked wrongly is answered with a code for programs, and for people with the field or line that is wrong. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createForkedChain } from "./fork/index.ts"
import { createDevChain, type DevChain } from "./index.ts"

let chain: DevChain
beforeAll(async () => {
  chain = await createDevChain({ blockTime: "manual" })
  await chain.mine({ count: 5 })
})
afterAll(() => chain?.close())

const nobody = `0x${"07".repeat(32)}`

it.each([
  ["dev_revert", ["0x63"], "unknown-id", "id: no snapshot has the id 99"],
  ["dev_revert", ["one"], "bad-value", "id: "],
  ["anvil_revert", ["0x63"], "unknown-id", "id: no snapshot has the id 99"],
  ["dev_mineToEpoch", [77], "unknown-id", "netuid: "],
  ["dev_mineToEpoch", [1, 0], "bad-value", "epochs: at least one epoch is needed, not 0"],
  ["dev_mineToImmunityEnd", [1, 200], "unknown-id", "uid: subnet 1 has no uid 200"],
  ["dev_mineToLockMaturity", [nobody, 1], "unknown-id", "coldkey: "],
  ["dev_stopImpersonating", [nobody], "unknown-id", "account: "],
  ["dev_newBlock", [{ to: 3 }], "in-the-past", "to: block 3 is there already, the head is 5"],
  ["dev_newBlock", [{ to: 5 }], "in-the-past", "to: block 5 is there already, the head is 5"],
  ["dev_newBlock", [{ count: 0 }], "bad-value", "count: at least one block is made, not 0"],
  ["dev_newBlock", [{ count: 1, to: 9 }], "bad-value", "count: either count or to can be given"],
  ["dev_newBlock", [{ cuont: 1 }], "unknown-name", "cuont"],
  [
    "dev_timeTravel",
    ["2001-01-01"],
    "in-the-past",
    "date: 2001-01-01T00:00:00.000Z is before the last block",
  ],
  ["dev_timeTravel", ["tomorrow"], "bad-value", 'date: "tomorrow" is no date'],
  ["dev_mineToRound", [1], "in-the-past", "round: "],
  ["dev_setHead", [99], "unknown-block", "block: "],
  ["dev_setHead", [nobody], "unknown-block", "block: "],
  ["dev_setStorage", [{ SubtensorModul: {} }], "unknown-name", "values.SubtensorModul: there is no pallet"],
  ["dev_setStorage", [{ SubtensorModule: { Tempoo: 1 } }], "unknown-name", "values.SubtensorModule.Tempoo: "],
  [
    "dev_setStorage",
    [{ SubtensorModule: { Tempo: [[[1], "fast"]] } }],
    "bad-value",
    "values.SubtensorModule.Tempo[0][1]: a whole number is needed",
  ],
  ["dev_setBalance", ["Bob", 1], "bad-value", "account: "],
  ["dev_setFaults", [{ rateLimit: 1 }], "unknown-name", "rateLimit"],
  ["dev_setFaults", [{ rateLimit429: 2 }], "bad-value", "rateLimit429: "],
  ["dev_load", ["0x00"], "bad-file", "state: "],
  ["dev_call", [nobody, { Balances: { nothing: {} } }], "unknown-name", "call.Balances"],
  ["dev_upgradeRuntime", [{ specVersion: 461 }], "in-the-past", "specVersion: "],
] as const)("%s %j: %s", async (method, params, code, message) => {
  const before = chain.head()
  const refusal = await chain.client.transport.request(method, params).then(
    (answer) => ({ message: `nothing: it answered ${JSON.stringify(answer)}`, data: undefined }),
    (error: { message: string; data?: unknown }) => error,
  )
  expect(refusal.message).toContain(message)
  expect(refusal.message).not.toContain("[object")
  expect(refusal.data).toMatchObject({ code, field: expect.stringMatching(/./) })
  expect(chain.head()).toEqual(before)
})

describe("a scenario's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "taonet-misuse-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each([
    ["broken.yaml", "subnets:\n  - owner: [Alice\n", /broken\.yaml:\d+: this is no YAML/],
    [
      "field.yaml",
      "subnets:\n  - owner: Alice\n    miner: []\n",
      "field.yaml:3: subnets[0].miner: there is no such field",
    ],
    [
      "name.yaml",
      "subnets:\n  - owner: Alice\n    validators:\n      - name: v\n        weights: { w: 1 }\n",
      'name.yaml:5: subnets[0].validators[0].weights.w: no neuron of this subnet is named "w"',
    ],
    [
      "refused.yaml",
      "calls:\n  - { as: Bob, call: Balances.transfer_keep_alive, args: { dest: Alice, value: 1 } }\nhistory: { epochs: -1 }\n",
      "refused.yaml:3: history.epochs",
    ],
  ])("%s", async (name, yaml, message) => {
    const path = join(folder, name)
    writeFileSync(path, yaml)
    await expect(createDevChain({ scenario: path })).rejects.toThrow(message)
    await expect(createDevChain({ scenario: path })).rejects.toMatchObject({ name: "ScenarioError" })
  })
})

describe("a fork's endpoint", () => {
  const fork = (target: string) => createForkedChain({ fork: target, timeoutMs: 5_000, retries: 0 })

  it("that nobody listens at is named", async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve))
    const address = gone.address()
    const url = `ws://127.0.0.1:${typeof address === "object" ? address?.port : 0}`
    await new Promise((resolve) => gone.close(resolve))
    const refusal = await fork(url).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ name: "OriginError", code: "no-answer" })
    expect(String(refusal)).toContain(url)
  })

  it("that is none is named", async () => {
    const refusal = await fork("localhost").catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: "bad-target", message: expect.stringContaining("localhost") })
  })
})
