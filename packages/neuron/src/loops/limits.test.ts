import { expect, it } from "vitest"
import { type CallerLimits, createCallerLimits } from "../axon/callerLimits.ts"
import { systemClock } from "../clock.ts"
import { hotkeyFromUri } from "../hotkey.ts"
import { neuronInfo } from "../testKit.ts"
import { runMiner } from "./runMiner.ts"

it("a miner's limits follow the metagraph that it reads", async () => {
  const hotkey = hotkeyFromUri("//Bob")
  const neuron = (ss58: string, stake: bigint) => neuronInfo(ss58, { stake })
  const limits: CallerLimits = createCallerLimits(
    { tiers: [{ minStake: 5n, requestsPerMinute: 1, concurrent: 1 }] },
    systemClock,
  )
  const stop = new AbortController()
  const neurons = [neuron(hotkey.ss58, 0n), neuron("validator", 7n)]
  const chain = {
    subnetView: async () => ({ netuid: 1, block: 1, tempo: 1, neurons }),
    serveAxon: async () => stop.abort(),
  }
  expect(() => limits.enter("validator")).toThrow("stake")
  await runMiner({ hotkey, routes: [], netuid: 1, signal: stop.signal }, { chain, limits })
  limits.enter("validator")()
  expect(() => limits.enter("other")).toThrow("stake")
})
