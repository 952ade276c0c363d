import { ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { utf8, utf8Decode } from "@taonet/primitives/bytes"
import type { Hex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { freeBalance } from "../../balances/currency.ts"
import { storage as balances } from "../../balances/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { calls, storage } from "../schema.ts"
import { increaseStake } from "../staking/stake.ts"
import type { SubnetIdentityV3 } from "../types.ts"
import { subnetAccount } from "./accounts.ts"
import { onIdle } from "./idle.ts"
import { lockCost } from "./lockCost.ts"
import { medianAlphaPrice } from "./prices.ts"
import { allNetuids } from "./subnets.ts"
import { nextAvailableSymbol } from "./symbols.ts"
import { FALLBACK_SYMBOL, SYMBOLS } from "./symbolTable.ts"

const { Alice, Bob, Dave } = devAccounts
const hotkey = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const TAO = 1_000_000_000n
const LOCK = 1_000n * TAO

let chain: TestChain
let state: State
beforeEach(() => {
  chain = createTestChain()
  state = chain.state
  system.Number.set(state, 10)
})

function run(signer: Hex | "root", call: Parameters<TestChain["call"]>[1]): string | undefined {
  const result = chain.call(signer, call)
  if (result.ok) return undefined
  return result.error instanceof ModuleError ? result.error.def.name : result.error.value.type
}

const create = (key: Hex, signer: Hex = Alice) => run(signer, calls.register_network.make({ hotkey: key }))

const identity = (over: Partial<SubnetIdentityV3> = {}): SubnetIdentityV3 => ({
  subnet_name: utf8("text"),
  github_repo: utf8(""),
  subnet_contact: utf8(""),
  subnet_url: utf8(""),
  discord: utf8(""),
  description: utf8(""),
  logo_url: utf8(""),
  additional: utf8(""),
  ...over,
})

describe("register_network", () => {
  it("creates netuid 2 with a pool at the median price, nothing started", () => {
    expect(create(hotkey(7))).toBeUndefined()
    expect(allNetuids(state)).toEqual([0, 1, 2])
    expect(storage.SubnetTAO.get(state, 2)).toBe(LOCK)
    expect(storage.SubnetAlphaIn.get(state, 2)).toBe(LOCK)
    expect(storage.SubnetLocked.get(state, 2)).toBe(LOCK)
    expect(storage.TotalStake.get(state)).toBe(LOCK)
    expect(freeBalance(state, subnetAccount(2))).toBe(LOCK)
    expect(storage.SubnetOwner.get(state, 2)).toBe(Alice)
    expect(storage.Keys.get(state, 2, 0)).toBe(hotkey(7))
    expect(storage.Tempo.get(state, 2)).toBe(10)
    expect(storage.LastEpochBlock.get(state, 2)).toBe(8n)
    expect(storage.SubtokenEnabled.get(state, 2)).toBe(false)
    expect(storage.SubnetEmissionEnabled.get(state, 2)).toBe(false)
    expect(utf8Decode(storage.TokenSymbol.get(state, 2))).toBe("β")
    expect(lockCost(state)).toBe(2n * LOCK)
    expect(chain.takeEvents()).toEqual([
      ..."RegistrationAllowed MaxAllowedUidsSet MaxAllowedValidatorsSet MinAllowedWeightSet ImmunityPeriodSet"
        .split(" ")
        .map((name) => `SubtensorModule.${name}`),
      "System.NewAccount",
      "Balances.Endowed",
      "Balances.Transfer",
      "SubtensorModule.SubnetOwnerHotkeySet",
      "SubtensorModule.NetworkAdded",
    ])
  })

  it("reports errors in the reference's order", () => {
    storage.Owner.set(state, hotkey(7), Bob)
    storage.NetworkRegistrationStartBlock.set(state, 11n)
    storage.LastRateLimitedBlock.set(state, { type: "NetworkLastRegistered" }, 9n)
    storage.SubnetLimit.set(state, 1)
    const withIdentity = (key: Hex, given: SubnetIdentityV3 | undefined) =>
      run(Dave, calls.register_network_with_identity.make({ hotkey: key, identity: given }))
    const long = identity({ discord: new Uint8Array(257) })
    expect(withIdentity(hotkey(7), long)).toBe("NonAssociatedColdKey")
    expect(withIdentity(subnetAccount(300), long)).toBe("CannotUseSystemAccount")
    expect(withIdentity(hotkey(8), long)).toBe("SubNetRegistrationDisabled")
    storage.NetworkRegistrationStartBlock.set(state, 10n)
    expect(withIdentity(hotkey(8), long)).toBe("NetworkTxRateLimitExceeded")
    storage.NetworkRateLimit.set(state, 1n)
    expect(withIdentity(hotkey(8), long)).toBe("InvalidIdentity")
    expect(withIdentity(hotkey(8), identity())).toBe("SubnetLimitReached")
    storage.SubnetLimit.set(state, 2)
    storage.NetworkMinLockCost.set(state, 2_001n * TAO)
    expect(withIdentity(hotkey(8), identity())).toBe("CannotAffordLockCost")
    storage.NetworkMinLockCost.set(state, LOCK)
    storage.NetworkLastLockCost.set(state, LOCK / 2n)
    expect(withIdentity(hotkey(8), identity())).toBeUndefined()
    expect(chain.takeEvents().slice(-2)).toEqual([
      "SubtensorModule.SubnetIdentitySet",
      "SubtensorModule.NetworkAdded",
    ])
    expect(utf8Decode(storage.SubnetIdentitiesV3.get(state, 2)?.subnet_name ?? utf8(""))).toBe("text")
  })

  it("leaves the existential deposit with who has exactly the cost, and fills the pool all the same", () => {
    system.Account.mutate(state, Dave, (info) => ({ ...info, data: { ...info.data, free: LOCK } }))
    expect(create(hotkey(7), Dave)).toBeUndefined()
    expect(freeBalance(state, Dave)).toBe(500n)
    expect(storage.SubnetLocked.get(state, 2)).toBe(LOCK - 500n)
    expect(storage.SubnetTAO.get(state, 2)).toBe(LOCK)
  })

  it("on a full chain removes the cheapest subnet and creates the new one after the cleanup", () => {
    storage.SubnetLimit.set(state, 1)
    storage.NetworkImmunityPeriod.set(state, 10n)
    expect(create(hotkey(7))).toBeUndefined()
    expect(storage.NetworksAdded.get(state, 1)).toBe(false)
    expect(storage.DissolveCleanupQueue.get(state)).toEqual([1])
    expect(balances.Locks.get(state, Alice).map(({ amount }) => amount)).toEqual([LOCK])
    expect(system.Account.get(state, Alice).data.frozen).toBe(LOCK)
    expect(chain.takeEvents()).toEqual([
      "SubtensorModule.NetworkRemoved",
      "Balances.Locked",
      "SubtensorModule.NetworkRegistrationQueued",
    ])
    storage.NetworkRateLimit.set(state, 0n)
    expect(create(hotkey(8), Bob)).toBe("SubnetLimitReached")

    onIdle(state)
    expect(allNetuids(state)).toEqual([0, 1])
    expect(storage.SubnetOwner.get(state, 1)).toBe(Alice)
    expect(storage.RegisteredSubnetCounter.get(state, 1)).toBe(1n)
    expect(storage.NetworkRegistrationQueue.get(state)).toEqual([])
    expect(storage.DissolveCleanupQueue.get(state)).toEqual([])
    expect(balances.Locks.has(state, Alice)).toBe(false)
    expect(system.Account.get(state, Alice).data.frozen).toBe(0n)
    const events = chain.takeEvents()
    expect(events).toContain("SubtensorModule.NetworkDissolveCleanupCompleted")
    expect(events.at(-1)).toBe("SubtensorModule.NetworkAdded")
  })

  it("keeps a creation waiting that cannot be paid", () => {
    storage.SubnetLimit.set(state, 1)
    storage.NetworkImmunityPeriod.set(state, 10n)
    expect(create(hotkey(7))).toBeUndefined()
    system.Account.mutate(state, Alice, (info) => ({ ...info, data: { ...info.data, free: 500n } }))
    onIdle(state)
    expect(allNetuids(state)).toEqual([0])
    expect(storage.NetworkRegistrationQueue.get(state).length).toBe(1)
    expect(balances.Locks.has(state, Alice)).toBe(true)
  })
})

describe("medianAlphaPrice", () => {
  const ONE = 1n << 64n
  const setPool = (netuid: number, tao: bigint, alpha: bigint) => {
    storage.NetworksAdded.set(state, netuid, true)
    storage.SubnetMechanism.set(state, netuid, 1)
    storage.SubnetTAO.set(state, netuid, tao)
    storage.SubnetAlphaIn.set(state, netuid, alpha)
  }

  it("is the middle price, or the mean of the two", () => {
    expect(medianAlphaPrice(state)).toBe(ONE)
    setPool(2, 4n * TAO, TAO)
    expect(medianAlphaPrice(state)).toBe((5n * ONE) / 2n)
    setPool(3, 2n * TAO, TAO)
    expect(medianAlphaPrice(state)).toBe(2n * ONE)
    setPool(4, TAO, 0n)
    expect(medianAlphaPrice(state)).toBe(2n * ONE)
  })

  it("is 1 without subnets", () => {
    storage.NetworksAdded.delete(state, 1)
    expect(medianAlphaPrice(state)).toBe(ONE)
  })
})

describe("start_call", () => {
  const start = (netuid: number, signer: Hex | "root") => run(signer, calls.start_call.make({ netuid }))

  it("starts once, by the owner, after the delay", () => {
    expect(create(hotkey(7))).toBeUndefined()
    storage.StartCallDelay.set(state, 5n)
    expect(start(9, Alice)).toBe("SubnetNotExists")
    expect(start(2, Bob)).toBe("BadOrigin")
    expect(start(2, "root")).toBe("BadOrigin")
    expect(start(2, Alice)).toBe("StartCallNotReady")
    system.Number.set(state, 15)
    expect(start(2, Alice)).toBeUndefined()
    expect(storage.FirstEmissionBlockNumber.get(state, 2)).toBe(16n)
    expect(storage.SubtokenEnabled.get(state, 2)).toBe(true)
    expect(start(2, Alice)).toBe("FirstEmissionBlockNumberAlreadySet")
  })
})

describe("symbols", () => {
  it("has 439 entries, none twice", () => {
    expect(SYMBOLS.length).toBe(439)
    expect(new Set(SYMBOLS).size).toBe(439)
    expect([SYMBOLS[0], SYMBOLS[1], SYMBOLS[90], SYMBOLS[438]]).toEqual(["Τ", "α", "\u1680", "ධ"])
  })

  it("gives the first free one where its own is taken, and root's when none is left", () => {
    storage.TokenSymbol.set(state, 50, utf8("γ"))
    expect(utf8Decode(nextAvailableSymbol(state, 3))).toBe("β")
    for (const [index, symbol] of SYMBOLS.entries()) storage.TokenSymbol.set(state, index, utf8(symbol))
    expect(utf8Decode(nextAvailableSymbol(state, 3))).toBe(FALLBACK_SYMBOL)
  })

  it("lets the owner choose an unused symbol of the table", () => {
    expect(create(hotkey(7))).toBeUndefined()
    const choose = (symbol: string, signer: Hex | "root" = Alice) =>
      run(signer, calls.update_symbol.make({ netuid: 2, symbol: utf8(symbol) }))
    expect(choose("δ", Bob)).toBe("BadOrigin")
    expect(choose("x")).toBe("SymbolDoesNotExist")
    expect(choose(FALLBACK_SYMBOL)).toBe("SymbolDoesNotExist")
    expect(choose("β")).toBe("SymbolAlreadyInUse")
    expect(choose("δ")).toBeUndefined()
    expect(choose("γ", "root")).toBeUndefined()
  })
})

describe("dissolve_network", () => {
  const dissolve = (netuid: number, signer: Hex | "root" = "root") =>
    run(signer, calls.dissolve_network.make({ coldkey: Alice, netuid }))

  it("is root's alone and never of root", () => {
    expect(dissolve(1, Alice)).toBe("BadOrigin")
    expect(dissolve(0)).toBe("SubnetNotExists")
    expect(dissolve(9)).toBe("SubnetNotExists")
    expect(dissolve(1)).toBeUndefined()
    expect(dissolve(1)).toBe("SubnetNotExists")
  })

  it("pays the stakers, recycles the rest and leaves an empty place", () => {
    expect(create(hotkey(7))).toBeUndefined()
    increaseStake(state, hotkey(7), Bob, 2, LOCK)
    storage.SubnetAlphaOut.set(state, 2, LOCK)
    const before = freeBalance(state, Bob)
    const issued = balances.TotalIssuance.get(state)
    expect(dissolve(2)).toBeUndefined()
    expect(storage.TotalStake.get(state)).toBe(0n)
    onIdle(state)
    // Half of the alpha is Bob's, the other half the pool's own.
    expect(freeBalance(state, Bob) - before).toBe(LOCK / 2n)
    expect(freeBalance(state, subnetAccount(2))).toBe(500n)
    expect(issued - balances.TotalIssuance.get(state)).toBe(LOCK / 2n - 500n)
    expect(storage.TotalHotkeyAlpha.has(state, hotkey(7), 2)).toBe(false)
    expect(storage.Keys.has(state, 2, 0)).toBe(false)
    expect(storage.SubnetOwner.has(state, 2)).toBe(false)
    expect(storage.IsNetworkMember.has(state, hotkey(7), 2)).toBe(false)
  })
})
