import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { describe } from "vitest"
import { type Refusal, testRefusals } from "../../../refusals.testkit.ts"
import type { TestChain } from "../../../testKit.ts"
import { storageIndex } from "../neurons/storageIndex.ts"
import { calls, storage } from "../schema.ts"
import { type CommittedWeights, commitHash, type WeightCommit } from "./commitQueue.ts"
import {
  epoch,
  fullName as full,
  netuid,
  startChain as start,
  stranger,
  type Target,
  validator,
} from "./weightsChain.testKit.ts"

/* Source of the rules and their order: behaviour/coinbase.md sections 0 to 3; the guards of a call come first. */

/** A list of weights, and what is wrong with it. */
interface BadVector {
  readonly error: string
  readonly when: string
  readonly caller?: Hex
  readonly over?: Partial<CommittedWeights & { readonly netuid: number }>
  arrange?(state: State): void
}

const good: CommittedWeights = { uids: [2, 3], values: [1, 2], salt: [7], versionKey: 0n }

const badVectors: readonly BadVector[] = [
  { error: "CanNotSetRootNetworkWeights", when: "the subnet is root", over: { netuid: 0 } },
  { error: "WeightVecNotEqualSize", when: "a value is missing", over: { values: [1] } },
  {
    error: "UidsLengthExceedUidsInSubNet",
    when: "there are more weights than uids",
    over: { uids: [0, 1, 2, 3, 3], values: [1, 1, 1, 1, 1] },
  },
  { error: "HotKeyNotRegisteredInSubNet", when: "the signer is no neuron", caller: stranger },
  {
    error: "NotEnoughStakeToSetWeights",
    when: "the stake is below the threshold",
    arrange: (state) => storage.StakeThreshold.set(state, 1n),
  },
  {
    error: "IncorrectWeightVersionKey",
    when: "the version is old",
    arrange: (state) => storage.WeightsVersionKey.set(state, netuid, 1n),
  },
  {
    error: "NeuronNoValidatorPermit",
    when: "the validator has no permit",
    arrange: (state) => storage.ValidatorPermit.set(state, netuid, []),
  },
  { error: "DuplicateUids", when: "a uid comes twice", over: { uids: [2, 2] } },
  { error: "UidVecContainInvalidOne", when: "a uid does not exist", over: { uids: [2, 4] } },
  {
    error: "WeightVecLengthIsLow",
    when: "the subnet asks for more weights",
    arrange: (state) => storage.MinAllowedWeights.set(state, netuid, 3),
  },
  {
    error: "MaxWeightExceeded",
    when: "one weight is most of all",
    arrange: (state) => storage.MaxWeightsLimit.set(state, netuid, 40_000),
  },
]

describe.each([
  ["set_weights", 0],
  ["set_mechanism_weights", 1],
] as const)("%s", (name, mecid) => {
  const call = (over: Partial<CommittedWeights & Target> = {}): RuntimeCallValue => {
    const { uids, values, versionKey, ...target } = { ...good, netuid, mecid, ...over }
    const args = { netuid: target.netuid, dests: [...uids], weights: [...values], version_key: versionKey }
    return name === "set_weights"
      ? calls.set_weights.make(args)
      : calls.set_mechanism_weights.make({ ...args, mecid: target.mecid })
  }
  const missing = name === "set_weights" ? { netuid: 9 } : { mecid: 2 }
  const refusals: Refusal[] = badVectors.map(({ error, when, caller = validator, over = {}, arrange }) => ({
    error: full(error),
    when,
    caller,
    // Root has but one mechanism, and is refused before that is looked at.
    call: call(over),
    arrange: ({ state }) => arrange?.(state),
  }))
  testRefusals(
    () => start({ commitReveal: false }),
    [
      ...refusals,
      {
        error: full("MechanismDoesNotExist"),
        when: "there is no such mechanism",
        // A neuron is refused as too fast there, by the guard.
        caller: stranger,
        call: call(missing),
        arrange: ({ state }) => storage.CommitRevealWeightsEnabled.set(state, 9, false),
      },
      {
        error: full("CommitRevealEnabled"),
        when: "weights must be committed",
        caller: validator,
        call: call(),
        arrange: ({ state }) => storage.CommitRevealWeightsEnabled.set(state, netuid, true),
      },
      {
        error: full("SettingWeightsTooFast"),
        when: "the last ones are too young",
        caller: validator,
        call: call(),
        arrange: ({ state }) => storage.LastUpdate.set(state, storageIndex(netuid, mecid), [0n, 999n]),
      },
    ],
  )
})

