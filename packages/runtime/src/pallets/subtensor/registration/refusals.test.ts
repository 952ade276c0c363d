import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, it } from "vitest"
import { type Refusal, testRefusals } from "../../../refusals.testkit.ts"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { verdictOf } from "../../../verdict.testkit.ts"
import { storage as system } from "../../system/schema.ts"
import { calls, storage } from "../schema.ts"
import { subnetAccount } from "../subnets/accounts.ts"

/* Source of the rules and their order: behaviour/subnets.md section 2. */

const { Alice, Bob } = devAccounts
const account = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const netuid = 1
const hotkey = account(5)

function start(): TestChain {
  const chain = createTestChain()
  system.Number.set(chain.state, 10)
  return chain
}

interface Args {
  readonly netuid?: number
  readonly hotkey?: Hex
}

/** Gives the author of the block, who gets the fee of the purchase, an account that does not exist yet. */
const withAuthor = ({ state }: TestChain): void => {
  state.author = account(0x77)
}

const bySubnetPrice = (make: (args: Required<Args>) => RuntimeCallValue): readonly Refusal[] => {
  const call = (args: Args = {}) => make({ netuid, hotkey, ...args })
  const own = (name: string) => `SubtensorModule.${name}`
  return [
    {
      error: own("RegistrationNotPermittedOnRootSubnet"),
      when: "netuid is 0",
      caller: Alice,
      call: call({ netuid: 0 }),
    },
    { error: own("SubnetNotExists"), when: "there is no subnet", caller: Alice, call: call({ netuid: 9 }) },
    {
      error: own("SubNetRegistrationDisabled"),
      when: "the subnet is closed",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.NetworkRegistrationAllowed.set(state, netuid, false),
    },
    {
      error: own("HotKeyAlreadyRegisteredInSubNet"),
      when: "the hotkey is a neuron",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.Uids.set(state, netuid, hotkey, 0),
    },
    {
      error: own("NotEnoughBalanceToStake"),
      when: "the coldkey has nothing",
      caller: account(8),
      call: call(),
    },
    {
      error: own("CannotUseSystemAccount"),
      when: "the hotkey is a subnet's account",
      caller: Alice,
      call: call({ hotkey: subnetAccount(9) }),
    },
    {
      error: own("NonAssociatedColdKey"),
      when: "the hotkey is another's",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.Owner.set(state, hotkey, Bob),
    },
    {
      error: own("NoNeuronIdAvailable"),
      when: "all neurons are protected",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => {
        storage.MaxAllowedUids.set(state, netuid, 1)
        storage.ImmunityPeriod.set(state, netuid, 0)
      },
    },
    {
      error: own("InsufficientLiquidity"),
      when: "collateral cannot be priced",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => {
        storage.CollateralLockShare.set(state, netuid, 30_000)
        storage.SubnetAlphaIn.set(state, netuid, 0n)
      },
    },
    {
      error: own("ColdkeyCollateralPositionsFull"),
      when: "the coldkey has collateral on 32 hotkeys",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => {
        storage.CollateralLockShare.set(state, netuid, 30_000)
        const hotkeys = Array.from({ length: 32 }, (_, i) => account(100 + i))
        storage.ColdkeyCollateralHotkeys.set(state, netuid, Alice, hotkeys)
      },
    },
    {
      error: "Swap.SwapInputTooLarge",
      when: "the price is a thousand times the pool",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.SubnetTAO.set(state, netuid, 1_000n),
    },
    {
      error: "Swap.ReservesTooLow",
      when: "the pool has no alpha to give",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.SubnetAlphaIn.set(state, netuid, 10n),
    },
    {
      error: "Swap.PriceLimitExceeded",
      when: "alpha costs more than anybody may pay",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => {
        storage.SubnetTAO.set(state, netuid, 10n ** 13n)
        storage.SubnetAlphaIn.set(state, netuid, 10n ** 6n)
      },
    },
    {
      error: "Token.BelowMinimum",
      when: "the fee would not keep the author's account alive",
      caller: Alice,
      call: call(),
      arrange: (chain) => {
        withAuthor(chain)
        storage.Burn.set(chain.state, netuid, 100_000n)
      },
    },
  ]
}

