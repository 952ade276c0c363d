import {
  type Accepts,
  anyOf,
  moved,
  onlyOurs,
  onlyOursChanged,
  onlyTheirs,
  rowOfNothing,
  whereRecorded,
  within,
  withinPart,
} from "./accept.ts"
import type { OldRule } from "./context.ts"
import { decodedValue, keysOf } from "./items.ts"
import { newItems } from "./newItems.ts"
import type { Difference } from "./outcome.ts"
import { exceedsPosition, isRootStake } from "./rules425/moves.ts"
import { samePayouts } from "./rules425/payouts.ts"
import { weightBeforeBuy } from "./rules425/poolOrder.ts"
import { keepRegistrationFee } from "./rules425/registrationFee.ts"
import { claimAsAsked, claimForStakers, raiseClaimRates } from "./rules425/rootClaims.ts"
import { keepUnpaidRootAlpha } from "./rules425/unpaidRootAlpha.ts"
import { noSuchCall } from "./subject.ts"
import { argsOf } from "./trace.ts"

/**
 * A rule that changed between 425, at which the traces were recorded, and 461, which we are. Nothing else may differ. The smaller what an
 * entry allows, the better: first a setting that makes the new rule idle (rules425/neutral.ts), then the old rule as a program, so that
 * everything around it is compared exactly, then a difference that the values themselves show to be this one.
 */
export interface KnownChange {
  /** Short and unique: reports count by it. */
  readonly name: string
  /** The rule, as it is at 461 and was at 425. */
  readonly why: string
  /** Where that is written: a file under reference/, or a path of the reference's repository. */
  readonly source: string
  /** The calls that it concerns (of SubtensorModule), all calls, all block steps, or every line. */
  readonly of: readonly string[] | "calls" | "blocks" | "everything"
  /** What 425 does otherwise, done to our state before the comparison. */
  readonly oldRule?: OldRule
  /** `Pallet.call` that now does what the call did; it is judged in its place. */
  readonly successor?: string
  /** What may differ: `Pallet.Item`s, `Pallet.Event`s, results as recorded and ours (`*` for any). */
  readonly items?: readonly string[]
  readonly events?: readonly string[]
  readonly results?: readonly (readonly [recorded: string, ours: string])[]
  /** How far; left out, in any way. */
  readonly accepts?: Accepts
}

const moves = ["move_stake", "transfer_stake", "swap_stake", "swap_stake_limit"] as const

const hotkeySwaps = ["swap_hotkey", "swap_hotkey_v2"] as const
const swaps = [...hotkeySwaps, "swap_coldkey", "swap_coldkey_announced"] as const

const sm = (...names: readonly string[]): string[] => names.map((name) => `SubtensorModule.${name}`)

