import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { utf8 } from "@taonet/primitives/bytes"
import type { Hex } from "@taonet/primitives/hex"
import { U32_MAX, U64_MAX } from "@taonet/primitives/integers"
import { beforeEach, describe, expect, it } from "vitest"
import { type Refusal, testRefusals } from "../../../refusals.testkit.ts"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { verdictOf } from "../../../verdict.testkit.ts"
import { storage as swap } from "../../swap/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { calls, storage } from "../schema.ts"
import { subnetAccount } from "./accounts.ts"

/* Sources: behaviour/subnets.md sections 3, 4, 6 and 8, behaviour/keys-and-fees.md section 8. */

const { Alice, Bob } = devAccounts
const account = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const [netuid, now] = [1, 1000]
const own = (name: string) => `SubtensorModule.${name}`

/** Alice owns subnet 1. */
function start(): TestChain {
  const chain = createTestChain()
  system.Number.set(chain.state, now)
  storage.SubnetOwner.set(chain.state, netuid, Alice)
  return chain
}

/** A full chain whose one subnet is not immune any more: a new one waits for its end. */
const fill = ({ state }: TestChain): void => {
  storage.SubnetLimit.set(state, 1)
  storage.NetworkImmunityPeriod.set(state, 0n)
}

const giveTao = ({ state }: TestChain, who: Hex, free: bigint): void =>
  system.Account.mutate(state, who, (info) => ({ ...info, providers: 1, data: { ...info.data, free } }))

function creating(make: (hotkey: Hex) => RuntimeCallValue): readonly Refusal[] {
  const [key, poor] = [account(7), account(8)]
  const call = make(key)
  return [
    {
      error: own("NonAssociatedColdKey"),
      when: "the hotkey is another's",
      caller: Alice,
      call,
      arrange: ({ state }) => storage.Owner.set(state, key, Bob),
    },
    {
      error: own("CannotUseSystemAccount"),
      when: "the hotkey is a subnet's account",
      caller: Alice,
      call: make(subnetAccount(300)),
    },
    {
      error: own("SubNetRegistrationDisabled"),
      when: "it is too early for any",
      caller: Alice,
      call,
      arrange: ({ state }) => storage.NetworkRegistrationStartBlock.set(state, 1001n),
    },
    {
      error: own("NetworkTxRateLimitExceeded"),
      when: "the last one is too young",
      caller: Alice,
      call,
      arrange: ({ state }) =>
        storage.LastRateLimitedBlock.set(state, { type: "NetworkLastRegistered" }, 999n),
    },
    {
      error: own("SubnetLimitReached"),
      when: "all subnets are immune",
      caller: Alice,
      call,
      arrange: ({ state }) => storage.SubnetLimit.set(state, 1),
    },
    { error: own("CannotAffordLockCost"), when: "the coldkey has nothing", caller: poor, call },
    {
      error: own("InsufficientTaoBalance"),
      when: "the existential deposit is all there is",
      caller: poor,
      call,
      arrange: (chain) => {
        giveTao(chain, poor, 500n)
        storage.NetworkMinLockCost.set(chain.state, 500n)
        storage.NetworkLastLockCost.set(chain.state, 500n)
      },
    },
    {
      error: "Token.BelowMinimum",
      when: "the lock would not keep the subnet's account alive",
      caller: Alice,
      call,
      arrange: ({ state }) => {
        storage.NetworkMinLockCost.set(state, 499n)
        storage.NetworkLastLockCost.set(state, 499n)
      },
    },
    {
      error: own("LockIdOverFlow"),
      when: "the ids of locks are used up",
      caller: Alice,
      call,
      arrange: (chain) => {
        fill(chain)
        storage.NetworkRegistrationLockId.set(chain.state, U32_MAX)
      },
    },
    {
      error: own("Overflow"),
      when: "the subnet that makes room has more TAO than can be counted",
      caller: Alice,
      call,
      arrange: (chain) => {
        fill(chain)
        swap.BalancerTaoReservoir.set(chain.state, netuid, U64_MAX)
      },
    },
  ]
}

