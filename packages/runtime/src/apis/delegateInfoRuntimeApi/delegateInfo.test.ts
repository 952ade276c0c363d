import { describe, expect, it } from "vitest"
import { appendNeuron } from "../../pallets/subtensor/neurons/neurons.ts"
import { increaseStake } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { account, createApiChain } from "../shared/apiChain.testkit.ts"

const api = "DelegateInfoRuntimeApi"
const [hotkey, owner, nominator] = [account(1), account(2), account(3)] as const
const tao = 10n ** 9n

function chainWithDelegate() {
  const chain = createApiChain(1)
  const { state } = chain
  storage.Owner.set(state, hotkey, owner)
  storage.Delegates.set(state, hotkey, 13_107)
  appendNeuron(state, 1, hotkey, 1n)
  storage.ValidatorPermit.set(state, 1, [false, true])
  increaseStake(state, hotkey, nominator, 1, 3n * tao)
  increaseStake(state, hotkey, nominator, 0, 500n * tao)
  increaseStake(state, hotkey, owner, 1, tao)
  storage.Emission.set(state, 1, [0n, 10n * tao])
  return chain
}

const info = {
  delegate_ss58: hotkey,
  take: 13_107,
  owner_ss58: owner,
  registrations: [1],
  validator_permits: [1],
  // 72 epochs of tempo 100 a day.
  total_daily_return: 720n * tao,
  // Four fifths of it (the take's fraction is floored) on 500 of 1000 TAO.
  return_per_1000: 1152n * tao,
}

describe("delegates", () => {
  it("are hotkeys with a row in Delegates", () => {
    const { ask } = createApiChain(1)
    expect(ask(`${api}_get_delegates`)).toEqual([])
    expect(ask(`${api}_get_delegate`, { delegate_account: hotkey })).toBeUndefined()
  })

  it("show nominators by coldkey and subnet, returns and permits", () => {
    const { ask } = chainWithDelegate()
    const nominators = [
      [owner, [[1, tao]]],
      [
        nominator,
        [
          [0, 500n * tao],
          [1, 3n * tao],
        ],
      ],
    ]
    expect(ask(`${api}_get_delegate`, { delegate_account: hotkey })).toEqual({ ...info, nominators })
    expect(ask(`${api}_get_delegates`)).toEqual([{ ...info, nominators }])
  })

  it("take a nominator's pool by its place in the list of subnets", () => {
    const { state, ask } = chainWithDelegate()
    storage.NetworksAdded.delete(state, 1)
    storage.NetworksAdded.set(state, 2, true)
    increaseStake(state, hotkey, nominator, 2, 7n)
    // Subnet 1 is gone: its rows are valued in the pool of subnet 2, and the rows of subnet 2 in none.
    const shown = ask(`${api}_get_delegate`, { delegate_account: hotkey }) as { nominators: unknown }
    expect(shown.nominators).toEqual([
      [owner, [[1, tao]]],
      [
        nominator,
        [
          [0, 500n * tao],
          [1, 3n * tao],
        ],
      ],
    ])
  })

  it("are listed once per position of a coldkey", () => {
    const { ask } = chainWithDelegate()
    expect(ask(`${api}_get_delegated`, { delegatee_account: nominator })).toEqual([
      [{ ...info, nominators: [] }, [0, 500n * tao]],
      [{ ...info, nominators: [] }, [1, 3n * tao]],
    ])
    expect(ask(`${api}_get_delegated`, { delegatee_account: account(9) })).toEqual([])
  })
})
