import { noneOrigin, rootOrigin, signedOrigin, withFilter } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../specs/devAccounts.ts"
import { freeBalance } from "../balances/currency.ts"
import { calls as balances } from "../balances/schema.ts"
import { storage as preimages } from "../preimage/schema.ts"
import { storage as subtensor, calls as subtensorCalls } from "../subtensor/schema.ts"
import { calls as systemCalls } from "../system/schema.ts"
import { calls as utility } from "../utility/schema.ts"
import { crowdloanErrors, openCrowdloans, TAO } from "./crowdloan.testkit.ts"
import { fundsAccount } from "./crowdloans.ts"
import { calls, storage } from "./schema.ts"

const { Alice, Bob, Charlie, Dave } = devAccounts

let kit: ReturnType<typeof openCrowdloans>
let state: State
beforeEach(() => {
  kit = openCrowdloans()
  state = kit.state
})
const funds = () => freeBalance(state, fundsAccount(state, 0))
const filled = (call: RuntimeCallValue, cap = 100n * TAO) => {
  expect(kit.create({ call, target_address: undefined, cap })).toBe("ok")
  expect(kit.contribute(Bob, cap / TAO)).toBe("ok")
  kit.takeEvents()
}

describe("finalize with a target", () => {
  it("pays everything out and keeps the rows", () => {
    kit.create()
    expect(kit.finalize(Bob)).toBe("Crowdloan.InvalidOrigin")
    expect(kit.finalize()).toBe("Crowdloan.CapNotRaised")
    kit.contribute(Bob, 90n)
    kit.takeEvents()
    const before = freeBalance(state, Dave)
    expect(kit.finalize()).toBe("ok")
    expect(kit.takeEvents()).toEqual(["Balances.Transfer", "Crowdloan.Finalized"])
    expect([freeBalance(state, Dave) - before, funds()]).toEqual([100n * TAO, 0n])
    expect([kit.info().finalized, kit.info().raised, kit.given(Bob)]).toEqual([true, 100n * TAO, 90n * TAO])
    expect(kit.finalize()).toBe("Crowdloan.AlreadyFinalized")
    expect(crowdloanErrors(state)).toEqual([])
  })

  it("is for signers and crowdloans that exist", () => {
    const call = calls.finalize.make({ crowdloan_id: 0 })
    expect(kit.finalize()).toBe("Crowdloan.InvalidCrowdloanId")
    expect([kit.as(rootOrigin, call), kit.as(noneOrigin, call)]).toEqual(["BadOrigin", "BadOrigin"])
  })

  it("does not run with neither or both of call and target", () => {
    kit.create()
    kit.contribute(Bob, 90n)
    storage.Crowdloans.mutate(state, 0, () => ({ ...kit.info(), target_address: undefined }))
    expect(kit.finalize()).toBe("Crowdloan.InvalidFinalizationConfig")
  })
})

describe("finalize with a call", () => {
  it("fails as the call does, and leaves everything as it was", () => {
    filled(balances.transfer_keep_alive.make({ dest: { type: "Id", value: Dave }, value: 2_000_000n * TAO }))
    const before = kit.info()
    expect(kit.finalize()).toBe("Token.FundsUnavailable")
    expect(kit.info()).toEqual(before)
    expect(storage.CurrentCrowdloanId.has(state)).toBe(false)
    expect(kit.takeEvents()).toEqual([])
  })

  it("fails where the call does not take the money", () => {
    filled(systemCalls.remark_with_event.make({ remark: new Uint8Array() }))
    expect(kit.finalize()).toBe("Crowdloan.FundsNotSettled")
    expect([kit.info().finalized, funds(), kit.takeEvents()]).toEqual([false, 100n * TAO, []])
    expect(kit.withdraw(Bob)).toBe("ok")
  })

  it("can not be nested", () => {
    filled(calls.finalize.make({ crowdloan_id: 1 }))
    kit.create()
    kit.contribute(Charlie, 90n, 1)
    expect(kit.finalize()).toBe("Crowdloan.AlreadyFinalizing")
    filledSelf()
    expect(kit.run(Alice, calls.finalize.make({ crowdloan_id: 2 }))).toBe("Crowdloan.AlreadyFinalized")
  })
  const filledSelf = () => {
    kit.create({ call: calls.finalize.make({ crowdloan_id: 2 }), target_address: undefined })
    kit.contribute(Bob, 90n, 2)
  }

  it("keeps a long call as a preimage, and needs it", () => {
    const long = systemCalls.remark_with_event.make({ remark: new Uint8Array(200) })
    kit.create({ call: long, target_address: undefined })
    expect(kit.takeEvents()).toContain("Preimage.Noted")
    expect(kit.info().call?.type).toBe("Lookup")
    kit.dissolve()
    expect(kit.takeEvents()).toEqual([
      "Balances.Transfer",
      "Preimage.Cleared",
      "System.KilledAccount",
      "Crowdloan.Dissolved",
    ])
    kit.create({ call: long, target_address: undefined })
    kit.contribute(Bob, 90n, 1)
    preimages.PreimageFor.clear(state)
    expect(kit.run(Alice, calls.finalize.make({ crowdloan_id: 1 }))).toBe("Crowdloan.CallUnavailable")
  })
})

describe("finalize with a leased subnet", () => {
  const lease = subtensorCalls.register_leased_network.make({ emissions_share: 30, end_block: 500 })

  it("leaves a subnet, its lease, and nothing on the funds account", () => {
    filled(lease, 1200n * TAO)
    const before = [Alice, Bob].map((who) => freeBalance(state, who))
    expect(kit.finalize()).toBe("ok")
    expect(kit.takeEvents().slice(-2)).toEqual(["SubtensorModule.SubnetLeaseCreated", "Crowdloan.Finalized"])
    const made = subtensor.SubnetLeases.get(state, 0)
    expect(made).toMatchObject({ beneficiary: Alice, emissions_share: 30, end_block: 500 })
    expect(subtensor.SubnetOwner.get(state, made?.netuid ?? 0)).toBe(made?.coldkey)
    expect([funds(), storage.CurrentCrowdloanId.has(state)]).toEqual([0n, false])
    // What the subnet did not cost comes back by share: Bob gave 1190 of 1200.
    const back = [Alice, Bob].map((who, i) => freeBalance(state, who) - (before[i] ?? 0n))
    expect(back.every((amount) => amount > 0n) && (back[1] ?? 0n) > 100n * (back[0] ?? 0n)).toBe(true)
    expect(crowdloanErrors(state)).toEqual([])
  })

  it("runs with the filters of who finalizes: money that stays fails the whole", () => {
    const kill = systemCalls.remark_with_event.make({ remark: new Uint8Array(1) })
    filled(utility.batch.make({ calls: [kill, lease] }), 1200n * TAO)
    const proxied = withFilter(signedOrigin(Alice), (call) => call.value.type !== "remark_with_event")
    expect(kit.as(proxied, calls.finalize.make({ crowdloan_id: 0 }))).toBe("Crowdloan.FundsNotSettled")
    expect([funds(), subtensor.SubnetLeases.has(state, 0)]).toEqual([1200n * TAO, false])
    expect(kit.finalize()).toBe("ok")
  })

  it("is not made of a crowdloan that can not pay for it", () => {
    filled(lease, 100n * TAO)
    const failed = kit.finalize()
    expect(failed).toMatch(/^SubtensorModule\./)
    expect([funds(), kit.info().finalized]).toEqual([100n * TAO, false])
    expect(storage.CurrentCrowdloanId.has(state)).toBe(false)
  })
})