const none = new Uint8Array()
const identity = {
  subnet_name: none,
  github_repo: none,
  subnet_contact: none,
  subnet_url: none,
  discord: none,
  description: none,
  logo_url: none,
  additional: none,
}
const tooLong = new Uint8Array(257)

describe("register_network", () => {
  testRefusals(
    start,
    creating((hotkey) => calls.register_network.make({ hotkey })),
  )
})

describe("register_network_with_identity", () => {
  const make = (hotkey: Hex) => calls.register_network_with_identity.make({ hotkey, identity })
  testRefusals(start, [
    ...creating(make),
    {
      error: own("InvalidIdentity"),
      when: "a field is too long",
      caller: Alice,
      call: calls.register_network_with_identity.make({
        hotkey: account(7),
        identity: { ...identity, subnet_name: tooLong },
      }),
    },
  ])
})

describe.each([
  ["dissolve_network", (of: number) => calls.dissolve_network.make({ coldkey: Alice, netuid: of })],
  ["root_dissolve_network", (of: number) => calls.root_dissolve_network.make({ netuid: of })],
] as const)("%s", (_, make) => {
  testRefusals(start, [
    { error: own("SubnetNotExists"), when: "there is no subnet", caller: "root", call: make(9) },
    { error: own("SubnetNotExists"), when: "it is root", caller: "root", call: make(0) },
    {
      error: own("NetworkDissolveAlreadyQueued"),
      when: "it is on its way",
      caller: "root",
      call: make(netuid),
      arrange: ({ state }) => storage.DissolveCleanupQueue.set(state, [netuid]),
    },
    {
      error: own("Overflow"),
      when: "it has more TAO than can be counted",
      caller: "root",
      call: make(netuid),
      arrange: ({ state }) => swap.BalancerTaoReservoir.set(state, netuid, U64_MAX),
    },
  ])

  it("takes the subnet away at once and tells of it", () => {
    const chain = start()
    expect(verdictOf(chain.call("root", make(netuid)))).toBe("ok")
    expect(chain.takeEvents()).toEqual([own("NetworkRemoved")])
    expect(storage.DissolveCleanupQueue.get(chain.state)).toEqual([netuid])
    expect(storage.NetworksAdded.has(chain.state, netuid)).toBe(false)
  })
})

describe("start_call", () => {
  const make = (of: number) => calls.start_call.make({ netuid: of })
  const unstarted = ({ state }: TestChain) => storage.FirstEmissionBlockNumber.delete(state, netuid)
  testRefusals(start, [
    { error: own("SubnetNotExists"), when: "there is no subnet", caller: Alice, call: make(9) },
    {
      error: own("FirstEmissionBlockNumberAlreadySet"),
      when: "it has started",
      caller: Alice,
      call: make(netuid),
      arrange: ({ state }) => storage.FirstEmissionBlockNumber.set(state, netuid, 1n),
    },
    {
      error: own("StartCallNotReady"),
      when: "it is too young",
      caller: Alice,
      call: make(netuid),
      arrange: (chain) => {
        unstarted(chain)
        storage.NetworkRegisteredAt.set(chain.state, netuid, 999n)
        storage.StartCallDelay.set(chain.state, 2n)
      },
    },
  ])

  it("tells when emission starts", () => {
    const chain = start()
    unstarted(chain)
    expect(verdictOf(chain.call(Alice, make(netuid)))).toBe("ok")
    expect(chain.state.events.map(({ event }) => event.value)).toEqual([
      { type: "FirstEmissionBlockNumberSet", value: [netuid, 1001n] },
    ])
  })
})

describe("set_subnet_identity", () => {
  const make = (over: object = {}) => calls.set_subnet_identity.make({ netuid, ...identity, ...over })
  testRefusals(start, [
    { error: own("SubnetNotExists"), when: "there is no subnet", caller: Alice, call: make({ netuid: 9 }) },
    { error: own("NotSubnetOwner"), when: "another signs", caller: Bob, call: make() },
    {
      error: own("InvalidIdentity"),
      when: "a field is too long",
      caller: Alice,
      call: make({ discord: tooLong }),
    },
  ])
})

