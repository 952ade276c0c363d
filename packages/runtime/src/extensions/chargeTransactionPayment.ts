import { DispatchFailure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { dropIssuance } from "../pallets/balances/account.ts"
import { creditWherePossible, debit, reducibleBalance, totalBalance } from "../pallets/balances/currency.ts"
import { feePayer } from "../pallets/proxy/feePayer.ts"
import { storage as subtensor, events as subtensorEvents } from "../pallets/subtensor/schema.ts"
import { feeParts, totalFee } from "../pallets/transactionPayment/fees.ts"
import { events } from "../pallets/transactionPayment/schema.ts"
import { type AlphaCharge, canPayInAlpha, payInAlpha } from "./alphaFees.ts"
import { refuse, type SignedTransaction, type TransactionExtension } from "./types.ts"

const priorityNormal = 1n
const priorityOperational = 10_000_000_000n

/** Calls that a hotkey makes for its coldkey: the coldkey pays, and a tip is dropped. */
const hotkeyCalls: ReadonlySet<string> = new Set([
  "set_weights",
  "set_mechanism_weights",
  "batch_set_weights",
  "commit_weights",
  "commit_mechanism_weights",
  "batch_commit_weights",
  "commit_timelocked_weights",
  "commit_timelocked_mechanism_weights",
  "commit_crv3_mechanism_weights",
  "reveal_weights",
  "reveal_mechanism_weights",
  "batch_reveal_weights",
  "serve_axon",
  "serve_axon_tls",
  "serve_prometheus",
  "associate_evm_key",
])

/** Whether the payer can pay; the call's class gives the priority (tips buy none). */
export const chargeTransactionPayment: TransactionExtension = {
  identifier: "ChargeTransactionPayment",
  validate(state, transaction, validity) {
    const { payer, tip } = payerOf(state, transaction)
    const due = totalFee(feeParts(state, transaction.info, transaction.length)) + tip
    const payable = due === 0n || reducibleBalance(state, payer, "Preserve") >= due
    if (!payable && !canPayInAlpha(state, payer, transaction.call, due)) refuse("Payment")
    validity.priority += transaction.info.class === "Operational" ? priorityOperational : priorityNormal
  },
}

/** What was taken before the call ran. */
export interface Charge {
  readonly payer: Hex
  readonly tip: bigint
  /** In rao of TAO; 0 when alpha was sold instead. */
  readonly paid: bigint
  readonly alpha?: AlphaCharge
}

/** Takes the whole declared fee and the tip (Balances.Withdraw), or sells alpha for it where there is not enough TAO. */
export function chargeFee(state: State, transaction: SignedTransaction): Charge {
  const { payer, tip } = payerOf(state, transaction)
  const paid = totalFee(feeParts(state, transaction.info, transaction.length)) + tip
  if (paid > 0n) {
    try {
      debit(state, payer, paid, "Preserve")
    } catch (error) {
      if (!(error instanceof DispatchFailure)) throw error
      return { payer, tip, paid: 0n, alpha: payInAlpha(state, payer, transaction.call, paid) }
    }
  }
  return { payer, tip, paid }
}

/**
 * Refunds what the corrected fee leaves over (Balances.Deposit, even of 0), and burns the rest from both issuance counters. What was paid in
 * alpha is not refunded.
 */
export function settleFee(state: State, charge: Charge, corrected: bigint): void {
  const due = corrected + charge.tip
  if (charge.paid > 0n) {
    const refund = charge.paid > due ? charge.paid - due : 0n
    const lives = totalBalance(state, charge.payer) > 0n
    const burned = charge.paid - (lives ? creditWherePossible(state, charge.payer, refund) : 0n)
    dropIssuance(state, burned)
    subtensor.TotalIssuance.mutate(state, (issuance) => saturatingSubU64(issuance, burned))
  }
  if (charge.alpha) {
    const { netuid, alpha, tao } = charge.alpha
    const paid = { who: charge.payer, netuid, alpha_fee: alpha, tao_amount: tao }
    subtensorEvents.TransactionFeePaidWithAlpha.deposit(state, paid)
  }
  events.TransactionFeePaid.deposit(state, {
    who: charge.payer,
    actual_fee: charge.paid > 0n || charge.alpha ? due : charge.tip,
    tip: charge.tip,
  })
}

/** An account that agreed to pay for its delegate; else the coldkey behind a hotkey's call, without the tip; else the signer. */
function payerOf(state: State, { signer, call, extra }: SignedTransaction): { payer: Hex; tip: bigint } {
  const real = feePayer(state, signer, call)
  if (real !== undefined) return { payer: real, tip: extra.tip }
  const forHotkey =
    (call.type === "SubtensorModule" && hotkeyCalls.has(call.value.type)) ||
    (call.type === "Commitments" && call.value.type === "set_commitment")
  if (forHotkey && subtensor.Owner.has(state, signer))
    return { payer: subtensor.Owner.get(state, signer), tip: 0n }
  return { payer: signer, tip: extra.tip }
}
