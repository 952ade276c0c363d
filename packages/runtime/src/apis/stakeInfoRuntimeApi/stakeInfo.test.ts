import { describe, expect, it } from "vitest"
import { increaseStake } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { StakeInfo } from "../../pallets/subtensor/types.ts"
import { account, createApiChain } from "../shared/apiChain.testkit.ts"

const api = "StakeInfoRuntimeApi"
const [coldkey, first, second] = [account(1), account(8), account(7)] as const

function chainWithStake() {
  const chain = createApiChain(100)
  increaseStake(chain.state, first, coldkey, 1, 100n)
  increaseStake(chain.state, second, coldkey, 1, 30n)
  increaseStake(chain.state, second, coldkey, 0, 5n)
  return chain
}

describe("stake infos", () => {
  it("of a coldkey go by subnet, then by the order of its hotkeys", () => {
    const { state, ask } = chainWithStake()
    storage.AlphaDividendsPerSubnet.set(state, 1, first, 9n)
    const rows = ask(`${api}_get_stake_info_for_coldkey`, { coldkey_account: coldkey }) as StakeInfo[]
    expect(rows.map(({ netuid, hotkey, stake, emission }) => [netuid, hotkey, stake, emission])).toEqual([
      [0, second, 5n, 0n],
      [1, first, 100n, 9n],
      [1, second, 30n, 0n],
    ])
    const lists = ask(`${api}_get_stake_info_for_coldkeys`, {
      coldkey_accounts: [account(9), coldkey, coldkey],
    })
    expect(lists).toEqual([
      [account(9), []],
      [coldkey, rows],
      [coldkey, rows],
    ])
  })

  it("of one position exist for nothing, too", () => {
    const { ask } = chainWithStake()
    const asked = { hotkey_account: account(0), coldkey_account: account(0), netuid: 1 }
    expect(ask(`${api}_get_stake_info_for_hotkey_coldkey_netuid`, asked)).toMatchObject({
      stake: 1_000_000_000n,
      is_registered: true,
    })
    expect(ask(`${api}_get_stake_info_for_hotkey_coldkey_netuid`, { ...asked, netuid: 9 })).toMatchObject({
      stake: 0n,
      is_registered: false,
    })
  })

  it("say what is available in key order", () => {
    const { state, ask } = chainWithStake()
    storage.Lock.set(state, coldkey, 1, first, { locked_mass: 120n, conviction: 0n, last_update: 100n })
    storage.ColdkeyMinerCollateral.set(state, 1, coldkey, 4n)
    const ask1 = (netuids?: number[]) =>
      ask(`${api}_get_stake_availability_for_coldkeys`, { coldkey_accounts: [account(9), coldkey], netuids })
    const on0 = [0, { total: 5n, locked: 0n, available: 5n }]
    const on1 = [1, { total: 130n, locked: 120n, available: 6n }]
    expect(ask1()).toEqual([
      [coldkey, [on0, on1]],
      [account(9), []],
    ])
    expect(ask1([1, 1, 7])).toEqual([
      [coldkey, [on1]],
      [account(9), []],
    ])
    expect(ask1([0, 1, 7])).toEqual([
      [coldkey, []],
      [account(9), []],
    ])
    expect(ask1([])).toEqual([
      [coldkey, []],
      [account(9), []],
    ])
  })
})

describe("stake fee", () => {
  it("is the swap fee at the destination, else at the origin, and nothing for staying", () => {
    const { ask } = createApiChain(1)
    const fee = (origin: unknown, destination: unknown) =>
      ask(`${api}_get_stake_fee`, {
        origin,
        origin_coldkey_account: coldkey,
        destination,
        destination_coldkey_account: account(5),
        amount: 65_535_000n,
      })
    // The rate, 33/65535, is floored in 64 fraction bits before it is applied.
    expect(fee(undefined, [first, 1])).toBe(32_999n)
    expect(fee([first, 1], undefined)).toBe(32_999n)
    expect(fee([first, 0], [second, 1])).toBe(32_999n)
    expect(fee([first, 1], [second, 0])).toBe(0n)
    expect(fee([first, 1], [first, 1])).toBe(0n)
    expect(fee(undefined, undefined)).toBe(0n)
  })
})