export const knownChanges: readonly KnownChange[] = [
  {
    name: "items that are new",
    why: "461 keeps items that 425 does not have: reservoirs, baskets, collateral, pool generations, sums, queues.",
    source: "reference/runtime-461.json against pallets/subtensor/src/lib.rs of 425",
    of: "everything",
    items: newItems,
    accepts: onlyOurs,
  },
  {
    name: "weight before buy",
    why: "A block's excess TAO buys alpha before liquidity is added; 425 sets the pool's weight first, then buys on the old reserves.",
    source: "traces/README.md, coinbase/run_coinbase; behaviour/coinbase.md 6 step 4",
    of: "blocks",
    oldRule: weightBeforeBuy,
  },
  {
    name: "failed buy refunded",
    why: "Excess TAO for which the pool gives nothing goes back to the credit and out of existence; 425 leaves it on the subnet's account.",
    source: "traces/README.md, coinbase/run_coinbase; behaviour/coinbase.md 6 step 4 b",
    of: "blocks",
    items: ["System.Account", "Balances.TotalIssuance", ...sm("TotalIssuance")],
    events: ["Balances.Withdraw"],
    accepts: (difference, context, all) =>
      difference.kind === "event"
        ? difference.side === "ours"
        : within(1)(difference, context, all) &&
          all.some((other) => other.kind === "event" && other.name === "Balances.Withdraw"),
  },
  {
    name: "unpaid root alpha",
    why: "Root alpha of an epoch that no validator can get is recycled; 425 leaves it in circulation.",
    source: "behaviour/coinbase.md 7.4",
    of: "blocks",
    oldRule: keepUnpaidRootAlpha,
  },
  {
    name: "root dividends claimed",
    why: "Root dividends wait in claim rates, and each block claims for some coldkeys; 461 puts them into baskets.",
    source: "traces/README.md, coinbase/block_step; behaviour/staking.md 9; staking/claim_root.rs of 425",
    of: "blocks",
    oldRule: (state, context) =>
      [raiseClaimRates, claimForStakers].map((rule) => rule(state, context)).includes(true),
  },
  {
    name: "claims before the index of stakers",
    why: "425 continues its index of root stakers after the claims of the block, over rows that these have made.",
    source: "coinbase/block_step.rs of 425, steps 8 and 9",
    of: "blocks",
    items: sm("AlphaV2MapLastKey"),
    accepts: whereRecorded("SubtensorModule.RootClaimed"),
  },
  {
    name: "alpha part first",
    why: "The alpha part of a dividend is rounded and root gets the rest; at 425 the root part is rounded. Off by a rao, and then in proportion.",
    source: "behaviour/coinbase.md 7.4; coinbase/run_coinbase.rs of 425, calculate_dividend_distribution",
    of: "blocks",
    items: sm(
      "AlphaDividendsPerSubnet",
      "RootAlphaDividendsPerSubnet",
      "TotalHotkeyAlpha",
      "TotalHotkeyAlphaLastEpoch",
      "TotalHotkeySharesV2",
      "AlphaV2",
    ),
    accepts: anyOf(within(4), withinPart(10_000_000n)),
  },
  {
    name: "alpha part first, small root part",
    why: "As before: the quotients have 32 fraction bits, so where root's part is a small one, what it is divided by is that rough.",
    source: "behaviour/coinbase.md 7.4",
    of: "blocks",
    items: sm("RootAlphaDividendsPerSubnet"),
    accepts: withinPart(40_000n),
  },
  {
    name: "no rows of nothing",
    why: "A hotkey without dividend has no row; 425 stores its 0.",
    source: "behaviour/coinbase.md 7.5, steps 4 and 5",
    of: "blocks",
    items: sm("AlphaDividendsPerSubnet", "RootAlphaDividendsPerSubnet"),
    accepts: rowOfNothing,
  },
  {
    name: "block emission not stored",
    why: "BlockEmission is no longer written when it changes.",
    source: "vectors/math/README.md (a)",
    of: "blocks",
    items: sm("BlockEmission"),
    accepts: onlyTheirs,
  },
  {
    name: "claim rates of stakers",
    why: "Every change of root stake rebases what the coldkey has claimed; these books are dead at 461.",
    source: "behaviour/staking.md 9 (legacy maps); staking/claim_root.rs of 425",
    of: "calls",
    items: sm("RootClaimed", "RootClaimable"),
    accepts: onlyTheirs,
  },
  {
    name: "claims of root dividends",
    why: "claim_root pays from baskets, with an event that tells the sum; 425 claims on up to five subnets, and refuses an empty list.",
    source: "behaviour/staking.md 9, claim_root; staking/claim_root.rs of 425",
    of: ["claim_root"],
    oldRule: claimAsAsked,
    events: sm("RootClaimed"),
    results: [["SubtensorModule.InvalidSubnetNumber", "ok"]],
  },
  {
    name: "claim settings gone",
    why: "The kinds of claim and their number per block no longer exist.",
    source: "traces/README.md, coinbase/block_step; reference/runtime-461.json (calls)",
    of: ["set_root_claim_type", "sudo_set_num_root_claims"],
    results: [["*", noSuchCall]],
  },
  {
    name: "stamps of root stake only",
    why: "Only root stake is stamped with its block.",
    source: "behaviour/staking.md 2, LastColdkeyHotkeyStakeBlock",
    of: "calls",
    items: sm("LastColdkeyHotkeyStakeBlock"),
    accepts: (difference, context, all) =>
      onlyTheirs(difference, context, all) && !isRootStake(difference, context),
  },
  {
    name: "moves are not capped",
    why: "Moving more than there is fails; 425 moves all of it.",
    source: "behaviour/staking.md 7, MOVE step 1",
    of: moves,
    results: [["*", "SubtensorModule.NotEnoughStakeToWithdraw"]],
    accepts: (_, context) => exceedsPosition(context),
  },
  {
    name: "minimum of transfers",
    why: "Moves within a subnet and transfers have a minimum of their own, 20 times lower than that of stake.",
    source: "traces/README.md, stake_validation; behaviour/staking.md 7 steps 2 and 5",
    of: ["move_stake", "transfer_stake"],
    results: [["SubtensorModule.AmountTooLow", "ok"]],
  },
  {
    name: "moves make delegates",
    why: "A hotkey to which stake of another coldkey is moved becomes a delegate, also within a subnet.",
    source: "traces/README.md, stake_swap; behaviour/staking.md 7 step 5",
    of: moves,
    items: sm("Delegates"),
    accepts: onlyOurs,
  },
  {
    name: "registration fee to the author",
    why: "The swap fee of a registration goes to the block's author; 425 leaves it on the subnet's account and counts it as flow.",
    source: "behaviour/subnets.md 2, effects: payment",
    of: ["burned_register", "register_limit"],
    oldRule: keepRegistrationFee,
  },
  {
    name: "timelocked commits are rate limited",
    why: "The guard of rate limits covers timelocked commits too, and no mechanism that does not exist passes it.",
    source: "traces/README.md, guards; behaviour/coinbase.md 0, gate rule 5",
    of: ["commit_timelocked_weights", "commit_timelocked_mechanism_weights"],
    results: sm("MechanismDoesNotExist").map((error) => [error, "SubtensorModule.CommittingWeightsTooFast"]),
  },
  {
    name: "parents of a new subnet",
    why: "Root validators become parents of a new subnet's owner without a call of set_children, so its clock does not start.",
    source: "behaviour/subnets.md 3 (11) and open point 4",
    of: ["register_network"],
    items: sm("TransactionKeyLastBlock"),
    accepts: anyOf(onlyTheirs, (difference) => difference.kind === "storage" && difference.ours === null),
  },
  {
    name: "fresh alpha counters",
    why: "A netuid that is used again counts its alpha anew, and a dissolved subnet has no counters.",
    source: "behaviour/subnets.md 3 (2) and 6, phase 18",
    of: ["register_network", "root_dissolve_network"],
    items: ["AlphaAssets.TotalAlphaIssuance", "AlphaAssets.AlphaBurned", "AlphaAssets.AlphaRecycled"],
    accepts: (difference) => difference.kind === "storage" && difference.ours === null,
  },
  {
    name: "cleanup after the block",
    why: "A subnet is gone at once and cleaned up when the block ends; who takes its place waits with his TAO locked.",
    source: "traces/README.md, not compared; behaviour/subnets.md 3 and 6",
    of: ["register_network", "root_dissolve_network"],
    events: [
      ...sm("NetworkRemoved", "NetworkRegistrationQueued", "NetworkDissolveCleanupCompleted"),
      "Balances.Locked",
      "Balances.Unlocked",
    ],
    accepts: anyOf(
      moved,
      (difference) =>
        difference.kind === "event" &&
        difference.side === "ours" &&
        difference.name !== "SubtensorModule.NetworkRemoved",
    ),
  },
  {
    name: "pot of a dissolved subnet",
    why: "Stakers are paid once per coldkey and in another order, and the last rao of the pot go by another rule.",
    source: "behaviour/subnets.md 6, what stakers and owner get; vectors in subnets/portions.test.ts",
    of: ["register_network", "root_dissolve_network"],
    items: ["System.Account", "Balances.TotalIssuance", ...sm("TotalIssuance")],
    events: ["Balances.Transfer", "Balances.Withdraw", "Balances.Endowed"],
    accepts: samePayouts,
  },
  {
    name: "no clock of key swaps",
    why: "The rate limit of transactions, and the stamps that it needed, are gone.",
    source: "behaviour/keys-and-fees.md 9 (HotKeySetTxRateLimitExceeded)",
    of: swaps,
    items: sm("LastRateLimitedBlock"),
    results: [["SubtensorModule.HotKeySetTxRateLimitExceeded", "ok"]],
    accepts: (difference, context, all) =>
      difference.kind === "result" ||
      (onlyTheirs(difference, context, all) && describesStamp(difference, "LastTxBlock")),
  },
  {
    name: "swap on a subnet that is there",
    why: "A hotkey swap on one subnet needs that subnet to exist.",
    source: "behaviour/keys-and-fees.md 9, check 1",
    of: hotkeySwaps,
    results: [["ok", "SubtensorModule.SubnetNotExists"]],
  },
  {
    name: "age of root stake moves",
    why: "Root stake takes its age along when its hotkey or coldkey is swapped.",
    source: "behaviour/keys-and-fees.md 9 (move data) and 10 step 7",
    of: swaps,
    items: sm("LastColdkeyHotkeyStakeBlock"),
    accepts: onlyOursChanged,
  },
  {
    name: "kept stake keeps its owner",
    why: "A hotkey whose stake stays keeps its owner; 425 leaves it without one.",
    source: "behaviour/keys-and-fees.md 9, all subnets step d",
    of: ["swap_hotkey_v2"],
    items: sm("Owner", "OwnedHotkeys"),
    accepts: (difference, { line }) => argsOf(line)["keep_stake"] === true && keepsMore(difference),
  },
  {
    name: "no rows of nothing after a swap",
    why: "Neither a sum of 0 nor an empty list of hotkeys is stored.",
    source: "swap/swap_hotkey.rs 8.1, swap/swap_coldkey.rs transfer_staking_hotkeys",
    of: swaps,
    items: sm("TotalHotkeyAlphaLastEpoch", "StakingHotkeys"),
    accepts: rowOfNothing,
  },
  {
    name: "auto parents off root",
    why: "The switch for automatic parents no longer needs a place on root.",
    source: "behaviour/keys-and-fees.md 4, set_auto_parent_delegation_enabled",
    of: ["set_auto_parent_delegation_enabled"],
    results: [["SubtensorModule.HotKeyNotRegisteredInSubNet", "ok"]],
  },
  {
    name: "set_tempo moved",
    why: "The call does nothing any more; AdminUtils.sudo_set_tempo does it, for owners too.",
    source: "behaviour/subnets.md 8; behaviour/other-pallets.md (metadata text)",
    of: ["set_tempo"],
    successor: "AdminUtils.sudo_set_tempo",
  },
  {
    name: "set_activity_cutoff_factor moved",
    why: "The call does nothing any more; AdminUtils.sudo_set_activity_cutoff_factor does it.",
    source: "behaviour/subnets.md 8; behaviour/other-pallets.md (metadata text)",
    of: ["set_activity_cutoff_factor"],
    successor: "AdminUtils.sudo_set_activity_cutoff_factor",
  },
  {
    name: "claim threshold of root only",
    why: "Only root's threshold means anything, and setting another one is refused.",
    source: "reference/metadata-v15-spec461.scale, text of sudo_set_root_claim_threshold",
    of: ["sudo_set_root_claim_threshold"],
    results: [["ok", "SubtensorModule.InvalidRootClaimThreshold"]],
    accepts: (_, { line }) => argsOf(line)["netuid"] !== 0,
  },
]

/** Whether a row of LastRateLimitedBlock is the clock of this kind. */
const describesStamp = (difference: Difference, kind: string): boolean => {
  const [of] = difference.kind === "storage" ? keysOf(difference.key) : []
  return typeof of === "object" && of !== null && kind in of
}

/** Whether we keep all that the recording keeps. */
const keepsMore = (difference: Difference): boolean => {
  if (difference.kind !== "storage") return false
  const [theirs, own] = [difference.recorded, difference.ours].map((value) =>
    decodedValue(difference.key, value),
  )
  return (
    theirs === null ||
    (Array.isArray(theirs) && Array.isArray(own) && theirs.every((part) => own.includes(part)))
  )
}
