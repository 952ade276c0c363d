import { ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { deposit, freeBalance } from "../../balances/currency.ts"
import { storage as crowdloans } from "../../crowdloan/schema.ts"
import { storage as proxies } from "../../proxy/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { payOwnerCut } from "../coinbase/payOwner.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { calls, storage } from "../schema.ts"
import { stakeOf } from "../staking/stake.ts"
import { shareOwnerCut } from "./dividends.ts"
import { leaseColdkey, leaseHotkey } from "./leaseAccounts.ts"

const { Alice, Bob, Charlie } = devAccounts
const account = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const [funds, ownHotkey] = [account(50), account(60)]
const TAO = 1_000_000_000n
const [coldkey, hotkey] = [leaseColdkey(0), leaseHotkey(0)]

let chain: TestChain
let state: State
/** A crowdloan of Alice's that raised 1200 TAO: 600 hers, 360 Bob's, 240 Charlie's; a subnet costs 1000. */
beforeEach(() => {
  chain = createTestChain()
  state = chain.state
  system.Number.set(state, 10)
  deposit(state, funds, 1200n * TAO)
  crowdloans.Crowdloans.set(state, 3, {
    creator: Alice,
    deposit: TAO,
    min_contribution: TAO,
    end: 100,
    cap: 1200n * TAO,
    funds_account: funds,
    raised: 1200n * TAO,
    target_address: undefined,
    call: undefined,
    finalized: true,
    contributors_count: 3,
  })
  for (const [who, tao] of [
    [Alice, 600n],
    [Bob, 360n],
    [Charlie, 240n],
  ] as const)
    crowdloans.Contributions.set(state, 3, who, tao * TAO)
  crowdloans.CurrentCrowdloanId.set(state, 3)
  state.events.length = 0
})

const run = (signer: Hex, call: Parameters<TestChain["call"]>[1]): string => {
  const result = chain.call(signer, call)
  if (result.ok) return "ok"
  return result.error instanceof ModuleError ? result.error.def.name : result.error.value.type
}
const register = (signer: Hex = Alice, end_block: number | undefined = 500) =>
  run(signer, calls.register_leased_network.make({ emissions_share: 30, end_block }))

describe("register_leased_network", () => {
  it("creates a subnet with the crowdloan's money and gives back the rest by share", () => {
    const before = [Alice, Bob, Charlie].map((who) => freeBalance(state, who))
    expect(register()).toBe("ok")
    expect(chain.takeEvents().at(-1)).toBe("SubtensorModule.SubnetLeaseCreated")
    expect(storage.SubnetOwner.get(state, 2)).toBe(coldkey)
    expect(storage.SubnetOwnerHotkey.get(state, 2)).toBe(hotkey)
    const [[proxy]] = proxies.Proxies.get(state, coldkey)
    expect(proxy).toEqual({ delegate: Alice, proxy_type: "SubnetLeaseBeneficiary", delay: 0 })

    const leftover = 200n * TAO - 93_000_000n
    expect(storage.SubnetLeases.get(state, 0)).toEqual({
      beneficiary: Alice,
      coldkey,
      hotkey,
      emissions_share: 30,
      end_block: 500,
      netuid: 2,
      cost: 1200n * TAO - leftover,
    })
    expect(storage.SubnetLeaseShares.get(state, 0, Bob)).toBe(U64F64.fromRatio(3n, 10n))
    expect(storage.SubnetLeaseShares.has(state, 0, Alice)).toBe(false)
    const gained = [Alice, Bob, Charlie].map((who, i) => freeBalance(state, who) - before[i]!)
    expect(gained[0]! + gained[1]! + gained[2]!).toBe(leftover)
    expect((leftover * 3n) / 10n - gained[1]!).toBeLessThan(2n)
    expect(freeBalance(state, coldkey)).toBe(0n)
    expect(storage.Delegates.get(state, hotkey)).toBe(0)
  })

  it("is only for the creator, as the end of a crowdloan, with an end to come", () => {
    expect(register(Bob)).toBe("InvalidLeaseBeneficiary")
    expect(register(Alice, 10)).toBe("LeaseCannotEndInThePast")
    storage.SubnetLimit.set(state, 1)
    expect(register()).toMatch(/SubnetLimitReached/)
    crowdloans.CurrentCrowdloanId.delete(state)
    expect(register()).toBe("InvalidCrowdloanId")
    expect(storage.NextSubnetLeaseId.get(state)).toBe(0)
  })
})

describe("the owner's cut of a leased subnet", () => {
  const staked = () => [Alice, Bob, Charlie].map((who) => stakeOf(state, hotkey, who, 2))

  it("is gathered by percent, rounded up, and paid out in every hundredth block", () => {
    register()
    storage.SubtokenEnabled.set(state, 2, true)
    payOwnerCut(state, 2, 1_000_000_001n)
    expect(storage.AccumulatedLeaseDividends.get(state, 0)).toBe(300_000_001n)
    expect(staked()).toEqual([0n, 0n, 0n])
    system.Number.set(state, 100)
    payOwnerCut(state, 2, 1_000_000_000n)
    expect(staked()).toEqual([299_999_999n, 180_000_001n, 120_000_001n])
    expect(storage.AccumulatedLeaseDividends.get(state, 0)).toBe(0n)
    expect(stakeOf(state, hotkey, coldkey, 2)).toBe(1_400_000_000n)
  })

  it("waits for the next time where a part is too small to be moved, and stops with the lease", () => {
    register()
    system.Number.set(state, 100)
    payOwnerCut(state, 2, 100_000n)
    expect(storage.AccumulatedLeaseDividends.get(state, 0)).toBe(30_000n)
    expect(staked()).toEqual([0n, 0n, 0n])
    system.Number.set(state, 500)
    shareOwnerCut(state, 2, 100_000n)
    expect(storage.AccumulatedLeaseDividends.get(state, 0)).toBe(30_000n)
  })
})

describe("terminate_lease", () => {
  const terminate = (signer: Hex = Alice, lease_id = 0, key = ownHotkey) =>
    run(signer, calls.terminate_lease.make({ lease_id, hotkey: key }))

  it("makes the beneficiary owner once the time is over, and leaves nothing of the lease", () => {
    register()
    createHotkeyIfNew(state, Alice, ownHotkey)
    expect(terminate(Alice, 1)).toBe("LeaseDoesNotExist")
    expect(terminate(Bob)).toBe("ExpectedBeneficiaryOrigin")
    system.Number.set(state, 499)
    expect(terminate()).toBe("LeaseHasNotEnded")
    system.Number.set(state, 500)
    expect(terminate(Alice, 0, account(61))).toBe("BeneficiaryDoesNotOwnHotkey")
    chain.takeEvents()
    expect(terminate()).toBe("ok")
    expect(chain.takeEvents().filter((name) => name.startsWith("Subtensor"))).toEqual([
      "SubtensorModule.SubnetOwnerHotkeySet",
      "SubtensorModule.SubnetLeaseTerminated",
    ])
    expect([storage.SubnetOwner.get(state, 2), storage.SubnetOwnerHotkey.get(state, 2)]).toEqual([
      Alice,
      ownHotkey,
    ])
    expect([...storage.SubnetLeaseShares.entries(state, 0)]).toEqual([])
    expect(storage.SubnetLeases.has(state, 0) || storage.SubnetUidToLeaseId.has(state, 2)).toBe(false)
    expect(proxies.Proxies.has(state, coldkey)).toBe(false)
  })

  it("is not for a lease for ever", () => {
    expect(
      run(Alice, calls.register_leased_network.make({ emissions_share: 30, end_block: undefined })),
    ).toBe("ok")
    expect(terminate()).toBe("LeaseHasNoEndBlock")
  })
})