describe.each([
  ["reveal_weights", 0],
  ["reveal_mechanism_weights", 1],
  ["batch_reveal_weights", 0],
] as const)("%s", (name, mecid) => {
  type Revealed = CommittedWeights & Target
  const call = (over: Partial<Revealed> = {}): RuntimeCallValue => {
    const { uids, values, salt, versionKey, ...target } = { ...good, netuid, mecid, ...over }
    const lists = { uids: [...uids], values: [...values], salt: [...salt] }
    if (name === "batch_reveal_weights")
      return calls.batch_reveal_weights.make({
        netuid: target.netuid,
        uids_list: [lists.uids],
        values_list: [lists.values],
        salts_list: [lists.salt],
        version_keys: [versionKey],
      })
    const args = { netuid: target.netuid, ...lists, version_key: versionKey }
    return name === "reveal_weights"
      ? calls.reveal_weights.make(args)
      : calls.reveal_mechanism_weights.make({ ...args, mecid: target.mecid })
  }
  /** What is revealed was committed an epoch ago, so that only what it says can be wrong. */
  const commit = (state: State, who: Hex, over: Partial<Revealed> = {}, committed = epoch - 1n): void => {
    const weights = { ...good, netuid, mecid, ...over }
    const index = storageIndex(weights.netuid, weights.mecid)
    const entry: WeightCommit = [commitHash(who, index, weights), committed, 900n, 0n]
    storage.WeightCommits.set(state, index, who, [entry])
    if (weights.netuid !== netuid) storage.SubnetEpochIndex.set(state, weights.netuid, epoch)
  }
  testRefusals(
    () => start({ commitReveal: true }),
    badVectors.map(({ error, when, caller = validator, over = {}, arrange }) => ({
      error: full(error),
      when,
      caller,
      call: call(over),
      arrange: ({ state }) => {
        if (over.netuid === 0) storage.Tempo.set(state, 0, 0)
        commit(state, caller, over)
        arrange?.(state)
      },
    })),
  )
  testRefusals(
    () => start({ commitReveal: true }),
    [
      {
        error: full("MechanismDoesNotExist"),
        when: "the subnet is being dissolved",
        caller: validator,
        call: call(),
        arrange: ({ state }) => {
          commit(state, validator)
          storage.NetworksAdded.delete(state, netuid)
        },
      },
      {
        error: full("NoWeightsCommitFound"),
        when: "nothing was committed",
        caller: validator,
        call: call(),
      },
      {
        error: full("NoWeightsCommitFound"),
        when: "something else was committed",
        caller: validator,
        call: call({ salt: [8] }),
        arrange: ({ state }) => commit(state, validator),
      },
      ...([epoch, epoch - 2n] as const).map((committed) => ({
        error: full("RevealTooEarly"),
        when: committed === epoch ? "the epoch is not over" : "the commit has expired",
        caller: validator,
        call: call(),
        arrange: ({ state }: TestChain) => commit(state, validator, {}, committed),
      })),
      {
        error: full("CommitRevealDisabled"),
        when: "the subnet no longer commits",
        caller: validator,
        call: call(),
        arrange: ({ state }) => {
          commit(state, validator)
          storage.CommitRevealWeightsEnabled.set(state, netuid, false)
        },
      },
      ...(name === "batch_reveal_weights"
        ? [
            {
              error: full("InvalidRevealCommitHashNotMatch"),
              when: "one commit is revealed twice",
              caller: validator,
              call: calls.batch_reveal_weights.make({
                netuid,
                uids_list: [[...good.uids], [...good.uids]],
                values_list: [[...good.values], [...good.values]],
                salts_list: [[...good.salt], [...good.salt]],
                version_keys: [good.versionKey, good.versionKey],
              }),
              arrange: ({ state }: TestChain) => commit(state, validator),
            },
            {
              error: full("InputLengthsUnequal"),
              when: "a salt is missing",
              caller: validator,
              call: calls.batch_reveal_weights.make({
                netuid,
                uids_list: [[]],
                values_list: [[]],
                salts_list: [],
                version_keys: [0n],
              }),
            },
          ]
        : []),
    ],
  )
})
