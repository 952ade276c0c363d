import { SafeFloat } from "@taonet/primitives/safeFloat"
import { alphaSplit } from "@taonet/runtime/pallets/subtensor/math/alphaSplit"
import { blockEmission as emissionAt } from "@taonet/runtime/pallets/subtensor/math/blockEmission"
import { nextMovingPrice } from "@taonet/runtime/pallets/subtensor/math/movingPrice"
import { networkLockCost as lockCost } from "@taonet/runtime/pallets/subtensor/math/networkLockCost"
import {
  bumpedBurn,
  decayedBurn,
  burnDecayFactor as decayFactor,
} from "@taonet/runtime/pallets/subtensor/math/registrationBurn"
import { rootProportion } from "@taonet/runtime/pallets/subtensor/math/rootProportion"
import {
  type SharePool,
  updateAll,
  updateOne,
  valueOfShare,
} from "@taonet/runtime/pallets/subtensor/math/sharePool"
import {
  burnWeightedShares,
  type EmittingSubnet,
  gatedShares,
  priceShares,
  refreshedGateBar,
  subnetEmissions,
} from "@taonet/runtime/pallets/subtensor/math/subnetEmissionShares"
import { subnetTerms as termsOf } from "@taonet/runtime/pallets/subtensor/math/subnetTerms"
import { type Fields, textsOf } from "./fields.ts"

/* Recorded cases of the subnet pallet's arithmetic: from a case's input to what its `expected` holds. */

export const blockEmission = (input: Fields): unknown => ({
  emission: `${emissionAt(input.wide("issuance"))}`,
})

export function movingPrice(input: Fields): unknown {
  const next = nextMovingPrice({
    movingAlpha: input.wide("moving_alpha_bits"),
    firstEmissionBlock: input.wideOrNull("first_emission_block"),
    block: Number(input.wide("current_block")),
    halvingBlocks: input.wide("halving_blocks"),
    spotPrice: input.wide("spot_price_bits"),
    movingPrice: input.wide("old_moving_price_bits"),
  })
  return { new_moving_price_bits: `${next}` }
}

export function networkLockCost(input: Fields): unknown {
  const cost = lockCost({
    lastLock: input.wide("last_lock"),
    minLock: input.wide("min_lock"),
    lastLockBlock: input.wide("last_lock_block"),
    block: Number(input.wide("current_block")),
    reductionInterval: input.wide("reduction_interval"),
  })
  return { lock_cost: `${cost}` }
}

export const burnDecayFactor = (input: Fields): unknown => ({
  decay_factor_q32: `${decayFactor(input.number("half_life_blocks"))}`,
})

export function registrationBurn(input: Fields): unknown {
  const bounds = { min: input.wide("min_burn"), max: input.wide("max_burn") }
  const halfLife = input.number("half_life_blocks")
  const multiplier = input.wide("increase_mult_bits")
  let burn = input.wide("burn")
  const after = input.texts("ops").map((op) => {
    burn = op === "block" ? decayedBurn(burn, halfLife, bounds) : bumpedBurn(burn, multiplier, bounds)
    return `${burn}`
  })
  return { decay_factor_q32: `${decayFactor(halfLife)}`, burn_after_each_op: after }
}

export function sharePool(input: Fields): unknown {
  let pool: SharePool = { sharedValue: 0n, denominator: SafeFloat.ZERO }
  const shares = new Map([1, 2, 3, 4].map((key) => [key, SafeFloat.ZERO]))
  return input.list("ops").map((op) => {
    if (op.text("op") === "all") {
      pool = updateAll(pool, op.wide("amount"))
    } else {
      const key = op.number("key")
      const update = updateOne(pool, shares.get(key) ?? SafeFloat.ZERO, op.wide("amount"))
      pool = update.pool
      shares.set(key, update.share)
    }
    return {
      shared_value: `${pool.sharedValue}`,
      denominator_mantissa: `${pool.denominator.mantissa}`,
      denominator_exponent: Number(pool.denominator.exponent),
      keys: [...shares].map(([key, share]) => ({
        key,
        share_mantissa: `${share.mantissa}`,
        share_exponent: Number(share.exponent),
        value: `${valueOfShare(pool, share)}`,
      })),
    }
  })
}

export function subnetEmissionShares(input: Fields): unknown {
  const subnets: EmittingSubnet[] = input.list("subnets").map((subnet) => ({
    mechanism: subnet.number("mechanism"),
    movingPrice: subnet.wide("moving_price_bits"),
    minerBurned: subnet.wide("miner_burned_bits"),
    emissionEnabled: subnet.flag("emission_enabled"),
  }))
  const gate = {
    bar: input.wide("emission_gate_bar_bits"),
    barRank: input.number("emission_bar_rank"),
    barQuantile: input.wide("emission_bar_quantile_bits"),
    exponent: input.wide("emission_gate_exponent_bits"),
  }
  const block = Number(input.wide("block"))
  const prices = priceShares(subnets)
  const burned = subnets.map((subnet) => subnet.minerBurned)
  const weighted = burnWeightedShares(prices, burned)
  const bar = refreshedGateBar(weighted, gate, block)
  const { tao, gateBar } = subnetEmissions(subnets, gate, block, input.wide("block_emission"))
  return {
    price_share_bits: textsOf(prices),
    burn_weighted_share_bits: textsOf(weighted),
    gated_share_bits: textsOf(gatedShares(weighted, bar, gate.exponent)),
    emission_gate_bar_bits_after: `${gateBar}`,
    tao_emission_bits: textsOf(tao),
    tao_emission_rao: textsOf(tao.map((bits) => bits >> 32n)),
  }
}

export function subnetTerms(input: Fields): unknown {
  const alphaIssuance = input.wide("alpha_issuance")
  const spotPrice = input.wide("spot_price_bits")
  const alphaEmission = emissionAt(alphaIssuance)
  const proportion = rootProportion(input.wide("root_tao"), input.wide("tao_weight"), alphaIssuance)
  const taoEmission = input.wide("tao_emission_bits")
  const terms = termsOf({ taoEmission, spotPrice, alphaEmission, rootProportion: proportion })
  const ownerCut = input.flag("owner_cut_enabled") ? input.number("owner_cut") : 0
  const split = alphaSplit({ alphaOut: terms.alphaOut, ownerCut, rootProportion: proportion })
  return {
    root_proportion_bits: `${proportion}`,
    price_u96f32_bits: `${spotPrice >> 32n}`,
    alpha_emission: `${alphaEmission}`,
    tao_in_bits: `${terms.taoIn}`,
    alpha_in_bits: `${terms.alphaIn}`,
    alpha_out_bits: `${terms.alphaOut}`,
    excess_tao_bits: `${terms.excessTao}`,
    tao_in: `${terms.taoIn >> 32n}`,
    alpha_in: `${terms.alphaIn >> 32n}`,
    excess_tao: `${terms.excessTao >> 32n}`,
    alpha_created: `${terms.alphaOut >> 32n}`,
    owner_cut_alpha: `${split.owner}`,
    pending_server_alpha: `${split.server}`,
    pending_validator_alpha: `${split.validator}`,
    root_alpha: `${split.root}`,
  }
}