describe("set_identity", () => {
  const fields = { name: none, url: none, github_repo: none, image: none, discord: none, description: none }
  const make = (over: object = {}) => calls.set_identity.make({ ...fields, additional: none, ...over })
  testRefusals(start, [
    {
      error: own("HotKeyNotRegisteredInNetwork"),
      when: "the coldkey has no neuron",
      caller: Bob,
      call: make(),
    },
    {
      error: own("InvalidIdentity"),
      when: "a field is too long",
      caller: Bob,
      call: make({ name: tooLong }),
      arrange: ({ state }) => {
        storage.OwnedHotkeys.set(state, Bob, [account(5)])
        storage.IsNetworkMember.set(state, account(5), netuid, true)
      },
    },
  ])
})

describe("update_symbol", () => {
  const make = (symbol: string) => calls.update_symbol.make({ netuid, symbol: utf8(symbol) })
  testRefusals(start, [
    {
      error: own("SymbolDoesNotExist"),
      when: "the table has no such symbol",
      caller: Alice,
      call: make("x"),
    },
    {
      error: own("SymbolAlreadyInUse"),
      when: "it is the subnet's own",
      caller: Alice,
      call: make("δ"),
      arrange: ({ state }) => storage.TokenSymbol.set(state, netuid, utf8("δ")),
    },
  ])

  it("tells the symbol", () => {
    const chain = start()
    expect(verdictOf(chain.call(Alice, make("δ")))).toBe("ok")
    expect(chain.takeEvents()).toEqual([own("SymbolUpdated")])
  })
})

describe("trigger_epoch", () => {
  const call = calls.trigger_epoch.make({ netuid })
  /** Subnet 1 runs epochs of 360 blocks, the last one just over, and sets weights without commits. */
  const between = (): TestChain => {
    const chain = start()
    storage.CommitRevealWeightsEnabled.set(chain.state, netuid, false)
    storage.Tempo.set(chain.state, netuid, 360)
    storage.LastEpochBlock.set(chain.state, netuid, BigInt(now))
    return chain
  }
  testRefusals(between, [
    {
      error: own("DynamicTempoBlockedByCommitReveal"),
      when: "commits wait for their epochs",
      caller: Alice,
      call,
      arrange: ({ state }) => storage.CommitRevealWeightsEnabled.set(state, netuid, true),
    },
    {
      error: own("EpochTriggerAlreadyPending"),
      when: "one is announced",
      caller: Alice,
      call,
      arrange: ({ state }) => storage.PendingEpochAt.set(state, netuid, 1010n),
    },
    {
      error: own("AutoEpochAlreadyImminent"),
      when: "the next epoch is within the freeze window",
      caller: Alice,
      call,
      arrange: ({ state }) => storage.LastEpochBlock.set(state, netuid, BigInt(now - 351)),
    },
    {
      error: own("TxRateLimitExceeded"),
      when: "the last one was too lately",
      caller: Alice,
      call,
      arrange: ({ state }) =>
        storage.LastRateLimitedBlock.set(
          state,
          { type: "OwnerHyperparamUpdate", value: [netuid, "TriggerEpoch"] },
          999n,
        ),
    },
  ])

  describe("of an owner", () => {
    let chain: TestChain
    beforeEach(() => {
      chain = between()
    })

    it("announces an epoch a freeze window away, once in two tempos", () => {
      expect(verdictOf(chain.call(Alice, call))).toBe("ok")
      expect(chain.state.events.map(({ event }) => event.value)).toEqual([
        { type: "EpochTriggered", value: { netuid, by: Alice, fires_at: 1010n } },
      ])
      expect(storage.PendingEpochAt.get(chain.state, netuid)).toBe(1010n)
      const hyperparameter = { type: "OwnerHyperparamUpdate", value: [netuid, "TriggerEpoch"] } as const
      expect(storage.LastRateLimitedBlock.get(chain.state, hyperparameter)).toBe(1000n)
    })

    it("comes even when the next epoch is just outside the window", () => {
      storage.LastEpochBlock.set(chain.state, netuid, BigInt(now - 350))
      expect(verdictOf(chain.call(Alice, call))).toBe("ok")
    })
  })
})
