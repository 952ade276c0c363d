/** Why calls are refused, beyond the line that the metadata has: what limits, and when it passes. One entry an error, by its name. */
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { isFrozen } from "@taonet/runtime/pallets/adminUtils/freezeWindow"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import {
  childkeyTakeLimit,
  childrenLimit,
  passesActionLimit,
} from "@taonet/runtime/pallets/subtensor/keys/actionLimits"
import { takeChangedTooRecently } from "@taonet/runtime/pallets/subtensor/keys/delegates"
import { ensureMayAssociate } from "@taonet/runtime/pallets/subtensor/keys/evmAssociation"
import { getNeuronToPrune, isImmune } from "@taonet/runtime/pallets/subtensor/neurons/pruning"
import { constants, storage } from "@taonet/runtime/pallets/subtensor/schema"
import { stakeOf } from "@taonet/runtime/pallets/subtensor/staking/stake"
import { currentBlock } from "@taonet/runtime/pallets/subtensor/subnets/currentBlock"
import { lockCost, passesNetworkRateLimit } from "@taonet/runtime/pallets/subtensor/subnets/lockCost"
import { getNetworkToPrune } from "@taonet/runtime/pallets/subtensor/subnets/networkToPrune"
import { revealWindow } from "@taonet/runtime/pallets/subtensor/weights/commitQueue"
import { passesWeightsRateLimit } from "@taonet/runtime/pallets/subtensor/weights/requirements"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { type About, figure, limit } from "./about.ts"
import { epochBlock } from "./passing.ts"
import {
  atNextEpoch,
  inNextBlock,
  noThrow,
  type Passing,
  type Reason,
  unlessEpochMoves,
  waits,
} from "./reasonTypes.ts"

const lastUpdate = figure(
  "SubtensorModule.LastUpdate",
  "block",
  ["index", "uid"],
  (state, { index, uid }) =>
    storage.LastUpdate.get(state, index as number)[uid as number]?.toString() ?? null,
)
const position = figure(
  "stake of the coldkey with this hotkey",
  "rao",
  ["hotkey", "coldkey", "netuid"],
  (state, { hotkey, coldkey, netuid }) =>
    stakeOf(state, hotkey as Hex, coldkey as Hex, netuid as number).toString(),
)
const freeBalance = figure("free balance of the coldkey", "rao", ["coldkey"], (state, { coldkey }) =>
  system.Account.get(state, coldkey as Hex).data.free.toString(),
)
const cost = figure("cost of a subnet now", "rao", [], (state) => lockCost(state).toString())

const weightsRate: Pick<Reason, "limits" | "passing"> = {
  limits: [limit(storage.WeightsSetRateLimit, "blocks", "netuid"), lastUpdate],
  passing: waits(["netuid", "uid"], (state, { netuid, mecid = 0, uid }) =>
    passesWeightsRateLimit(state, netuid, mecid, uid),
  ),
}

const commitOf = (state: State, { index, hotkey }: About): bigint | undefined =>
  storage.WeightCommits.find(state, index as number, hotkey as NonNullable<About["hotkey"]>)?.[0]?.[1]

/** Epochs until the oldest open commit may be revealed. */
function revealBlock(state: State, about: About): number | undefined {
  const netuid = about.netuid as number
  const committed = commitOf(state, about)
  if (committed === undefined) return undefined
  const { epoch, period } = revealWindow(state, netuid)
  return epochBlock(state, netuid, Number(committed + period - epoch))
}

const announced = limit(storage.ColdkeySwapAnnouncements, undefined, "coldkey")
const swapWaits = (delay: (state: State) => number): Passing =>
  waits(["coldkey"], (state, { coldkey }) => {
    const due = storage.ColdkeySwapAnnouncements.get(state, coldkey)?.[0] ?? 0
    return system.Number.get(state) >= due + delay(state)
  })

