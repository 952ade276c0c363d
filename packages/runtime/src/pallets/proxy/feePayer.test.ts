import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, it } from "vitest"
import {
  createTransactionChain,
  issuance,
  keyOf,
  sumOfAccounts,
} from "../../executive/transactions.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { freeBalance } from "../balances/currency.ts"
import { accountNonce } from "../system/account.ts"
import { calls as system } from "../system/schema.ts"
import { calls as utility } from "../utility/schema.ts"
import { feePayer } from "./feePayer.ts"
import { calls, storage } from "./schema.ts"

const { Alice, Bob, Charlie, Dave } = devAccounts
const id = (value: Hex) => ({ type: "Id", value }) as const
const remark = system.remark.make({ remark: Uint8Array.of(1) })
const actFor = (real: Hex, call: RuntimeCallValue = remark) =>
  calls.proxy.make({ real: id(real), force_proxy_type: undefined, call })

/** Bob agreed to pay for Alice, Charlie for Bob. */
function agreed() {
  const chain = createTransactionChain()
  chain.nextBlock()
  storage.RealPaysFeeConsentV1.set(chain.state, Bob, Alice, undefined)
  storage.RealPaysFeeConsentV1.set(chain.state, Charlie, Bob, undefined)
  return chain
}

describe("who pays for a proxied call", () => {
  const { state } = agreed()
  const payer = (call: RuntimeCallValue, signer: Hex = Alice) => feePayer(state, signer, call)
  const batch = (...items: RuntimeCallValue[]) => utility.batch.make({ calls: items })

  it("is the account that agreed", () => {
    expect(payer(actFor(Bob))).toBe(Bob)
    expect(payer(actFor(Charlie))).toBeUndefined()
    expect(payer(actFor(Bob), Dave)).toBeUndefined()
    expect(payer(remark)).toBeUndefined()
  })

  it("is one further account that agreed, and no more", () => {
    expect(payer(actFor(Bob, actFor(Charlie)))).toBe(Charlie)
    expect(payer(actFor(Bob, actFor(Dave)))).toBe(Bob)
    storage.RealPaysFeeConsentV1.set(state, Dave, Charlie, undefined)
    expect(payer(actFor(Bob, actFor(Charlie, actFor(Dave))))).toBe(Charlie)
  })

  it("is that of a batch whose items all act for it", () => {
    for (const name of ["batch", "batch_all", "force_batch"] as const)
      expect(payer(actFor(Bob, utility[name].make({ calls: [actFor(Charlie), actFor(Charlie)] })))).toBe(
        Charlie,
      )
    expect(payer(actFor(Bob, batch(actFor(Charlie), actFor(Dave))))).toBe(Bob)
    expect(payer(actFor(Bob, batch(actFor(Charlie), remark)))).toBe(Bob)
    expect(payer(actFor(Bob, batch()))).toBe(Bob)
    expect(payer(batch(actFor(Bob)))).toBeUndefined()
  })

  it("is the signer where the call was announced", () => {
    const args = { delegate: id(Alice), real: id(Bob), force_proxy_type: undefined, call: remark }
    expect(payer(calls.proxy_announced.make(args))).toBeUndefined()
  })
})

describe("a transaction of a delegate", () => {
  it("takes fee and tip from the account that agreed; nonce and act stay where they were", () => {
    const chain = agreed()
    const { state } = chain
    storage.Proxies.set(state, Bob, [[{ delegate: Alice, proxy_type: "Any", delay: 0 }], 0n])
    const [alice, bob] = [freeBalance(state, Alice), freeBalance(state, Bob)]
    const nonce = accountNonce(state, Alice)
    const bytes = chain.signed(keyOf("//Alice"), actFor(Bob), { tip: 7n })
    expect(chain.validate(bytes)).toMatchObject({ ok: true, value: { sender: { account: Alice } } })
    expect(chain.apply(bytes)).toEqual({ ok: true, dispatched: true })
    const paid = chain.takeEvents().find(({ name }) => name === "TransactionPayment.TransactionFeePaid")
    const actual_fee = bob - freeBalance(state, Bob)
    expect(actual_fee).toBeGreaterThan(7n)
    expect(paid?.value).toEqual({ who: Bob, actual_fee, tip: 7n })
    expect(freeBalance(state, Alice)).toBe(alice)
    expect(accountNonce(state, Alice)).toBe(nonce + 1)
    expect(issuance(state)).toBe(sumOfAccounts(state))
  })

  it("is refused where that account can not pay", () => {
    const chain = agreed()
    const poor: Hex = `0x${"55".repeat(32)}`
    storage.RealPaysFeeConsentV1.set(chain.state, poor, Alice, undefined)
    const bytes = chain.signed(keyOf("//Alice"), actFor(poor))
    expect(chain.validate(bytes)).toEqual({
      ok: false,
      error: { type: "Invalid", value: { type: "Payment" } },
    })
  })
})
