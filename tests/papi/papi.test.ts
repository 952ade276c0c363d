import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, it } from "vitest"
import { runCases, type SeenCases } from "../support/clientCases.ts"
import { clientMs, waitForClients } from "../support/deadlines.ts"
import { npmEnvironment, run, titleOf } from "../support/environments.ts"
import { startWatchedChain } from "../support/watchedChain.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
waitForClients()
const client = await npmEnvironment("papi", here("."))

describe.skipIf(!client.ok)(titleOf("polkadot-api 2.1.3", client), () => {
  let seen: SeenCases["seen"]
  let genesisHash: string

  beforeAll(async () => {
    ;({ seen, genesisHash } = await runCases(here("cases.mjs")))
  })

  it("connects", () => {
    expect(seen["connect"]).toEqual({
      name: "Bittensor",
      genesisHash,
      properties: { ss58Format: 42, tokenDecimals: 9, tokenSymbol: "TAO" },
      spec: 461,
      sameNumber: true,
    })
  })
  it("reads storage, constants and runtime APIs", () => {
    expect(seen["reads"]).toEqual({
      accounts: 11,
      rich: true,
      networks: 2,
      absent: true,
      nonce: 0,
      existentialDeposit: "500",
    })
  })
  it("transfers, and finds it in a block with its events and exactly its fee", () => {
    expect(seen["transfer"]).toEqual({
      steps: ["signed", "broadcasted", "txBestBlocksState true", "finalized"],
      ok: true,
      events: [
        "Balances.Withdraw",
        "Balances.Transfer",
        "Balances.Deposit",
        "TransactionPayment.TransactionFeePaid",
        "System.ExtrinsicSuccess",
      ],
      feeIsEstimate: true,
      debited: true,
      credited: true,
    })
  })
  it("sees why a transfer beyond the balance failed", () => {
    expect(seen["failedDispatch"]).toMatchObject({
      ok: false,
      error: expect.stringMatching(/Token|Arithmetic/),
    })
  })
  it("sends several in a row", () => {
    expect(seen["severalInARow"]).toEqual([true, true, true])
  })
  it.each([
    ["badSignature", "BadProof"],
    ["staleNonce", "Stale"],
    ["lowBalance", "Payment"],
  ])("is refused: %s", (name, type) => {
    expect(seen[name]).toEqual({ name: "InvalidTxError", error: { type: "Invalid", value: { type } } })
  })
  it("watches blocks, a value and a whole map", () => {
    expect(seen["watching"]).toEqual({ linked: true, rising: true, entries: 2 })
  })
  it("reads a block's body: the time and a key", () => {
    expect(seen["body"]).toBe(2)
  })
})

describe.skipIf(!client.ok)(titleOf("polkadot-api 2.1.3, crowdloans", client), () => {
  let seen: SeenCases["seen"]
  let watched: unknown

  beforeAll(async () => {
    const node = await startWatchedChain({ blockTimeMs: "instant" })
    try {
      const result = await run("node", [here("crowdloan.mjs"), node.url], { timeoutMs: clientMs })
      expect(result.code, result.output).toBe(0)
      seen = JSON.parse(result.stdout) as Record<string, unknown>
      watched = node.watched()
    } finally {
      await node.close()
    }
  })
  const tao = (amount: number) => `${amount * 1_000_000_000}`

  it("leave books that add up, block after block", () => {
    expect(watched).toEqual({ complaints: [], unseen: 0 })
  })
  it("are refused for what is wrong with them, and cost a fee only", () => {
    expect(seen["refused"]).toEqual({
      deposit: ["DepositTooLow", "0"],
      cap: ["CapTooLow", "0"],
      min: ["MinimumContributionTooLow", "0"],
      neither: ["InvalidFinalizationConfig", "0"],
      past: ["CannotEndInPast", "0"],
      short: ["BlockDurationTooShort", "0"],
      poor: ["InsufficientBalance", "0"],
    })
  })
  it("pay their target once they have reached their cap", () => {
    expect(seen["pays"]).toEqual({
      made: [tao(20), ["Created"]],
      given: [
        [tao(50), ["Contributed"]],
        [tao(30), ["Contributed"]],
      ],
      full: { raised: tao(100), contributors_count: 3, finalized: false, funds: tao(100) },
      stranger: "InvalidOrigin",
      done: [null, ["Finalized"]],
      target: tao(100),
      left: "0",
      late: "AlreadyFinalized",
    })
  })
  it("give everything back when they have not", () => {
    expect(seen["fails"]).toEqual({
      limited: ["MaxContributionUpdated"],
      given: [tao(25), tao(10)],
      back: [tao(-10), ["Withdrew"]],
      again: tao(5),
      errors: ["CapNotRaised", "ContributionPeriodEnded", "NotReadyToDissolve"],
      refunded: [["AllRefunded"], tao(25), tao(5)],
      gone: [tao(-20), ["Dissolved"]],
      row: null,
      rows: 0,
    })
  })
})