const burned = (args: Required<Args>) => calls.burned_register.make(args)
const worked = (args: Required<Args>) =>
  calls.register.make({ ...args, block_number: 0n, nonce: 0n, work: new Uint8Array(), coldkey: Bob })
const limited = (args: Required<Args>) => calls.register_limit.make({ ...args, limit_price: 10n ** 9n })

describe("burned_register", () => testRefusals(start, bySubnetPrice(burned)))

describe("register", () => {
  testRefusals(start, bySubnetPrice(worked))

  it("is burned_register: the signer pays and owns, whatever the other arguments say", () => {
    const chain = start()
    expect(verdictOf(chain.call(Alice, worked({ netuid, hotkey })))).toBe("ok")
    expect(storage.Owner.get(chain.state, hotkey)).toBe(Alice)
  })
})

describe("register_limit", () => {
  testRefusals(start, [
    ...bySubnetPrice(limited),
    {
      error: "SubtensorModule.RegistrationPriceLimitExceeded",
      when: "the price is above the limit",
      caller: Alice,
      call: calls.register_limit.make({ netuid, hotkey, limit_price: 99_999_999n }),
    },
  ])

  it("registers at a price up to the limit", () => {
    const chain = start()
    const call = calls.register_limit.make({ netuid, hotkey, limit_price: 100_000_000n })
    expect(verdictOf(chain.call(Alice, call))).toBe("ok")
    expect(chain.takeEvents().slice(-2)).toEqual([
      "SubtensorModule.RAORecycledForRegistrationSet",
      "SubtensorModule.NeuronRegistered",
    ])
    expect(storage.Uids.get(chain.state, netuid, hotkey)).toBe(1)
  })
})

describe("root_register", () => {
  const call = (key: Hex = hotkey) => calls.root_register.make({ hotkey: key })
  const own = (name: string) => `SubtensorModule.${name}`
  /** Root has one seat, which account 6 has. */
  const fill = ({ state }: TestChain, registered: bigint): void => {
    storage.MaxAllowedUids.set(state, 0, 1)
    storage.SubnetworkN.set(state, 0, 1)
    storage.Keys.set(state, 0, 0, account(6))
    storage.Uids.set(state, 0, account(6), 0)
    storage.BlockAtRegistration.set(state, 0, 0, registered)
    storage.TotalHotkeyAlpha.set(state, account(6), 0, 10n)
  }
  testRefusals(start, [
    {
      error: own("RootNetworkDoesNotExist"),
      when: "there is no root",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.NetworksAdded.delete(state, 0),
    },
    {
      error: own("TooManyRegistrationsThisBlock"),
      when: "one came in this block",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.RegistrationsThisBlock.set(state, 0, 1),
    },
    {
      error: own("TooManyRegistrationsThisInterval"),
      when: "three came in this interval",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.RegistrationsThisInterval.set(state, 0, 3),
    },
    {
      error: own("HotKeyAlreadyRegisteredInSubNet"),
      when: "the hotkey has a seat",
      caller: Alice,
      call: call(),
      arrange: ({ state }) => storage.Uids.set(state, 0, hotkey, 0),
    },
    {
      error: own("CannotUseSystemAccount"),
      when: "the hotkey is a subnet's account",
      caller: Alice,
      call: call(subnetAccount(9)),
    },
    {
      error: own("NoNeuronIdAvailable"),
      when: "all members are immune",
      caller: Alice,
      call: call(),
      arrange: (chain) => fill(chain, 9n),
    },
    {
      error: own("StakeTooLowForRoot"),
      when: "the hotkey has less stake than the least of root",
      caller: Alice,
      call: call(),
      arrange: (chain) => {
        fill(chain, 0n)
        storage.ImmunityPeriod.set(chain.state, 0, 0)
      },
    },
    {
      error: own("InsufficientTaoBalance"),
      when: "the coldkey has nothing",
      caller: account(8),
      call: call(),
    },
  ])
})
