import { attempt } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { mintAlpha } from "../../alphaAssets/issuance.ts"
import { debit } from "../../balances/currency.ts"
import { MAX_PRICE_RAO } from "../../swap/pool.ts"
import { adjustProtocolLiquidity } from "../../swap/protocolLiquidity.ts"
import { storage } from "../schema.ts"
import { changeReserve, swapTaoForAlpha } from "../staking/swapping.ts"
import { recycleCredit, spendTao } from "../staking/tao.ts"
import { recordProtocolFlow } from "../staking/taoFlow.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import type { EmissionPlan } from "./subnetEmission.ts"

/** TAO of this block that is minted and not yet given to anybody, rao. */
interface Credit {
  remaining: bigint
}

/**
 * Puts the block's TAO into the pools: what is too much for an injection buys alpha first, the rest enters at the spot price together with
 * new alpha. What no pool took goes out of existence again. Source: behaviour/coinbase.md section 6 step 4.
 */
export function injectIntoPools(state: State, plans: readonly EmissionPlan[], minted: bigint): void {
  const credit: Credit = { remaining: minted }
  for (const { netuid, terms } of plans) {
    storage.SubnetExcessTao.set(state, netuid, 0n)
    storage.SubnetTaoInEmission.set(state, netuid, 0n)
    buyWithExcess(state, netuid, floorRao(terms.excessTao), credit)
    injectLiquidity(state, netuid, floorRao(terms.taoIn), floorRao(terms.alphaIn), credit)
  }
  recycleCredit(state, credit.remaining)
}

/** The chain buys alpha, without fee or limit, and keeps it out of circulation (it counts in SubnetAlphaOut). */
function buyWithExcess(state: State, netuid: number, tao: bigint, credit: Credit): void {
  if (tao === 0n || !spend(state, netuid, tao, credit)) return
  const bought = attempt(state, () => swapTaoForAlpha(state, netuid, tao, MAX_PRICE_RAO, true))
  if (!bought.ok) {
    refund(state, netuid, tao, credit)
    return
  }
  const { paidIn, paidOut } = bought.value
  storage.SubnetProtocolAlpha.mutate(state, netuid, (total) => saturatingAddU64(total, paidOut))
  storage.SubnetExcessTao.set(state, netuid, paidIn)
  recordProtocolFlow(state, netuid, paidIn)
}

/** Adds what the pool can take without its price moving; the rest of both waits in the pool's reservoirs. */
function injectLiquidity(state: State, netuid: number, tao: bigint, alpha: bigint, credit: Credit): void {
  const arrived = tao > 0n && spend(state, netuid, tao, credit) ? tao : 0n
  const active = adjustProtocolLiquidity(state, netuid, { tao: arrived, alpha })
  mintAlpha(state, netuid, alpha)
  storage.SubnetAlphaInEmission.set(state, netuid, active.alpha)
  changeReserve(state, storage.SubnetAlphaIn, netuid, active.alpha)
  if (active.tao === 0n) return
  storage.SubnetTaoInEmission.set(state, netuid, active.tao)
  changeReserve(state, storage.SubnetTAO, netuid, active.tao)
  storage.TotalStake.mutate(state, (total) => saturatingAddU64(total, active.tao))
  recordProtocolFlow(state, netuid, active.tao)
}

/** Pays credit into the subnet's account. False, and nothing changes, if too little is left or the account can not be opened with it. */
function spend(state: State, netuid: number, tao: bigint, credit: Credit): boolean {
  if (credit.remaining < tao) return false
  if (!attempt(state, () => spendTao(state, subnetAccount(netuid), tao)).ok) return false
  credit.remaining -= tao
  return true
}

function refund(state: State, netuid: number, tao: bigint, credit: Credit): void {
  if (attempt(state, () => debit(state, subnetAccount(netuid), tao, "Expendable")).ok) credit.remaining += tao
}

/** Whole rao of U96F32 bits. */
export const floorRao = (bits: bigint): bigint => bits >> 32n
