import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { describe } from "vitest"
import { type Refusal, testRefusals } from "../../../refusals.testkit.ts"
import type { TestChain } from "../../../testKit.ts"
import { storage as drand } from "../../drand/schema.ts"
import { storageIndex } from "../neurons/storageIndex.ts"
import { calls, storage } from "../schema.ts"
import {
  epoch,
  fullName as full,
  netuid,
  startChain as start,
  stranger,
  type Target,
  validator,
} from "./weightsChain.testKit.ts"

/* Source of the rules and their order: behaviour/coinbase.md sections 0, 2 and 3; the guards of a call come first. */

type Committer = (
  target: Target,
  timelock?: { readonly round?: bigint; readonly size?: number },
) => RuntimeCallValue

const hash: Hex = `0x${"aa".repeat(32)}`
const version = 4
const timelockOf = ({ round = 50n, size = 4 } = {}) => ({
  commit: new Uint8Array(size),
  reveal_round: round,
})

const committers: readonly (readonly [string, 0 | 1, Committer])[] = [
  ["commit_weights", 0, ({ netuid }) => calls.commit_weights.make({ netuid, commit_hash: hash })],
  ["commit_mechanism_weights", 1, (at) => calls.commit_mechanism_weights.make({ ...at, commit_hash: hash })],
  [
    "commit_timelocked_weights",
    0,
    ({ netuid }, lock) =>
      calls.commit_timelocked_weights.make({ netuid, ...timelockOf(lock), commit_reveal_version: version }),
  ],
  [
    "commit_timelocked_mechanism_weights",
    1,
    (at, lock) =>
      calls.commit_timelocked_mechanism_weights.make({
        ...at,
        ...timelockOf(lock),
        commit_reveal_version: version,
      }),
  ],
  [
    "commit_crv3_mechanism_weights",
    1,
    (at, lock) => calls.commit_crv3_mechanism_weights.make({ ...at, ...timelockOf(lock) }),
  ],
]

/** As many commits as may wait at once. */
function fillQueues({ state }: TestChain, mecid: number): void {
  const index = storageIndex(netuid, mecid)
  const ten = Array.from({ length: 10 })
  storage.WeightCommits.set(
    state,
    index,
    validator,
    ten.map(() => [hash, epoch, 900n, 0n]),
  )
  storage.TimelockedWeightCommits.set(
    state,
    index,
    epoch,
    ten.map(() => [validator, 900n, new Uint8Array(4), 50n]),
  )
}

describe.each(committers)("%s", (name, mecid, call) => {
  const at = { netuid, mecid }
  const timelocked: Refusal[] = [
    {
      error: full("InvalidRevealRound"),
      when: "the round is known",
      caller: validator,
      call: call(at, { round: 50n }),
      arrange: ({ state }) => drand.LastStoredRound.set(state, 51n),
    },
    {
      error: "Other",
      when: "the commit is longer than the reference decodes",
      caller: validator,
      call: call(at, { size: 5_001 }),
    },
    {
      error: full("IncorrectCommitRevealVersion"),
      when: "the chain wants another version",
      caller: validator,
      call: call(at),
      arrange: ({ state }) => storage.CommitRevealWeightsVersion.set(state, 5),
    },
  ]
  testRefusals(
    () => start({ commitReveal: true }),
    [
      {
        error: full("NotEnoughStakeToSetWeights"),
        when: "the stake is below the threshold",
        caller: validator,
        call: call(at),
        arrange: ({ state }) => storage.StakeThreshold.set(state, 1n),
      },
      {
        error: full("CommittingWeightsTooFast"),
        when: "the last commit is too young",
        caller: validator,
        call: call(at),
        arrange: ({ state }) => storage.LastUpdate.set(state, storageIndex(netuid, mecid), [0n, 999n]),
      },
      {
        error: full("MechanismDoesNotExist"),
        when: "there is no such mechanism",
        caller: validator,
        call: call(mecid === 0 ? { netuid: 9, mecid } : { netuid, mecid: 2 }),
        // A neuron of a mechanism that is not there is refused as too fast, by the guard.
        ...(mecid === 1 ? { caller: stranger } : {}),
      },
      {
        error: full("CommitRevealDisabled"),
        when: "weights are set directly",
        caller: validator,
        call: call(at),
        arrange: ({ state }) => storage.CommitRevealWeightsEnabled.set(state, netuid, false),
      },
      {
        error: full("HotKeyNotRegisteredInSubNet"),
        when: "the signer is no neuron",
        caller: stranger,
        call: call(at),
      },
      {
        error: full("TooManyUnrevealedCommits"),
        when: "ten wait already",
        caller: validator,
        call: call(at),
        arrange: (chain) => fillQueues(chain, mecid),
      },
      ...(/timelocked|crv3/.test(name) ? timelocked : []),
    ],
  )
})

describe.each([
  [
    "batch_set_weights",
    (netuids: number[], length: number) =>
      calls.batch_set_weights.make({
        netuids,
        weights: Array.from({ length }, () => []),
        version_keys: netuids.map(() => 0n),
      }),
  ],
  [
    "batch_commit_weights",
    (netuids: number[], length: number) =>
      calls.batch_commit_weights.make({ netuids, commit_hashes: Array.from({ length }, () => hash) }),
  ],
] as const)("%s", (_, call) => {
  testRefusals(
    () => start({ commitReveal: true }),
    [
      {
        error: full("InputLengthsUnequal"),
        when: "an item is missing",
        caller: validator,
        call: call([1, 2], 1),
      },
      {
        error: full("NotEnoughStakeToSetWeights"),
        when: "one of the subnets asks for more stake",
        caller: validator,
        call: call([1], 1),
        arrange: ({ state }) => storage.StakeThreshold.set(state, 1n),
      },
    ],
  )
})
