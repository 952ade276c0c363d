import { type Hex, toHex } from "@taonet/primitives/hex"
import { bench, describe } from "vitest"
import { createTestChain } from "../../../testKit.ts"
import { storage as system } from "../../system/schema.ts"
import { readEpochInput } from "../epoch/epochInput.ts"
import { runMechanismEpoch } from "../epoch/runSubnetEpoch.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { storage } from "../schema.ts"
import { stakeWeights } from "../staking/inheritance.ts"
import { increaseStake } from "../staking/stake.ts"
import { runBlockStep } from "./blockStep.ts"
import { distributeEmission } from "./runCoinbase.ts"

/*
 * What the pallet costs in every block. PERF: the step grows with the number of subnets and with the positions scanned (30 a map); an epoch
 * with uids times validators. `npx vitest bench packages/runtime/src/pallets/subtensor/coinbase`
 */

const netuid = 1
const hotkey = (n: number): Hex => toHex(Uint8Array.of(n & 255, n >> 8, ...new Array(30).fill(9)))

/** Localnet with a started subnet 1 of `n` neurons, 64 of them validators that weight everybody. */
function network(n: number) {
  const { state } = createTestChain()
  system.Number.set(state, 1)
  storage.FirstEmissionBlockNumber.set(state, netuid, 1n)
  storage.SubtokenEnabled.set(state, netuid, true)
  storage.SubnetMovingPrice.set(state, netuid, 1n << 32n)
  for (let uid = 1; uid < n; uid++) {
    appendNeuron(state, netuid, hotkey(uid), 0n)
    storage.Owner.set(state, hotkey(uid), hotkey(uid))
    if (uid > 64) continue
    increaseStake(state, hotkey(uid), hotkey(uid), netuid, BigInt(uid) * 1_000_000_000n)
    storage.Weights.set(
      state,
      netuid,
      uid,
      Array.from({ length: n }, (_, to): [number, number] => [to, 1 + ((to * uid) % 999)]),
    )
  }
  storage.ValidatorPermit.set(
    state,
    netuid,
    Array.from({ length: n }, (_, uid) => uid > 0 && uid <= 64),
  )
  return state
}

describe("a block without an epoch", () => {
  const state = network(1)
  storage.Tempo.set(state, netuid, 0)
  let block = 10
  bench("localnet: subnets 0 and 1, started", () => {
    system.Number.set(state, ++block)
    runBlockStep(state, block, undefined)
    state.events.length = 0
  })
})

describe("an epoch of 256 uids, 64 validators with full weights", () => {
  const state = network(256)
  const pending = { server: 10n ** 11n, validator: 10n ** 11n, root: 0n, ownerCut: 10n ** 10n }
  bench("reading it from storage", () => {
    readEpochInput(state, netuid, 0, 10n ** 11n, stakeWeights(state, netuid))
  })
  bench("kernel, and reading and storing", () => {
    runMechanismEpoch(state, netuid, 0, 10n ** 11n)
    state.events.length = 0
  })
  bench("all of it, payment included", () => {
    distributeEmission(state, netuid, pending)
    state.events.length = 0
  })
})
