import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, it } from "vitest"
import { runCases, type SeenCases } from "../support/clientCases.ts"
import { waitForClients } from "../support/deadlines.ts"
import { npmEnvironment, titleOf } from "../support/environments.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
waitForClients()
const client = await npmEnvironment("polkadotjs", here("."))

describe.skipIf(!client.ok)(titleOf("@polkadot/api 16.5.6", client), () => {
  let seen: SeenCases["seen"]
  let genesisHash: string

  beforeAll(async () => {
    ;({ seen, genesisHash } = await runCases(here("cases.mjs")))
  })

  it("connects", () => {
    expect(seen["connect"]).toEqual({
      chain: "Bittensor",
      genesis: genesisHash,
      spec: "node-subtensor/461",
      tokens: ["TAO"],
      decimals: [9],
      pallets: 28,
    })
  })
  it("reads balances, constants and maps", () => {
    expect(seen["balances"]).toEqual({
      alice: "1000000000000000",
      issuance: true,
      existentialDeposit: "500",
      accounts: 11,
      nobody: "0",
    })
  })
  it("transfers, and sees it become final with its events and exactly its fee", () => {
    expect(seen["transfer"]).toEqual({
      statuses: ["Ready", "InBlock", "Finalized"],
      events: [
        "balances.Withdraw",
        "balances.Transfer",
        "balances.Deposit",
        "transactionPayment.TransactionFeePaid",
        "system.ExtrinsicSuccess",
      ],
      feeIsEstimate: true,
      debited: true,
      credited: true,
      inBlock: true,
      sealed: ["PreRuntime", "Seal"],
    })
  })
  it("names the error of a transfer beyond the balance", () => {
    expect(seen["failedDispatch"]).toMatch(/^\{"(token|arithmetic)":/)
  })
  it("sends several in a row, and one whose nonce comes too early", () => {
    expect(seen["pipelined"]).toEqual({ all: true })
    expect(seen["futureNonce"]).toEqual({ first: "Future", waited: true, ended: "Finalized" })
  })
  it.each([
    ["staleNonce", "Transaction is outdated"],
    ["lowBalance", "Inability to pay some fees (e.g. account balance too low)"],
    ["badSignature", "Transaction has a bad signature"],
    ["notSudo", "Invalid signing address"],
    ["customError", "Custom error: 18"],
  ])("is refused: %s", (name, data) => {
    expect(seen[name]).toMatchObject({ code: 1010, data })
  })
  it("follows heads, whose hashes it computes itself, and storage", () => {
    expect(seen["subscriptions"]).toEqual({ hashed: true, linked: true, rising: true })
  })
  it("reads past states, proofs and runtime APIs", () => {
    expect(seen["history"]).toEqual({ number: 3, unknown: true, proven: true })
    expect(seen["runtimeApi"]).toBe(true)
  })
})
