import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import "@taonet/runtime/schemas"
import { RuntimeCall } from "@taonet/runtime/outer"
import {
  errors,
  storage as subtensor,
  calls as subtensorCalls,
} from "@taonet/runtime/pallets/subtensor/schema"
import { calls as utility } from "@taonet/runtime/pallets/utility/schema"
import {
  type Client,
  createClient,
  readMap,
  signerFromUri,
  signTransaction,
  webSocketTransport,
} from "@taonet/sdk/index"
import { explainEpoch as explainInput } from "@taonet/yuma/explainEpoch"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { forkableSpecs } from "../fork/index.ts"
import { type OriginNode, startOriginNode } from "../fork/originNode.testkit.ts"
import { createDevChain, explainEpoch, NoEpochError } from "../index.ts"
import { chainEpoch } from "./epochInput.ts"
import { explainText, explanationText } from "./index.ts"
import { reasonNames } from "./reasons.ts"

const namesOf = async (text: string): Promise<string[]> =>
  (await explainText(text)).explanations.map(({ name }) => name)

describe("words", () => {
  test.each([
    ["RegistrationNotPermittedOnRootSubnet"],
    ["SubtensorModule.RegistrationNotPermittedOnRootSubnet"],
    ["registration_not_permitted_on_root_subnet"],
    ["7.42"],
    ["0x03072a000000"],
    ["0x072a000000"],
    ["Module { index: 7, error: [42, 0, 0, 0] }"],
    ['Module: { index: "7", error: "0x2a000000" }'],
    ["Module(ModuleError { index: 7, error: [42, 0, 0, 0], message: None })"],
  ])("%s", async (text) => {
    expect(errors.RegistrationNotPermittedOnRootSubnet.index).toBe(42)
    expect(await namesOf(text)).toEqual(["SubtensorModule.RegistrationNotPermittedOnRootSubnet"])
  })

  test("a code of the pool may stand for several errors", async () => {
    const rates = ["SettingWeightsTooFast", "NetworkTxRateLimitExceeded", "CommittingWeightsTooFast"]
    const expected = rates.map((name) => `SubtensorModule.${name}`).sort()
    for (const text of ["Custom error: 6", "Custom(6)", "1010: Invalid Transaction: Custom error: 6"])
      expect((await namesOf(text)).sort()).toEqual(expected)
  })

  test("refusals that are no pallet's", async () => {
    expect(await namesOf("1014")).toEqual(["JSON-RPC error 1014"])
    expect(await namesOf("Stale")).toEqual(["Stale"])
    expect(await namesOf("Invalid Transaction: Transaction is outdated")).toEqual(["Stale"])
    expect(await namesOf("0x0700")).toEqual(["Token.FundsUnavailable"])
    expect(await namesOf("BadOrigin")).toEqual(["BadOrigin"])
  })

  test("what nobody knows names what is near", async () => {
    await expect(explainText("SettingWaitsTooFast")).rejects.toThrow(
      /nearest names are SettingWeightsTooFast/,
    )
    await expect(explainText("7.250")).rejects.toMatchObject({ code: "unknown-subject" })
    await expect(explainText(`0x${"ab".repeat(32)}`)).rejects.toThrow(/--url/)
  })

  test("every reason is of an error that there is", () => {
    expect(reasonNames.filter((name) => !Object.hasOwn(errors, name))).toEqual([])
    expect(reasonNames.length).toBeGreaterThan(45)
  })
})

