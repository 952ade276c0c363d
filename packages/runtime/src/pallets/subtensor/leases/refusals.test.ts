import type { Hex } from "@taonet/primitives/hex"
import { U32_MAX } from "@taonet/primitives/integers"
import { describe } from "vitest"
import { testRefusals } from "../../../refusals.testkit.ts"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { deposit } from "../../balances/currency.ts"
import { storage as crowdloans } from "../../crowdloan/schema.ts"
import type { CrowdloanInfo } from "../../crowdloan/types.ts"
import { storage as system } from "../../system/schema.ts"
import { calls, storage } from "../schema.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { leaseColdkey, leaseHotkey } from "./leaseAccounts.ts"

/* Source of the rules and their order: behaviour/subnets.md section 5. */

const { Alice, Bob } = devAccounts
const account = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const [funds, crowdloan, now] = [account(50), 3, 10]
const TAO = 1_000_000_000n
const own = (name: string) => `SubtensorModule.${name}`

/** Alice's crowdloan, as it stands at its end. */
const infoOf = (raisedTao: bigint): CrowdloanInfo => ({
  creator: Alice,
  deposit: TAO,
  min_contribution: TAO,
  end: 100,
  cap: 1200n * TAO,
  funds_account: funds,
  raised: raisedTao * TAO,
  target_address: undefined,
  call: undefined,
  finalized: true,
  contributors_count: 2,
})

function raise({ state }: TestChain, tao: bigint): void {
  deposit(state, funds, tao * TAO)
  crowdloans.Crowdloans.set(state, crowdloan, infoOf(tao))
}

/** The crowdloan ends; what it has raised is to be said. A subnet costs 1000 TAO. */
function start(): TestChain {
  const chain = createTestChain()
  system.Number.set(chain.state, now)
  crowdloans.Contributions.set(chain.state, crowdloan, Bob, 600n * TAO)
  crowdloans.CurrentCrowdloanId.set(chain.state, crowdloan)
  return chain
}

const raised = (): TestChain => {
  const chain = start()
  raise(chain, 1200n)
  return chain
}

describe("register_leased_network", () => {
  const make = (end_block?: number) => calls.register_leased_network.make({ emissions_share: 30, end_block })
  testRefusals(raised, [
    {
      error: "Crowdloan.InvalidCrowdloanId",
      when: "no crowdloan ends",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => crowdloans.CurrentCrowdloanId.delete(state),
    },
    {
      error: "Crowdloan.InvalidCrowdloanId",
      when: "the crowdloan is gone",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => crowdloans.Crowdloans.delete(state, crowdloan),
    },
    {
      error: own("InvalidLeaseBeneficiary"),
      when: "another than its creator signs",
      caller: Bob,
      call: make(),
    },
    { error: own("LeaseCannotEndInThePast"), when: "the end is now", caller: Alice, call: make(now) },
    {
      error: own("Overflow"),
      when: "the ids of leases are used up",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => storage.NextSubnetLeaseId.set(state, U32_MAX),
    },
    {
      error: own("InsufficientTaoBalance"),
      when: "what was raised is not there",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => crowdloans.Crowdloans.set(state, crowdloan, infoOf(9999n)),
    },
    {
      error: own("NonAssociatedColdKey"),
      when: "somebody took the lease's hotkey before",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => storage.Owner.set(state, leaseHotkey(0), Bob),
    },
    {
      error: own("SubNetRegistrationDisabled"),
      when: "it is too early for any subnet",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => storage.NetworkRegistrationStartBlock.set(state, 11n),
    },
    {
      error: own("NetworkTxRateLimitExceeded"),
      when: "the last subnet is too young",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => {
        storage.LastRateLimitedBlock.set(state, { type: "NetworkLastRegistered" }, 9n)
        storage.NetworkRateLimit.set(state, 2n)
      },
    },
    {
      error: own("SubnetLimitReached"),
      when: "all subnets are immune",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => storage.SubnetLimit.set(state, 1),
    },
    {
      error: own("LockIdOverFlow"),
      when: "it would wait, and the ids of locks are used up",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => {
        storage.SubnetLimit.set(state, 1)
        storage.NetworkImmunityPeriod.set(state, 0n)
        storage.NetworkRegistrationLockId.set(state, U32_MAX)
      },
    },
    {
      error: own("LeaseNetuidNotFound"),
      when: "the subnet would have to wait for another's end",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => {
        storage.SubnetLimit.set(state, 1)
        storage.NetworkImmunityPeriod.set(state, 0n)
      },
    },
    {
      error: "Token.BelowMinimum",
      when: "a contributor's rest would not keep its account alive",
      caller: Alice,
      call: make(),
      arrange: ({ state }) => crowdloans.Contributions.set(state, crowdloan, account(99), 1_000n),
    },
  ])
  testRefusals(start, [
    {
      error: own("CannotAffordLockCost"),
      when: "less was raised than a subnet costs",
      caller: Alice,
      call: make(),
      arrange: (chain) => raise(chain, 999n),
    },
    {
      error: "Balances.InsufficientBalance",
      when: "nothing is left for the proxy's deposit",
      caller: Alice,
      call: make(),
      arrange: (chain) => raise(chain, 1000n),
    },
  ])
})

describe("terminate_lease", () => {
  const [id, hotkey, ended] = [0, account(60), now]
  const make = (over: { readonly lease_id?: number; readonly hotkey?: Hex } = {}) =>
    calls.terminate_lease.make({ lease_id: id, hotkey, ...over })
  const leased = (end_block: number | undefined): TestChain => {
    const chain = createTestChain()
    system.Number.set(chain.state, now)
    for (const key of [hotkey, subnetAccount(5)]) storage.Owner.set(chain.state, key, Alice)
    storage.SubnetLeases.set(chain.state, id, {
      beneficiary: Alice,
      coldkey: leaseColdkey(id),
      hotkey: leaseHotkey(id),
      emissions_share: 30,
      end_block,
      netuid: 1,
      cost: TAO,
    })
    return chain
  }
  testRefusals(
    () => leased(ended),
    [
      {
        error: own("LeaseDoesNotExist"),
        when: "there is no lease",
        caller: Alice,
        call: make({ lease_id: 1 }),
      },
      { error: own("ExpectedBeneficiaryOrigin"), when: "another signs", caller: Bob, call: make() },
      {
        error: own("BeneficiaryDoesNotOwnHotkey"),
        when: "the hotkey is nobody's",
        caller: Alice,
        call: make({ hotkey: account(61) }),
      },
      {
        error: own("CannotUseSystemAccount"),
        when: "the hotkey is a subnet's account",
        caller: Alice,
        call: make({ hotkey: subnetAccount(5) }),
      },
    ],
  )
  testRefusals(
    () => leased(ended + 1),
    [{ error: own("LeaseHasNotEnded"), when: "its last block is to come", caller: Alice, call: make() }],
  )
  testRefusals(
    () => leased(undefined),
    [{ error: own("LeaseHasNoEndBlock"), when: "it is for ever", caller: Alice, call: make() }],
  )
})
