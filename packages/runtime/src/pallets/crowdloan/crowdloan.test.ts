import { noneOrigin, rootOrigin } from "@taonet/frame/origin"
import { totalOf } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { decodeAddress } from "@taonet/primitives/ss58"
import fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../specs/devAccounts.ts"
import { deposit, freeBalance } from "../balances/currency.ts"
import { storage as system, calls as systemCalls } from "../system/schema.ts"
import { crowdloanErrors, openCrowdloans, TAO, terms } from "./crowdloan.testkit.ts"
import { fundsAccount } from "./crowdloans.ts"
import { calls, constants, storage } from "./schema.ts"

const { Alice, Bob, Charlie, Dave, Eve } = devAccounts
const key = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`

let kit: ReturnType<typeof openCrowdloans>
let state: State
beforeEach(() => {
  kit = openCrowdloans()
  state = kit.state
})
const funds = () => freeBalance(state, fundsAccount(state, 0))

it("keeps its money on an account that nobody has the key of", () => {
  expect(fundsAccount(state, 0)).toBe(decodeAddress("5EYCAe5fvncWtwXjyNAdoCJk9VrtAEBeZMhqDYjehWX97cWb"))
  expect(fundsAccount(state, 0x0102)).toBe(`0x6d6f646c62742f636c6f616e${"0201".padEnd(40, "0")}`)
})

describe("create", () => {
  it("takes the deposit as the creator's contribution", () => {
    const before = freeBalance(state, Alice)
    expect(kit.create()).toBe("ok")
    expect(kit.takeEvents()).toEqual([
      "System.NewAccount",
      "Balances.Endowed",
      "Balances.Transfer",
      "Crowdloan.Created",
    ])
    const { call: _, deposit: given, ...rest } = terms
    expect(kit.info()).toEqual({
      ...rest,
      deposit: given,
      call: undefined,
      creator: Alice,
      funds_account: fundsAccount(state, 0),
      raised: given,
      finalized: false,
      contributors_count: 1,
    })
    expect([kit.given(Alice), funds(), before - freeBalance(state, Alice)]).toEqual([given, given, given])
    expect(system.Account.get(state, fundsAccount(state, 0)).providers).toBe(2)
    expect(kit.create()).toBe("ok")
    expect(storage.NextCrowdloanId.get(state)).toBe(2)
  })

  it("checks its terms one after the other and leaves nothing behind", () => {
    const call = systemCalls.remark.make({ remark: new Uint8Array() })
    const wrong = { deposit: TAO, cap: TAO, min_contribution: 1n, call, end: 10 }
    expect(kit.create(wrong)).toBe("Crowdloan.DepositTooLow")
    const second = { ...wrong, deposit: terms.deposit, cap: terms.deposit }
    expect(kit.create(second)).toBe("Crowdloan.CapTooLow")
    const third = { ...second, cap: terms.cap }
    expect(kit.create(third)).toBe("Crowdloan.MinimumContributionTooLow")
    const fourth = { ...third, min_contribution: TAO / 10n }
    expect(kit.create(fourth)).toBe("Crowdloan.InvalidFinalizationConfig")
    expect(kit.create({ ...fourth, call: undefined, target_address: undefined })).toBe(
      "Crowdloan.InvalidFinalizationConfig",
    )
    expect(kit.create({ end: 10 })).toBe("Crowdloan.CannotEndInPast")
    expect(kit.create({ end: 59 })).toBe("Crowdloan.BlockDurationTooShort")
    expect(kit.create({ end: 20_011 })).toBe("Crowdloan.BlockDurationTooLong")
    expect(kit.create({}, key(7))).toBe("Crowdloan.InsufficientBalance")
    storage.NextCrowdloanId.set(state, 0xffff_ffff)
    expect(kit.create()).toBe("Crowdloan.Overflow")
    storage.NextCrowdloanId.set(state, 0)
    expect(kit.create({ end: 60 })).toBe("ok")
    expect(kit.create({ end: 20_010 })).toBe("ok")
    expect(crowdloanErrors(state)).toEqual([])
  })

  it("is for signers, who pay for the call inside at once", () => {
    for (const origin of [rootOrigin, noneOrigin]) {
      expect(kit.as(origin, calls.create.make(terms))).toBe("BadOrigin")
    }
    const { info } = state.dispatcher
    const call = systemCalls.remark_with_event.make({ remark: new Uint8Array(50) })
    const plain = info(calls.create.make(terms))
    const carrying = info(calls.create.make({ ...terms, call }))
    expect(carrying.weight.ref_time - plain.weight.ref_time).toBe(info(call).weight.ref_time)
    expect([carrying.class, carrying.pays]).toEqual(["Normal", "Yes"])
  })
})

describe("contribute", () => {
  beforeEach(() => {
    kit.create()
    kit.takeEvents()
  })

  it("takes what is offered, and no more than is needed", () => {
    expect(kit.contribute(Bob, 60n)).toBe("ok")
    expect(kit.takeEvents()).toEqual(["Balances.Transfer", "Crowdloan.Contributed"])
    expect([kit.given(Bob), kit.info().raised, kit.info().contributors_count]).toEqual([
      60n * TAO,
      70n * TAO,
      2,
    ])
    kit.contribute(Bob, 29n)
    expect(kit.info().contributors_count).toBe(2)
    storage.Crowdloans.mutate(state, 0, () => ({ ...kit.info(), cap: 100n * TAO - 1n }))
    expect(kit.contribute(Charlie, 5n)).toBe("ok")
    expect(kit.given(Charlie)).toBe(TAO - 1n)
    expect(state.events.at(-1)?.event.value.value).toMatchObject({ amount: TAO - 1n })
    expect(kit.contribute(Charlie, 5n)).toBe("Crowdloan.CapRaised")
    expect(crowdloanErrors(state)).toEqual([])
  })

  it("refuses, in this order", () => {
    expect(kit.contribute(Bob, 0n, 5)).toBe("Crowdloan.InvalidCrowdloanId")
    system.Number.set(state, 100)
    expect(kit.contribute(Bob, 0n)).toBe("Crowdloan.ContributionPeriodEnded")
    system.Number.set(state, 99)
    expect(kit.contribute(Bob, 0n)).toBe("Crowdloan.ContributionTooLow")
    storage.Crowdloans.mutate(state, 0, () => ({ ...kit.info(), contributors_count: 500 }))
    expect(kit.contribute(Alice, 5n)).toBe("Crowdloan.MaxContributorsReached")
    storage.Crowdloans.mutate(state, 0, () => ({ ...kit.info(), contributors_count: 1 }))
    storage.MaxContributions.set(state, 0, 10n * TAO)
    expect(kit.contribute(Alice, 5n)).toBe("Crowdloan.MaxContributionReached")
    expect(kit.contribute(key(7), 5n)).toBe("Crowdloan.InsufficientBalance")
    for (const origin of [rootOrigin, noneOrigin]) {
      expect(kit.as(origin, calls.contribute.make({ crowdloan_id: 0, amount: TAO }))).toBe("BadOrigin")
    }
  })

  it("stops at the most that one account may give", () => {
    storage.MaxContributions.set(state, 0, 15n * TAO)
    kit.contribute(Bob, 14n)
    expect(kit.contribute(Bob, 20n)).toBe("ok")
    expect(kit.given(Bob)).toBe(15n * TAO)
    expect(kit.contribute(Bob, 1n)).toBe("Crowdloan.MaxContributionReached")
  })
})

describe("withdraw", () => {
  beforeEach(() => {
    kit.create()
    kit.contribute(Bob, 50n)
    kit.takeEvents()
  })

  it("gives a contribution back, also of a filled crowdloan after its end", () => {
    kit.contribute(Charlie, 40n)
    system.Number.set(state, 5000)
    const before = freeBalance(state, Bob)
    kit.takeEvents()
    expect(kit.withdraw(Bob)).toBe("ok")
    expect(kit.takeEvents()).toEqual(["Balances.Transfer", "Crowdloan.Withdrew"])
    expect(freeBalance(state, Bob) - before).toBe(50n * TAO)
    expect([kit.given(Bob), kit.info().raised, kit.info().contributors_count]).toEqual([
      undefined,
      50n * TAO,
      2,
    ])
    expect(kit.withdraw(Bob)).toBe("Crowdloan.NoContribution")
  })

  it("leaves the creator's deposit in", () => {
    expect(kit.withdraw(Alice)).toBe("Crowdloan.DepositCannotBeWithdrawn")
    kit.contribute(Alice, 7n)
    expect(kit.withdraw(Alice)).toBe("ok")
    expect([kit.given(Alice), kit.info().contributors_count]).toEqual([10n * TAO, 2])
    expect(crowdloanErrors(state)).toEqual([])
  })

  it("refuses what is not there or over", () => {
    expect(kit.run(Bob, calls.withdraw.make({ crowdloan_id: 1 }))).toBe("Crowdloan.InvalidCrowdloanId")
    kit.contribute(Charlie, 40n)
    kit.finalize()
    expect(kit.withdraw(Bob)).toBe("Crowdloan.AlreadyFinalized")
    expect(kit.as(rootOrigin, calls.withdraw.make({ crowdloan_id: 0 }))).toBe("BadOrigin")
  })
})

describe("refund and dissolve", () => {
  it("pay everybody back in chunks, then the creator, and leave no trace", () => {
    kit.create({ cap: 1000n * TAO })
    const crowd = Array.from({ length: 60 }, (_, n) => key(1000 + n))
    for (const who of crowd) {
      deposit(state, who, 3n * TAO)
      expect(kit.contribute(who, 2n)).toBe("ok")
    }
    storage.MaxContributions.set(state, 0, 20n * TAO)
    expect(kit.dissolve()).toBe("Crowdloan.NotReadyToDissolve")
    kit.takeEvents()
    expect(kit.refund()).toBe("ok")
    expect(kit.takeEvents().at(-1)).toBe("Crowdloan.PartiallyRefunded")
    expect(crowd.map((who) => kit.given(who) === undefined)).toEqual(crowd.map((_, n) => n < 50))
    expect([kit.info().raised, kit.info().contributors_count]).toEqual([30n * TAO, 11])
    expect(crowdloanErrors(state)).toEqual([])

    const last = state.dispatcher.dispatch(
      state,
      { type: "Signed", value: Alice },
      calls.refund.make({ crowdloan_id: 0 }),
    )
    expect(last.post.weight).toEqual(
      totalOf({ refTime: 115_633_000 + 394_046_530, proofSize: 29_537, reads: 22, writes: 20 }),
    )
    expect(kit.takeEvents().at(-1)).toBe("Crowdloan.AllRefunded")
    expect(crowd.every((who) => freeBalance(state, who) === 3n * TAO)).toBe(true)

    expect(kit.dissolve()).toBe("ok")
    expect(kit.takeEvents()).toEqual(["Balances.Transfer", "System.KilledAccount", "Crowdloan.Dissolved"])
    expect([...storage.Crowdloans.keys(state), ...storage.Contributions.keys(state)]).toEqual([])
    expect(storage.MaxContributions.has(state, 0)).toBe(false)
    expect(system.Account.has(state, fundsAccount(state, 0))).toBe(false)
    expect(crowdloanErrors(state)).toEqual([])
  })

  it("declares the weight of a full chunk", () => {
    const { info } = state.dispatcher
    const guards = info(calls.update_end.make({ crowdloan_id: 0, new_end: 1 })).weight.ref_time - 137_048_000n
    expect(info(calls.refund.make({ crowdloan_id: 0 })).weight.ref_time - guards).toBe(
      totalOf({ refTime: 115_633_000 + 39_404_653 * 50, proofSize: 0, reads: 102, writes: 100 }).ref_time,
    )
  })

  it("are the creator's alone", () => {
    kit.create()
    for (const call of [kit.refund, kit.dissolve]) {
      expect(call(Bob)).toBe("Crowdloan.InvalidOrigin")
    }
    expect(kit.run(Alice, calls.dissolve.make({ crowdloan_id: 9 }))).toBe("Crowdloan.InvalidCrowdloanId")
    expect(kit.run(Alice, calls.refund.make({ crowdloan_id: 9 }))).toBe("Crowdloan.InvalidCrowdloanId")
    kit.contribute(Bob, 90n)
    kit.finalize()
    for (const call of [kit.refund, kit.dissolve]) {
      expect(call(Bob)).toBe("Crowdloan.AlreadyFinalized")
    }
  })

  it("dissolve needs the creator's own contribution", () => {
    kit.create()
    storage.Contributions.delete(state, 0, Alice)
    expect(kit.dissolve()).toBe("Crowdloan.NoContribution")
  })
})

describe("changes", () => {
  beforeEach(() => {
    kit.create()
    kit.takeEvents()
  })
  const crowdloan_id = 0
  const min = (new_min_contribution: bigint) =>
    kit.run(Alice, calls.update_min_contribution.make({ crowdloan_id, new_min_contribution }))
  const end = (new_end: number) => kit.run(Alice, calls.update_end.make({ crowdloan_id, new_end }))
  const cap = (new_cap: bigint) => kit.run(Alice, calls.update_cap.make({ crowdloan_id, new_cap }))
  const max = (new_max_contribution: bigint | undefined) =>
    kit.run(Alice, calls.set_max_contribution.make({ crowdloan_id, new_max_contribution }))

  it("move the smallest contribution between the chain's and the crowdloan's bounds", () => {
    expect(min(constants.AbsoluteMinimumContribution.get(state) - 1n)).toBe(
      "Crowdloan.MinimumContributionTooLow",
    )
    max(20n * TAO)
    expect(min(20n * TAO + 1n)).toBe("Crowdloan.MinimumContributionTooHigh")
    kit.takeEvents()
    expect(min(20n * TAO)).toBe("ok")
    expect(kit.takeEvents()).toEqual(["Crowdloan.MinContributionUpdated"])
    expect(kit.contribute(Bob, 19n)).toBe("Crowdloan.ContributionTooLow")
  })

  it("move the end within the window from now", () => {
    system.Number.set(state, 50)
    expect(end(50)).toBe("Crowdloan.CannotEndInPast")
    expect(end(99)).toBe("Crowdloan.BlockDurationTooShort")
    expect(end(20_051)).toBe("Crowdloan.BlockDurationTooLong")
    expect(end(20_050)).toBe("ok")
    expect(kit.takeEvents()).toEqual(["Crowdloan.EndUpdated"])
    expect(kit.info().end).toBe(20_050)
  })

  it("move the cap down to what is raised", () => {
    kit.contribute(Bob, 20n)
    expect(cap(30n * TAO - 1n)).toBe("Crowdloan.CapTooLow")
    kit.takeEvents()
    expect(cap(30n * TAO)).toBe("ok")
    expect(kit.takeEvents()).toEqual(["Crowdloan.CapUpdated"])
    expect(kit.finalize()).toBe("ok")
  })

  it("set and clear what one account may give", () => {
    expect(max(10n * TAO - 1n)).toBe("Crowdloan.MaximumContributionTooLow")
    min(11n * TAO)
    expect(max(11n * TAO - 1n)).toBe("Crowdloan.MaximumContributionTooLow")
    expect(max(11n * TAO)).toBe("ok")
    expect(storage.MaxContributions.get(state, 0)).toBe(11n * TAO)
    kit.takeEvents()
    expect(max(undefined)).toBe("ok")
    expect(kit.takeEvents()).toEqual(["Crowdloan.MaxContributionUpdated"])
    expect(storage.MaxContributions.has(state, 0)).toBe(false)
  })

  it("are the creator's, as long as it is open", () => {
    const all = [
      calls.update_min_contribution.make({ crowdloan_id, new_min_contribution: 0n }),
      calls.update_end.make({ crowdloan_id, new_end: 0 }),
      calls.update_cap.make({ crowdloan_id, new_cap: 0n }),
      calls.set_max_contribution.make({ crowdloan_id, new_max_contribution: 0n }),
    ]
    for (const call of all) {
      expect(kit.run(Bob, call)).toBe("Crowdloan.InvalidOrigin")
      expect(kit.as(rootOrigin, call)).toBe("BadOrigin")
      expect(kit.as(noneOrigin, call)).toBe("BadOrigin")
    }
    kit.contribute(Bob, 90n)
    kit.finalize()
    for (const call of all) expect(kit.run(Bob, call)).toBe("Crowdloan.AlreadyFinalized")
    storage.Crowdloans.delete(state, 0)
    for (const call of all) expect(kit.run(Bob, call)).toBe("Crowdloan.InvalidCrowdloanId")
  })
})

it("never loses nor makes money, whatever people do", () => {
  const people = [Alice, Bob, Charlie, Dave, Eve]
  const act = fc.tuple(fc.constantFrom(...people), fc.nat(9), fc.bigInt(0n, 60n))
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      kit = openCrowdloans()
      kit.create()
      for (const [who, what, tao] of acts) {
        if (what < 4) kit.contribute(who, tao)
        else if (what < 6) kit.withdraw(who)
        else if (what === 6) kit.refund(who)
        else if (what === 7) kit.dissolve(who)
        else if (what === 8) kit.finalize(who)
        else kit.run(who, calls.update_cap.make({ crowdloan_id: 0, new_cap: tao * TAO }))
        expect(crowdloanErrors(kit.state)).toEqual([])
      }
    }),
    { numRuns: 25 },
  )
})
