import type { ModuleErrorDef } from "@taonet/frame/errors"
import { errors } from "../pallets/subtensor/schema.ts"

/** `InvalidTransaction::Custom` of every error that has no number of its own. */
const otherError = 255

const codes: ReadonlyMap<ModuleErrorDef, number> = new Map([
  [errors.ColdkeySwapAnnounced, 0],
  [errors.AmountTooLow, 1],
  [errors.NotEnoughStakeToSetWeights, 1],
  [errors.NotEnoughBalanceToStake, 2],
  [errors.SubnetNotExists, 3],
  [errors.HotKeyAccountNotExists, 4],
  [errors.NotEnoughStakeToWithdraw, 5],
  [errors.CommittingWeightsTooFast, 6],
  [errors.SettingWeightsTooFast, 6],
  [errors.NetworkTxRateLimitExceeded, 6],
  [errors.InsufficientLiquidity, 7],
  [errors.SlippageTooHigh, 8],
  [errors.TransferDisallowed, 9],
  [errors.HotKeyNotRegisteredInNetwork, 10],
  [errors.InvalidIpAddress, 11],
  [errors.ServingRateLimitExceeded, 12],
  [errors.InvalidPort, 13],
  [errors.InvalidRevealRound, 15],
  [errors.NoWeightsCommitFound, 16],
  [errors.RevealTooEarly, 17],
  [errors.InputLengthsUnequal, 18],
  [errors.HotKeyNotRegisteredInSubNet, 19],
  [errors.EvmKeyAssociateRateLimitExceeded, 20],
  [errors.ColdkeySwapDisputed, 21],
  [errors.NonAssociatedColdKey, 25],
  [errors.DelegateTakeTooLow, 26],
  [errors.DelegateTakeTooHigh, 27],
])

/** The number by which the pool refuses a transaction that a guard would refuse ("Custom error: N"). */
export const customErrorCode = (error: ModuleErrorDef): number => codes.get(error) ?? otherError
