import assert from "node:assert/strict"
import { test } from "node:test"
import { getMetagraph } from "@taonet/sdk/index"
import { netuid, startNetwork } from "../src/network.ts"

/** With 10 rounds chance does not turn the order. */
const rounds = 10

test("after some rounds and an epoch, better miners earn more", { timeout: 180_000 }, async () => {
  const seen = new Map<string, number>()
  const failures: string[] = []
  let done = (): void => {}
  const enough = new Promise<void>((resolve) => {
    done = resolve
  })
  const network = await startNetwork({
    roundMs: 50,
    onRound: (validator, { failed }) => {
      if (failed !== undefined) failures.push(`${validator}: ${failed}`)
      seen.set(validator, (seen.get(validator) ?? 0) + 1)
      if (seen.size === 2 && [...seen.values()].every((count) => count >= rounds)) done()
    },
  })
  try {
    await enough
    assert.deepEqual(failures, [])
    await network.chain.mineToEpoch(netuid)
    const metagraph = await getMetagraph(network.chain.client, { netuid })
    // Uids go in the order of subnet.yaml: owner, validator1, validator2, good, fair, poor.
    const [good = 0, fair = 0, poor = 0] = metagraph?.incentives.slice(3) ?? []
    assert.ok(good > fair && fair > poor, `incentives are ${good}, ${fair}, ${poor}`)
    const dividends = metagraph?.dividends.slice(1, 3) ?? []
    assert.ok(
      dividends.every((share) => share > 0),
      `dividends are ${dividends}`,
    )
  } finally {
    await network.close()
  }
})
