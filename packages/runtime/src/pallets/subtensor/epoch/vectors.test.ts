import { createState, type State } from "@taonet/frame/state"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import type { EpochInput, EpochOutput } from "@taonet/yuma/types"
import { readVector, vectorNames } from "@taonet/yuma/vectorCases.fixture"
import { expect, test } from "vitest"
import { storage as system } from "../../system/schema.ts"
import { storage } from "../schema.ts"
import { runMechanismEpoch } from "./runSubnetEpoch.ts"

/* The recorded epochs, through storage: what the kernel needs is written, read back by the epoch, and its results are where they belong. */

const netuid = 3
/** A clock that storage fills up with zeros can not be missing. */
const notStorable = new Set(["t34_n5_short_last_update.json"])

test.each(vectorNames().filter((name) => !notStorable.has(name)))("%s", (name) => {
  const { input, epochs, note } = readVector(name)
  const state = emptyState()
  let now = input
  for (const [index, { set, expected }] of epochs.entries()) {
    now = { ...now, ...set }
    storeInput(state, now, index === 0)
    const output = runMechanismEpoch(state, netuid, 0, now.raoEmission)
    expect(output, `${note}, epoch ${index}`).toEqual(expected)
    storage.ValidatorPermit.set(state, netuid, output.validatorPermit)
    expectStored(state, expected)
  }
})

function expectStored(state: State, expected: EpochOutput): void {
  expect(storage.Incentive.get(state, netuid)).toEqual(expected.incentive)
  expect(storage.ConsensusByMechanism.get(state, netuid)).toEqual(expected.consensus)
  for (const [uid, row] of expected.bonds.entries())
    expect(storage.Bonds.get(state, netuid, uid)).toEqual(row)
  const [{ event } = { event: undefined }] = state.events.splice(0)
  expect(event?.value).toEqual({
    type: "IncentiveAlphaEmittedToMiners",
    value: { netuid, emissions: expected.serverEmission },
  })
}

function emptyState(): State {
  const never = () => {
    throw new Error("nothing is dispatched here")
  }
  return createState(createOverlay(createMemoryStore(new Map())), new Map(), { dispatch: never, info: never })
}

const hotkeyAt = (uid: number): Hex => toHex(Uint8Array.of(uid & 255, uid >> 8, ...new Array(30).fill(7)))

/** Writes an epoch's input; bonds, permits and consensus only at first, as later ones are the epoch's own. */
function storeInput(state: State, input: EpochInput, first: boolean): void {
  system.Number.set(state, Number(input.currentBlock))
  storage.SubnetworkN.set(state, netuid, input.n)
  storage.Tempo.set(state, netuid, input.tempo)
  storage.LastMechansimStepBlock.set(state, netuid, input.lastMechanismStepBlock)
  storage.ActivityCutoffFactorMilli.set(state, netuid, input.activityCutoffFactorMilli)
  storage.LastUpdate.set(state, netuid, [...input.lastUpdate])
  storage.TaoWeight.set(state, input.taoWeight)
  storage.StakeThreshold.set(state, input.stakeThreshold)
  storage.MaxAllowedValidators.set(state, netuid, input.maxAllowedValidators)
  storage.CommitRevealWeightsEnabled.set(state, netuid, input.commitRevealEnabled)
  storage.Kappa.set(state, netuid, input.kappa)
  storage.BondsPenalty.set(state, netuid, input.bondsPenalty)
  storage.BondsMovingAverage.set(state, netuid, input.bondsMovingAverage)
  storage.Yuma3On.set(state, netuid, input.yuma3On)
  storage.LiquidAlphaOn.set(state, netuid, input.liquidAlphaOn)
  storage.AlphaValues.set(state, netuid, [input.alphaLow, input.alphaHigh])
  storage.AlphaSigmoidSteepness.set(state, netuid, input.alphaSigmoidSteepness)
  storage.LiquidAlphaConsensusMode.set(state, netuid, input.liquidAlphaConsensusMode)
  if (input.ownerUid === null) storage.SubnetOwnerHotkey.delete(state, netuid)
  else storage.SubnetOwnerHotkey.set(state, netuid, hotkeyAt(input.ownerUid))
  for (let uid = 0; uid < input.n; uid++) storeNeuron(state, input, uid)
  if (!first) return
  storage.ValidatorPermit.set(state, netuid, [...input.validatorPermit])
  storage.ConsensusByMechanism.set(state, netuid, [...input.previousConsensus])
  for (const [uid, row] of input.bonds.entries()) storage.Bonds.set(state, netuid, uid, copyRow(row))
}

function storeNeuron(state: State, input: EpochInput, uid: number): void {
  const hotkey = hotkeyAt(uid)
  storage.Keys.set(state, netuid, uid, hotkey)
  storage.Uids.set(state, netuid, hotkey, uid)
  storage.BlockAtRegistration.set(state, netuid, uid, input.blockAtRegistration[uid]!)
  storage.TotalHotkeyAlpha.set(state, hotkey, netuid, input.alphaStake[uid]!)
  storage.TotalHotkeyAlpha.set(state, hotkey, 0, input.taoStake[uid]!)
  storage.Weights.set(state, netuid, uid, copyRow(input.weights[uid] ?? []))
  const committed = input.earliestCommitBlock[uid] ?? null
  if (committed === null) storage.WeightCommits.delete(state, netuid, hotkey)
  else storage.WeightCommits.set(state, netuid, hotkey, [[hotkey, 0n, committed, 0n]])
}

const copyRow = (row: EpochInput["weights"][number]): [number, number][] =>
  row.map(([uid, value]): [number, number] => [uid, value])
