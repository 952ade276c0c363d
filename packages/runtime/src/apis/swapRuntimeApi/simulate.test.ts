import { describe, expect, it } from "vitest"
import { storage } from "../../pallets/subtensor/storage.ts"
import { createApiChain } from "../shared/apiChain.testkit.ts"

const api = "SwapRuntimeApi"
const tao = 10n ** 9n
const nothing = {
  tao_amount: 0n,
  alpha_amount: 0n,
  tao_fee: 0n,
  alpha_fee: 0n,
  tao_slippage: 0n,
  alpha_slippage: 0n,
}

describe("prices", () => {
  it("are one outside the market and for unknown subnets, and follow the pool inside", () => {
    const { state, ask } = createApiChain(1)
    const price = (netuid: number) => ask(`${api}_current_alpha_price`, { netuid })
    expect([price(0), price(1), price(9)]).toEqual([tao, tao, tao])
    storage.SubnetTAO.set(state, 1, 5n * tao)
    expect(ask(`${api}_current_alpha_price_all`)).toEqual([
      { netuid: 0, price: tao },
      { netuid: 1, price: tao / 2n },
    ])
    storage.SubnetAlphaIn.set(state, 1, 0n)
    expect(price(1)).toBe(0n)
  })
})

describe("simulated swaps", () => {
  const buy = (chain: ReturnType<typeof createApiChain>, netuid: number, amount: bigint) =>
    chain.ask(`${api}_sim_swap_tao_for_alpha`, { netuid, tao: amount })
  const sell = (chain: ReturnType<typeof createApiChain>, netuid: number, amount: bigint) =>
    chain.ask(`${api}_sim_swap_alpha_for_tao`, { netuid, alpha: amount })

  it("name amounts, fee and slippage in the right tokens and change nothing", () => {
    const chain = createApiChain(1)
    const bought = buy(chain, 1, tao)
    const fee = 503_547n
    const net = tao - fee
    // Weights are equal: the product of the reserves stays.
    const out = (10n * tao * net) / (10n * tao + net)
    expect(bought).toEqual({
      ...nothing,
      tao_amount: net,
      alpha_amount: out,
      tao_fee: fee,
      alpha_slippage: tao - out,
    })
    expect(buy(chain, 1, tao)).toEqual(bought)
    // Equal reserves and weights: the same the other way round.
    expect(sell(chain, 1, tao)).toEqual({
      ...nothing,
      alpha_amount: net,
      tao_amount: out,
      alpha_fee: fee,
      tao_slippage: tao - out,
    })
  })

  it("are 1:1 outside the market and nothing but slippage on unknown subnets", () => {
    const chain = createApiChain(1)
    expect(buy(chain, 0, 7n)).toEqual({ ...nothing, tao_amount: 7n, alpha_amount: 7n })
    expect(sell(chain, 9, 7n)).toEqual({ ...nothing, tao_slippage: 7n })
    expect(buy(chain, 9, 7n)).toEqual({ ...nothing, alpha_slippage: 7n })
  })

  it("answer zeros where the swap would fail", () => {
    const chain = createApiChain(1)
    expect(buy(chain, 1, 10_001n * 10n * tao)).toEqual(nothing)
    storage.SubnetTAO.set(chain.state, 1, 999_999n)
    expect(sell(chain, 1, tao)).toEqual(nothing)
  })
})
