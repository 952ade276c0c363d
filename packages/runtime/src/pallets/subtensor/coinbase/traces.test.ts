import { signedOrigin } from "@taonet/frame/origin"
import type { AnyHandler } from "@taonet/frame/pallet"
import type { StorageEntryInfo } from "@taonet/frame/schema/storage"
import { keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decode } from "@taonet/primitives/scale/index"
import { describe, expect, test } from "vitest"
import { guards } from "../../../guards/index.ts"
import { storage as swap } from "../../swap/schema.ts"
import { batchCommitWeights } from "../calls/batchCommitWeights.ts"
import { batchRevealWeights } from "../calls/batchRevealWeights.ts"
import { batchSetWeights } from "../calls/batchSetWeights.ts"
import { commitCrv3MechanismWeights } from "../calls/commitCrv3MechanismWeights.ts"
import { commitMechanismWeights } from "../calls/commitMechanismWeights.ts"
import { commitTimelockedMechanismWeights } from "../calls/commitTimelockedMechanismWeights.ts"
import { commitTimelockedWeights } from "../calls/commitTimelockedWeights.ts"
import { commitWeights } from "../calls/commitWeights.ts"
import { revealMechanismWeights } from "../calls/revealMechanismWeights.ts"
import { revealWeights } from "../calls/revealWeights.ts"
import { setMechanismWeights } from "../calls/setMechanismWeights.ts"
import { setWeights } from "../calls/setWeights.ts"
import { subtensorHooks } from "../hooks.ts"
import { schema, storage } from "../schema.ts"
import { judgeTrace, type TraceLine } from "./traces.fixture.ts"

/* Recordings of the real pallets at spec 425, line by line. What 461 does otherwise is named here, with the reason. */

const constants = new Map<string, unknown>([
  ["SubtensorModule.InitialTempo", 360],
  ["SubtensorModule.InitialMaxEpochsPerBlock", 2],
  ["SubtensorModule.HotkeySwapOnSubnetInterval", 7200n],
])

/** Items that 425 does not have, or no longer has at 461, or that baskets and the removed automatic root claim touch. */
const otherAt461: readonly StorageEntryInfo[] = [
  swap.BalancerTaoReservoir,
  swap.BalancerAlphaReservoir,
  storage.EmissionGateBar,
  storage.ConsensusByMechanism,
  storage.TotalAlphaStaked,
  storage.TotalVotingPower,
  storage.RootClaimable,
  storage.RootClaimed,
  storage.PendingBasketDeposits,
  storage.BetaIndexSnapshot,
  storage.SubnetFastMovingPrice,
]
/** The chain buys alpha before it adds liquidity; 425 set the weight first. */
const orderedOtherwise: readonly StorageEntryInfo[] = [swap.SwapBalancer]

describe.each(["tiny_epoch_1", "tiny_epoch_2", "emission_1", "weights_cr_2"])("blocks of %s", (name) => {
  // Exponent 0 makes the emission gate, which 425 does not have, let every share through by half: shares stay as they are.
  const all = judgeTrace(
    name,
    constants,
    (line) => (line.t === "block" ? (state) => subtensorHooks.onInitialize?.(state, line.n!) : undefined),
    (state) => storage.EmissionGateExponent.set(state, 0n),
  )
  // Revealing timelocked weights needs the decryption of drand, which is not part of this pallet.
  const judged = all.filter(({ recorded }) =>
    Object.keys(recorded.changes).every((key) => !key.startsWith("SubtensorModule.TimelockedWeightCommits[")),
  )
  const epochs = judged.filter(({ recorded }) => recorded.events.includes(epochRan))
  // A claim that 425 makes by itself sells alpha of root's validators: nothing of it is comparable.
  const others = judged.filter(
    ({ recorded }) => !recorded.events.includes(epochRan) && !recorded.events.includes(claimPaid),
  )

  test("without an epoch change what they changed", () => {
    expect(others.length).toBeGreaterThan(20)
    for (const { line, recorded, ours } of others) {
      const known = [...otherAt461, ...orderedOtherwise]
      expect(without(ours.changes, known), `block ${line.n}`).toEqual(without(recorded.changes, known))
    }
  })

  test("with an epoch store the same results and run the same schedule", () => {
    expect(epochs.length).toBeGreaterThan(3)
    for (const { line, recorded, ours } of epochs) {
      expect(only(ours.changes, epochResults), `block ${line.n}`).toEqual(
        only(recorded.changes, epochResults),
      )
    }
  })

  test("emit the same events", () => {
    const later = new Set(["SubtensorModule.BasketDeposited"])
    const gone = new Set(["SubtensorModule.RootClaimed", claimPaid])
    for (const { line, recorded, ours } of judged) {
      expect(
        ours.events.filter((event) => !later.has(event)),
        `block ${line.n}`,
      ).toEqual(recorded.events.filter((event) => !gone.has(event)))
    }
  })
})