const reasons: Readonly<Record<string, Reason>> = {
  // Weights
  SettingWeightsTooFast: {
    text: "Each neuron may set weights once in so many blocks. Wait, or set them less often.",
    ...weightsRate,
  },
  CommittingWeightsTooFast: {
    text: "Each neuron may commit weights once in so many blocks. A commit that waits for its reveal is no reason to commit again.",
    ...weightsRate,
  },
  NotEnoughStakeToSetWeights: {
    text: "The hotkey's stake weight (its own alpha and weighted TAO, with what parents lend it) is below the threshold. Stake more to it.",
    limits: [limit(storage.StakeThreshold, "rao"), limit(storage.TaoWeight, undefined)],
  },
  NeuronNoValidatorPermit: {
    text: "Only those of the highest stake hold a permit; each epoch gives them anew. Without one a neuron may only weigh itself.",
    limits: [
      limit(storage.MaxAllowedValidators, undefined, "netuid"),
      limit(storage.StakeThreshold, "rao"),
      limit(storage.Tempo, "blocks", "netuid"),
    ],
    passing: { ...atNextEpoch, unless: "the stake is too low then, too" },
  },
  WeightVecLengthIsLow: {
    text: "Give weights to more uids: so many are the least.",
    limits: [limit(storage.MinAllowedWeights, undefined, "netuid")],
  },
  MaxWeightExceeded: {
    text: "Spread the weights: none may have more than this share of them.",
    limits: [limit(storage.MaxWeightsLimit, "of 65535", "netuid")],
  },
  IncorrectWeightVersionKey: {
    text: "The subnet's owner asks validators for newer software: send weights with this version key, or a higher one.",
    limits: [limit(storage.WeightsVersionKey, undefined, "netuid")],
  },
  UidsLengthExceedUidsInSubNet: {
    text: "There are fewer neurons than weights.",
    limits: [limit(storage.SubnetworkN, undefined, "netuid")],
  },
  UidVecContainInvalidOne: {
    text: "A uid is not below the number of neurons.",
    limits: [limit(storage.SubnetworkN, undefined, "netuid")],
  },
  CommitRevealEnabled: {
    text: "Weights of this subnet are hidden for a while: commit them (commit_timelocked_weights) instead of setting them.",
    limits: [
      limit(storage.CommitRevealWeightsEnabled, undefined, "netuid"),
      limit(storage.RevealPeriodEpochs, "epochs", "netuid"),
    ],
  },
  CommitRevealDisabled: {
    text: "Weights of this subnet are not hidden: use set_weights.",
    limits: [limit(storage.CommitRevealWeightsEnabled, undefined, "netuid")],
  },
  RevealTooEarly: {
    text: "A commit can be revealed in one epoch only: so many after that of the commit.",
    limits: [
      limit(storage.RevealPeriodEpochs, "epochs", "netuid"),
      limit(storage.Tempo, "blocks", "netuid"),
      limit(storage.WeightCommits, undefined, "index", "hotkey"),
    ],
    passing: { needs: ["netuid", "hotkey"], block: revealBlock, unless: unlessEpochMoves },
  },
  ExpiredWeightCommit: {
    text: "The epoch in which the commit could be revealed is over; its weights are lost. Commit again.",
    limits: [limit(storage.RevealPeriodEpochs, "epochs", "netuid"), limit(storage.Tempo, "blocks", "netuid")],
  },
  TooManyUnrevealedCommits: {
    text: "Ten commits of a hotkey may wait. Reveal one, or wait until the oldest expires.",
    limits: [limit(storage.WeightCommits, undefined, "index", "hotkey")],
  },
  AdminActionProhibitedDuringWeightsWindow: {
    text: "Settings stand still shortly before an epoch, so that validators know the rules. Try again after it.",
    limits: [limit(storage.AdminFreezeWindow, "blocks"), limit(storage.Tempo, "blocks", "netuid")],
    passing: {
      needs: ["netuid"],
      block: (state, { netuid }) =>
        isFrozen(state, netuid as number)
          ? epochBlock(state, netuid as number)
          : system.Number.get(state) + 1,
      unless: unlessEpochMoves,
    },
  },
  // Registration
  TooManyRegistrationsThisBlock: {
    text: "So many neurons may come in one block.",
    limits: [limit(storage.MaxRegistrationsPerBlock, undefined, "netuid")],
    passing: inNextBlock,
  },
  TooManyRegistrationsThisInterval: {
    text: "Three times the target number of neurons may come in an interval. Its end comes with the next adjustment.",
    limits: [
      limit(storage.RegistrationsThisInterval, undefined, "netuid"),
      limit(storage.TargetRegistrationsPerInterval, undefined, "netuid"),
      limit(storage.AdjustmentInterval, "blocks", "netuid"),
      limit(storage.LastAdjustmentBlock, "block", "netuid"),
    ],
  },
  SubNetRegistrationDisabled: {
    text: "The subnet's owner has closed registration.",
    limits: [limit(storage.NetworkRegistrationAllowed, undefined, "netuid")],
  },
  NoNeuronIdAvailable: {
    text: "The subnet is full, and no neuron may be replaced: the young ones are immune, the owner's always.",
    limits: [
      limit(storage.MaxAllowedUids, undefined, "netuid"),
      limit(storage.SubnetworkN, undefined, "netuid"),
      limit(storage.ImmunityPeriod, "blocks", "netuid"),
      limit(storage.MinNonImmuneUids, undefined, "netuid"),
    ],
    passing: waits(["netuid"], (state, { netuid }) => {
      const full = storage.SubnetworkN.get(state, netuid) >= storage.MaxAllowedUids.get(state, netuid)
      return !full || getNeuronToPrune(state, netuid) !== undefined
    }),
  },
  HotKeyAlreadyRegisteredInSubNet: {
    text: "A hotkey can have one uid of a subnet. Use another hotkey, or wait until this one is replaced.",
    limits: [
      limit(storage.Uids, undefined, "netuid", "hotkey"),
      limit(storage.ImmunityPeriod, "blocks", "netuid"),
    ],
    passing: {
      ...waits(["netuid", "uid"], (state, { netuid, uid }) => !isImmune(state, netuid, uid)),
      unless: "nobody comes who takes its place: from this block on it can be replaced, no more",
    },
  },
  HotKeyNotRegisteredInSubNet: {
    text: "Register the hotkey on this subnet first; it may also have been replaced by another.",
    limits: [limit(storage.Burn, "rao", "netuid")],
  },
  RegistrationPriceLimitExceeded: {
    text: "The price rose above the limit of the call. It falls again block by block while nobody registers.",
    limits: [limit(storage.Burn, "rao", "netuid"), limit(storage.MinBurn, "rao", "netuid")],
  },
  RegistrationNotPermittedOnRootSubnet: {
    text: "Netuid 0 is the root network, whose seats go by stake: use root_register for a seat, and another netuid for this call.",
  },
  StakeTooLowForRoot: {
    text: "The root network is full, and its smallest member has more stake on it than the hotkey.",
    limits: [limit(storage.MaxAllowedUids, undefined, "netuid")],
  },
  // Subnets
  NetworkTxRateLimitExceeded: {
    text: "One subnet may be created in so many blocks, by anybody.",
    limits: [limit(storage.NetworkRateLimit, "blocks")],
    passing: waits(
      [],
      (state) => passesNetworkRateLimit(state, currentBlock(state)),
      "somebody else creates one first",
    ),
  },
  SubnetLimitReached: {
    text: "There are as many subnets as there may be, and all are still immune.",
    limits: [limit(storage.SubnetLimit, undefined), limit(storage.NetworkImmunityPeriod, "blocks")],
    passing: waits(
      [],
      (state) => getNetworkToPrune(state) !== undefined,
      "somebody else takes that place first",
    ),
  },
  CannotAffordLockCost: {
    text: "Creating a subnet costs more than the coldkey has. The price falls with time, and doubles when a subnet is created.",
    limits: [cost, limit(storage.NetworkMinLockCost, "rao"), freeBalance],
  },
  StartCallNotReady: {
    text: "A subnet can be started so many blocks after it was created.",
    limits: [limit(storage.StartCallDelay, "blocks"), limit(storage.NetworkRegisteredAt, "block", "netuid")],
    passing: waits(
      ["netuid"],
      (state, { netuid }) =>
        currentBlock(state) >=
        storage.NetworkRegisteredAt.get(state, netuid) + storage.StartCallDelay.get(state),
    ),
  },
  SubtokenDisabled: {
    text: "The subnet was not started: its owner calls start_call. Before that nobody can stake on it.",
    limits: [limit(storage.SubtokenEnabled, undefined, "netuid"), limit(storage.StartCallDelay, "blocks")],
  },
  NotSubnetOwner: {
    text: "Sign with the coldkey of the subnet's owner.",
    limits: [limit(storage.SubnetOwner, undefined, "netuid")],
  },
  // Stake
  NotEnoughStakeToWithdraw: {
    text: "The coldkey has less stake with this hotkey on this subnet. Amounts are in alpha of the subnet, not in TAO.",
    limits: [position],
  },
  NotEnoughBalanceToStake: {
    text: "The coldkey's free balance must pay the amount and the fee, and must not fall below the existential deposit.",
    limits: [freeBalance],
  },
  InsufficientTaoBalance: {
    text: "The account cannot spend so much: what is frozen or reserved does not count.",
    limits: [freeBalance, limit(balances.Freezes, undefined, "coldkey")],
  },
  SlippageTooHigh: {
    text: "The pool's price would move beyond the limit. Trade less, allow more, or let part of it be filled.",
    limits: [limit(storage.SubnetTAO, "rao", "netuid"), limit(storage.SubnetAlphaIn, "rao", "netuid")],
  },
  InsufficientLiquidity: {
    text: "The pool is too small for this trade.",
    limits: [limit(storage.SubnetTAO, "rao", "netuid"), limit(storage.SubnetAlphaIn, "rao", "netuid")],
  },
  TransferDisallowed: {
    text: "The subnet's owner has switched off transfers of stake to other coldkeys.",
    limits: [limit(storage.TransferToggle, undefined, "netuid")],
  },
  RootStakeLocked: {
    text: "Root stake that was changed is held for so many blocks.",
    limits: [
      limit(storage.RootStakeUnlockInterval, "blocks"),
      limit(storage.LastColdkeyHotkeyStakeBlock, "block", "coldkey", "hotkey"),
    ],
    passing: waits(["coldkey", "hotkey"], (state, { coldkey, hotkey }) => {
      const last = storage.LastColdkeyHotkeyStakeBlock.get(state, coldkey, hotkey) ?? 0n
      return saturatingSubU64(currentBlock(state), last) >= storage.RootStakeUnlockInterval.get(state)
    }),
  },
  // Keys
  ServingRateLimitExceeded: {
    text: "An axon or prometheus endpoint may be announced once in so many blocks.",
    limits: [
      limit(storage.ServingRateLimit, "blocks", "netuid"),
      limit(storage.Axons, undefined, "netuid", "hotkey"),
    ],
    passing: waits(["netuid", "hotkey"], (state, { netuid, hotkey }) => {
      const served = storage.Axons.get(state, netuid, hotkey)?.block ?? 0n
      const rate = storage.ServingRateLimit.get(state, netuid)
      return served === 0n || saturatingSubU64(currentBlock(state), served) >= rate
    }),
  },
  DelegateTxRateLimitExceeded: {
    text: "A delegate's take may be raised once in so many blocks; it may be lowered at any time.",
    limits: [
      limit(storage.TxDelegateTakeRateLimit, "blocks"),
      limit(storage.Delegates, "of 65535", "hotkey"),
    ],
    passing: waits(["hotkey"], (state, { hotkey }) => !takeChangedTooRecently(state, hotkey)),
  },
  DelegateTakeTooLow: {
    text: "The take must not be below the minimum; increase_take needs a higher one than now, decrease_take a lower one.",
    limits: [limit(storage.MinDelegateTake, "of 65535"), limit(storage.Delegates, "of 65535", "hotkey")],
  },
  DelegateTakeTooHigh: {
    text: "The take must not be above the maximum.",
    limits: [limit(storage.MaxDelegateTake, "of 65535")],
  },
  TxChildkeyTakeRateLimitExceeded: {
    text: "A childkey take may be raised once in so many blocks after any change of it.",
    limits: [limit(storage.TxChildkeyTakeRateLimit, "blocks")],
    passing: waits(["hotkey", "netuid"], (state, { hotkey, netuid }) =>
      passesActionLimit(state, hotkey, netuid, childkeyTakeLimit),
    ),
  },
  InvalidChildkeyTake: {
    text: "The take must lie between the lowest and the highest that the chain and the subnet allow.",
    limits: [
      limit(storage.MinChildkeyTake, "of 65535"),
      limit(storage.MaxChildkeyTake, "of 65535"),
      limit(storage.MinChildkeyTakePerSubnet, "of 65535", "netuid"),
    ],
  },
  TxRateLimitExceeded: {
    text: "A hotkey's children may be set once in 150 blocks, and a subnet owner's hotkey once in a day.",
    passing: waits(["hotkey", "netuid"], (state, { hotkey, netuid }) =>
      passesActionLimit(state, hotkey, netuid, childrenLimit),
    ),
  },
  HotKeySwapOnSubnetIntervalNotPassed: {
    text: "A coldkey may swap hotkeys on a subnet once in so many blocks.",
    limits: [limit(storage.LastHotkeySwapOnNetuid, "block", "netuid", "coldkey")],
    passing: waits(["netuid", "coldkey"], (state, { netuid, coldkey }) => {
      const last = storage.LastHotkeySwapOnNetuid.get(state, netuid, coldkey)
      return last === 0n || last + constants.HotkeySwapOnSubnetInterval.get(state) < currentBlock(state)
    }),
  },
  EvmKeyAssociateRateLimitExceeded: {
    text: "A neuron may be linked to an EVM address once in a day.",
    limits: [limit(storage.AssociatedEvmAddress, undefined, "netuid", "uid")],
    passing: waits(["netuid", "uid"], (state, { netuid, uid }) =>
      noThrow(() => ensureMayAssociate(state, netuid, uid)),
    ),
  },
  ColdkeySwapTooEarly: {
    text: "An announced swap may run from the block that was announced on, so that the owner can notice a thief.",
    limits: [announced, limit(storage.ColdkeySwapAnnouncementDelay, "blocks")],
    passing: swapWaits(() => 0),
  },
  ColdkeySwapReannouncedTooEarly: {
    text: "Another swap may be announced once the first could have been used for a while.",
    limits: [announced, limit(storage.ColdkeySwapReannouncementDelay, "blocks")],
    passing: swapWaits((state) => storage.ColdkeySwapReannouncementDelay.get(state)),
  },
  ColdkeySwapClearTooEarly: {
    text: "An announcement may be taken back once it could also be replaced.",
    limits: [announced, limit(storage.ColdkeySwapReannouncementDelay, "blocks")],
    passing: swapWaits((state) => storage.ColdkeySwapReannouncementDelay.get(state)),
  },
  ColdkeySwapAnnounced: {
    text: "While a swap is announced the coldkey may do little else: carry it out, replace it, take it back or dispute it.",
    limits: [announced],
    passing: swapWaits(() => 0),
  },
  NonAssociatedColdKey: {
    text: "The hotkey belongs to another coldkey.",
    limits: [limit(storage.Owner, undefined, "hotkey")],
  },
}

/** What is known of an error of SubtensorModule beyond its line in the metadata. */
export const reasonOf = (error: string): Reason | undefined =>
  Object.hasOwn(reasons, error) ? reasons[error] : undefined

export const reasonNames: readonly string[] = Object.keys(reasons)