describe("a chain", () => {
  const netuid = 2
  const validator = signerFromUri("//validator1_hk")
  let origin: OriginNode
  let chain: Client
  const ask = <T>(method: string, ...params: unknown[]): Promise<T> =>
    chain.transport.request<T>(method, params)

  beforeAll(async () => {
    origin = await startOriginNode("one-subnet")
    chain = await createClient(await webSocketTransport(origin.url))
  }, 240_000)
  afterAll(async () => {
    await chain?.transport.close()
    await origin?.close()
  })

  test("an epoch of the chain comes out as the chain has it", async () => {
    const { block, input } = await chainEpoch({ url: origin.url, netuid, specs: forkableSpecs })
    const at = await ask<Hex>("chain_getBlockHash", block)
    const { output, uids } = explainInput(input)
    expect(uids.length).toBe(input.n)
    expect(output.incentive.some((share) => share > 0)).toBe(true)
    expect(output.incentive).toEqual(await readMap(chain, subtensor.Incentive, [netuid], at))
    expect(output.consensus).toEqual(await readMap(chain, subtensor.ConsensusByMechanism, [netuid], at))
    expect(output.emission).toEqual(await readMap(chain, subtensor.Emission, [netuid], at))
    for (const [uid, row] of output.bonds.entries())
      expect(row).toEqual(await readMap(chain, subtensor.Bonds, [netuid, uid], at))
  })

  test("an extrinsic that failed says what limits, and the first block in which it passes", async () => {
    await ask("dev_setStorage", { SubtensorModule: { WeightsSetRateLimit: [[netuid, 40]] } })
    await ask("dev_newBlock", { count: 41 })
    const weights = subtensorCalls.set_weights.make({
      netuid,
      dests: [4],
      weights: [65_535],
      version_key: 0n,
    })
    const nonce = await ask<number>("system_accountNextIndex", validator.ss58)
    const first = await signTransaction(chain, validator, weights, { nonce })
    // What is inside a batch is looked at when it runs: by then the first is in the same block.
    const batch = utility.batch_all.make({ calls: [weights] })
    const second = await signTransaction(chain, validator, batch, { nonce: nonce + 1 })
    for (const bytes of [first, second]) await ask("author_submitExtrinsic", toHex(bytes))
    await ask("dev_newBlock", {})
    const hash = toHex(blake2b256(second))
    const explained = await explainText(hash, { url: origin.url })
    expect(explained.extrinsic).toMatchObject({
      call: "Utility.batch_all",
      ok: false,
      error: "SubtensorModule.SettingWeightsTooFast",
    })
    const [reason] = explained.explanations
    const block = reason?.passing?.block ?? 0
    expect(reason?.limits.map(({ name, value }) => [name, value])).toEqual([
      ["SubtensorModule.WeightsSetRateLimit", 40],
      ["SubtensorModule.LastUpdate", String(block - 40)],
    ])
    expect(explanationText(reason as NonNullable<typeof reason>).join("\n")).toContain(
      `It passes in block ${block}, `,
    )

    const call = toHex(encode(RuntimeCall, weights))
    // A dry run happens in the block after the head.
    const tried = async (): Promise<unknown> => ask("dev_dryRun", { call, origin: validator.ss58 })
    await ask("dev_newBlock", { to: block - 2 })
    expect(await tried()).toMatchObject({ ok: false, error: "Custom error: 6" })
    await ask("dev_newBlock", {})
    expect(await tried()).toMatchObject({ ok: true })
  }, 60_000)
})

describe("a chain in the same process", () => {
  const netuid = 2

  test("explains its epochs", async () => {
    await using chain = await createDevChain({ scenario: "one-subnet" })
    const { block, uids, output } = await explainEpoch({ chain, netuid, uid: 4 })
    expect([block % 10 >= 0, uids.map(({ uid }) => uid)]).toEqual([true, [4]])
    expect(output.incentive).toEqual(await readMap(chain.client, subtensor.Incentive, [netuid]))
    await expect(explainEpoch({ chain, netuid, at: block + 1 })).rejects.toBeInstanceOf(NoEpochError)
    await expect(explainEpoch({ chain, netuid: 9 })).rejects.toThrow(/the chain has no subnet 9/)
    await chain.mine({ count: 300 })
    await expect(explainEpoch({ chain, netuid, at: block })).rejects.toMatchObject({
      code: "state-discarded",
    })
    await expect(explainEpoch({ chain, netuid, at: 10_000 })).rejects.toMatchObject({ code: "unknown-block" })
  })

  test("explains what it refused", async () => {
    await using chain = await createDevChain({ scenario: "one-subnet" })
    await chain.setStorage({ SubtensorModule: { WeightsSetRateLimit: [[netuid, 400]] } })
    const hotkey = chain.hotkey("validator1")
    const { explanations } = await explainText("SettingWeightsTooFast", { chain, about: { netuid, hotkey } })
    const last = await readMap(chain.client, subtensor.LastUpdate, [netuid])
    expect(explanations[0]?.passing?.block).toBe(Number(last[1]) + 400)
    const forRoot = { AdminUtils: { sudo_set_tempo: { netuid, tempo: 5 } } }
    const { hash, index } = await chain.call(chain.coldkey("Bob"), forRoot)
    const { block } = await chain.client.transport.request<{ block: { extrinsics: Hex[] } }>(
      "chain_getBlock",
      [hash],
    )
    const extrinsic = toHex(blake2b256(fromHex(block.extrinsics[index] ?? "0x")))
    const explained = await explainText(extrinsic, { chain })
    expect(explained.extrinsic).toMatchObject({
      ok: false,
      call: "AdminUtils.sudo_set_tempo",
      error: "BadOrigin",
    })
    expect(explained.explanations[0]?.name).toBe("BadOrigin")
  })
})