const epochRan = "SubtensorModule.IncentiveAlphaEmittedToMiners"
const claimPaid = "Balances.Transfer"

const epochResults = [
  "Active",
  "Bonds",
  "BlocksSinceLastStep",
  "Consensus",
  "Dividends",
  "Emission",
  "Incentive",
  "LastEpochBlock",
  "LastMechansimStepBlock",
  "MinerBurned",
  "PendingEpochAt",
  "PendingOwnerCut",
  "PendingRootAlphaDivs",
  "PendingServerEmission",
  "PendingValidatorEmission",
  "StakeWeight",
  "SubnetEpochIndex",
  "ValidatorPermit",
  "ValidatorTrust",
]

const handlers: Readonly<Record<string, AnyHandler>> = {
  set_weights: setWeights,
  set_mechanism_weights: setMechanismWeights,
  batch_set_weights: batchSetWeights,
  commit_weights: commitWeights,
  commit_mechanism_weights: commitMechanismWeights,
  batch_commit_weights: batchCommitWeights,
  reveal_weights: revealWeights,
  reveal_mechanism_weights: revealMechanismWeights,
  batch_reveal_weights: batchRevealWeights,
  commit_timelocked_weights: commitTimelockedWeights,
  commit_timelocked_mechanism_weights: commitTimelockedMechanismWeights,
  commit_crv3_mechanism_weights: commitCrv3MechanismWeights,
}

describe.each(["tiny_epoch_1", "weights_cr_2", "emission_1"])("weight calls of %s", (name) => {
  const judged = judgeTrace(name, constants, judgeWeightCall)

  test("give the same errors, events and changes behind the guards", () => {
    expect(judged.length).toBeGreaterThan(5)
    for (const { line, recorded, ours } of judged) {
      // 461's guards rate-limit timelocked commits too, and a mechanism that does not exist has no passing rate.
      const guarded = ours.error === "SubtensorModule.CommittingWeightsTooFast"
      if (guarded && recorded.error === "SubtensorModule.MechanismDoesNotExist") continue
      expect(ours, JSON.stringify(line.call)).toEqual(recorded)
    }
  })
})

function judgeWeightCall({ t, call, scale, who }: TraceLine): ReturnType<Parameters<typeof judgeTrace>[2]> {
  const [name] = Object.keys(call?.SubtensorModule ?? {})
  const handler = handlers[name ?? ""]
  const codec = schema.codecs.calls
  if (t !== "call" || !handler || !codec || !scale || !who) return undefined
  const value = decode(codec, fromHex(scale).slice(1))
  const origin = signedOrigin(toHex(new Uint8Array(32).fill(Number(who.slice(1)))))
  return (state) => {
    const decoded = { type: "SubtensorModule", value }
    for (const guard of guards) if (guard.applies(decoded)) guard.check(state, origin, decoded)
    handler(state, origin, value.value as never)
  }
}

type Changes = Readonly<Record<string, Hex | null>>

function without(changes: Changes, items: readonly StorageEntryInfo[]): Changes {
  const prefixes = items.map((item) => toHex(keyToBytes(item.prefix())))
  const labels = items.map(({ pallet, name }) => `${pallet}.${name}[`)
  return filter(changes, (key) => ![...prefixes, ...labels].some((start) => key.startsWith(start)))
}

const only = (changes: Changes, names: readonly string[]): Changes =>
  filter(changes, (key) => names.some((name) => key.startsWith(`SubtensorModule.${name}[`)))

const filter = (changes: Changes, keep: (key: string) => boolean): Changes =>
  Object.fromEntries(
    Object.entries(changes)
      .filter(([key]) => keep(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
