/** What people do with the pallets around the core, with polkadot.js: one chain, one session after the other. */
import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, it } from "vitest"
import { openSubnet } from "../python-sdk/testChain.ts"
import { clientMs, waitForClients } from "../support/deadlines.ts"
import { npmEnvironment, run, titleOf } from "../support/environments.ts"
import { startWatchedChain } from "../support/watchedChain.ts"
import { announcedProxy, proxiedValidator, treasury } from "./sessions/accounts.ts"
import { preimaged, scheduled } from "./sessions/calls.ts"
import { shield, timelocks } from "./sessions/secrets.ts"
import type { Steps } from "./sessions/steps.ts"
import { limitOrders } from "./sessions/trade.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
waitForClients()
const client = await npmEnvironment("polkadotjs", here("."))
let seen: Readonly<Record<string, Readonly<Record<string, unknown>>>>
let watched: ReturnType<Awaited<ReturnType<typeof startWatchedChain>>["watched"]>
const stepsOf =
  (session: string): Steps =>
  (step) =>
    seen[session]?.[step]

describe.skipIf(!client.ok)(titleOf("@polkadot/api 16.5.6, sessions", client), () => {
  beforeAll(async () => {
    const node = await startWatchedChain({ blockTimeMs: "instant" })
    try {
      await openSubnet(node.url)
      const args = ["--import", "tsx", here("sessions/main.mjs"), node.url]
      const result = await run("node", args, { timeoutMs: clientMs })
      expect(result.code, result.output).toBe(0)
      seen = JSON.parse(result.stdout) as typeof seen
      watched = node.watched()
    } finally {
      await node.close()
    }
  })

  it("leaves books that add up, block after block", () => {
    expect(watched).toEqual({ complaints: [], unseen: 0 })
  })
  describe("a treasury of three", () => treasury(stepsOf("multisig")))
  describe("a proxied validator", () => proxiedValidator(stepsOf("proxiedValidator")))
  describe("a proxy that announces", () => announcedProxy(stepsOf("announcedProxy")))
  describe("scheduled calls", () => scheduled(stepsOf("scheduled")))
  describe("noted calls", () => preimaged(stepsOf("preimaged")))
  describe("limit orders", () => limitOrders(stepsOf("limitOrders")))
  describe("timelocks of the offline beacon", () => timelocks(stepsOf("timelocks")))
  describe("encrypted transactions that nobody can open", () => shield(stepsOf("shield")))
})
