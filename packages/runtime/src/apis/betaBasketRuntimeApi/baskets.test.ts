import { describe, expect, it } from "vitest"
import { basketEscrow } from "../../pallets/subtensor/baskets/holdings.ts"
import { increaseStake } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { account, createApiChain } from "../shared/apiChain.testkit.ts"

const api = "BetaBasketRuntimeApi"
const [hotkey, coldkey] = [account(1), account(2)] as const
const one = 1n << 64n

/** A basket of 60 rao of TAO and 40 rao of alpha at half a TAO, with 200 shares of which the coldkey may redeem 50. */
function chainWithBasket() {
  const chain = createApiChain(10)
  const { state } = chain
  storage.SubnetTAO.set(state, 1, 5_000_000_000n)
  increaseStake(state, hotkey, basketEscrow, 0, 60n)
  increaseStake(state, hotkey, basketEscrow, 1, 40n)
  increaseStake(state, hotkey, coldkey, 0, 30n)
  storage.BasketShares.set(state, hotkey, 200n)
  storage.BasketRate.set(state, hotkey, 2n << 32n)
  storage.BasketClaimed.set(state, hotkey, coldkey, 10n)
  return chain
}

describe("baskets", () => {
  it("that do not exist are worth nothing", () => {
    const { ask } = createApiChain(10)
    expect(ask(`${api}_get_validator_basket`, { hotkey })).toEqual([])
    expect(ask(`${api}_get_root_basket_total_nav`)).toBe(0n)
    expect(ask(`${api}_get_basket_position`, { hotkey, coldkey })).toBeUndefined()
    expect(ask(`${api}_get_beta_pricing`, { hotkey })).toBeUndefined()
    expect(ask(`${api}_get_all_beta_pricing`, { limit: 10 })).toEqual({ pricing: [], next: undefined })
    expect(ask(`${api}_get_beta_index`)).toEqual([one, one])
    expect(ask(`${api}_get_basket_trading_status`, { hotkey })).toEqual({
      enabled: false,
      frozen: false,
      refill_blocks: 7200n,
      tao_available: 0n,
      budget_tao: 0n,
    })
  })

  it("are worth what selling them brings, or what they cost at spot", () => {
    const { ask } = chainWithBasket()
    expect(ask(`${api}_get_validator_basket`, { hotkey })).toEqual([
      [0, 60n, 60n],
      [1, 40n, 19n],
    ])
    expect(ask(`${api}_get_validator_basket_summary`, { hotkey })).toMatchObject({
      nav_tao: 79n,
      spot_nav_tao: 80n,
      shares: 200n,
    })
    expect(ask(`${api}_get_root_basket_total_nav`)).toBe(79n)
  })

  it("owe what root stake earned and was not settled", () => {
    const { state, ask } = chainWithBasket()
    const position = {
      hotkey,
      beta: 50n,
      beta_total: 200n,
      nav_tao: 79n,
      value_tao: 19n,
      spot_value_tao: 20n,
    }
    expect(ask(`${api}_get_basket_position`, { hotkey, coldkey })).toEqual(position)
    expect(ask(`${api}_get_root_basket_portfolio`, { coldkey })).toEqual([position])
    expect(ask(`${api}_get_root_basket_positions`, { coldkey })).toEqual([[hotkey, 50n, 19n]])
    expect(ask(`${api}_get_root_basket_owed`, { coldkey })).toBe(19n)
    storage.BasketClaimed.set(state, hotkey, coldkey, 60n)
    expect(ask(`${api}_get_basket_payout`, { hotkey, coldkey })).toBe(0n)
  })

  it("are priced in display units once a baseline is known", () => {
    const { state, ask } = chainWithBasket()
    const raw = (2n * one) / 5n
    expect(ask(`${api}_get_beta_pricing`, { hotkey })).toMatchObject({
      spot_price: raw,
      display_price: one,
      provisional: true,
      staker_yield: 0n,
    })
    const price_divisor = one / 2n
    storage.BetaBaseline.set(state, hotkey, {
      price_divisor,
      rate0: 1n << 32n,
      tr_splice: 3n * one,
      first_block: 4n,
    })
    expect(ask(`${api}_get_beta_pricing`, { hotkey })).toMatchObject({
      display_price: raw * 2n,
      stake_price: 3n * one,
      staker_yield: raw,
      first_block: 4n,
      provisional: false,
      display_shares: 100n * one,
    })
    expect(ask(`${api}_get_beta_position`, { hotkey, coldkey })).toMatchObject({
      beta: 50n,
      display_beta: 25n * one,
    })
  })

  it("are paged in storage order", () => {
    const { state, ask } = createApiChain(10)
    for (const byte of [1, 2, 3, 4]) storage.BasketShares.set(state, account(byte), BigInt(byte % 3))
    const page = (start_after: unknown, limit: number) =>
      ask(`${api}_get_all_beta_pricing`, { start_after, limit }) as {
        pricing: { hotkey: string }[]
        next?: string
      }
    const all = page(undefined, 10).pricing.map((fund) => fund.hotkey)
    expect(all).toHaveLength(3)
    const first = page(undefined, 2)
    expect(first.pricing.map((fund) => fund.hotkey)).toEqual(all.slice(0, 2))
    const rest = page(first.next, 2)
    expect(rest.pricing.map((fund) => fund.hotkey)).toEqual(all.slice(2))
    expect(rest.next).toBeUndefined()
  })

  it("may trade what refilled of their budget", () => {
    const { state, ask } = chainWithBasket()
    const status = () => ask(`${api}_get_basket_trading_status`, { hotkey })
    storage.BasketDailyTurnoverCap.set(state, 65_535)
    storage.SubnetMovingPrice.set(state, 1, 1n << 30n)
    // The moving price, a quarter, is below what the sale would bring.
    expect(status()).toMatchObject({ budget_tao: 70n, tao_available: 70n })
    storage.BasketTradeBucket.set(state, hotkey, [20n, 9n])
    expect(status()).toMatchObject({ tao_available: 20n })
  })
})
