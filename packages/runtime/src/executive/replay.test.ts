import { attempt, failWith } from "@taonet/frame/errors"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { toHex } from "@taonet/primitives/hex"
import { describe, expect, test } from "vitest"
import { events as balanceEvents, calls as balances } from "../pallets/balances/schema.ts"
import { calls as subtensor } from "../pallets/subtensor/schema.ts"
import { calls as sudo } from "../pallets/sudo/schema.ts"
import { calls as system, events as systemEvents } from "../pallets/system/schema.ts"
import { calls as utility } from "../pallets/utility/schema.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { createTransactionChain, issuance, keyOf, sumOfAccounts } from "./transactions.testkit.ts"

const { Bob, Charlie, Dave } = devAccounts
const give = (value: bigint, to = Bob as `0x${string}`) =>
  balances.transfer_allow_death.make({ dest: { type: "Id", value: to }, value })
const remark = system.remark_with_event.make({ remark: new Uint8Array(3) })

/** What people do, good and bad, over a few blocks. */
const days: readonly (readonly [string, RuntimeCallValue])[][] = [
  [
    ["//Alice", give(10n)],
    ["//Bob", give(499n, keyOf("//New").account)],
    ["//Dave", give(10n ** 9n, keyOf("//New").account)],
  ],
  [
    ["//Alice", subtensor.register_network.make({ hotkey: keyOf("//Alice//hot").account })],
    ["//Bob", subtensor.burned_register.make({ netuid: 1, hotkey: keyOf("//Bob//hot").account })],
    ["//Charlie", utility.batch.make({ calls: [give(1n), give(10n ** 18n), remark] })],
  ],
  [
    [
      "//Alice",
      sudo.sudo.make({
        call: balances.force_set_balance.make({ who: { type: "Id", value: Charlie }, new_free: 7n }),
      }),
    ],
    ["//New", balances.transfer_all.make({ dest: { type: "Id", value: Dave }, keep_alive: false })],
    ["//Dave", utility.batch_all.make({ calls: [give(1n), give(10n ** 18n)] })],
  ],
]

function run() {
  const chain = createTransactionChain()
  const verdicts: unknown[] = []
  for (const day of days) {
    chain.nextBlock()
    for (const [uri, call] of day) verdicts.push(chain.apply(chain.signed(keyOf(uri), call)))
    // An empty block after each: hooks alone.
    chain.nextBlock()
  }
  chain.endBlock()
  return { chain, verdicts }
}

const written = (chain: ReturnType<typeof createTransactionChain>) =>
  [...chain.changes()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, value && toHex(value)])

test("the same blocks over the same genesis change the same state, and keep the books", () => {
  const [first, second] = [run(), run()]
  expect(second.verdicts).toEqual(first.verdicts)
  expect(first.verdicts).toContainEqual({ ok: true, dispatched: true })
  expect(first.verdicts).toContainEqual({ ok: true, dispatched: false })
  expect(written(second.chain)).toEqual(written(first.chain))
  expect(sumOfAccounts(first.chain.state)).toBe(issuance(first.chain.state))
})

describe("nested transactions", () => {
  test("roll back events with storage, level by level", () => {
    const { state } = createTransactionChain()
    const names = () => state.events.map(({ event }) => event.value.type)
    const note = () => systemEvents.CodeUpdated.deposit(state, undefined)
    const fail = () => failWith({ type: "Other" })
    state.transaction(() => {
      note()
      attempt(state, () => {
        balanceEvents.Issued.deposit(state, { amount: 1n })
        attempt(state, () => {
          note()
          fail()
        })
        balanceEvents.Rescinded.deposit(state, { amount: 1n })
      })
      attempt(state, () => {
        balanceEvents.Issued.deposit(state, { amount: 2n })
        fail()
      })
    })
    expect(names()).toEqual(["CodeUpdated", "Issued", "Rescinded"])
  })

  test("of a failed batch leave its items' events behind, those of an interrupted one not", () => {
    const chain = createTransactionChain()
    chain.nextBlock()
    const own = (call: RuntimeCallValue) => {
      chain.apply(chain.signed(keyOf("//Alice"), call))
      const fee = /Withdraw|Deposit|FeePaid|System\.Ex/
      return chain.takeEvents().flatMap(({ name }) => (fee.test(name) ? [] : [name]))
    }
    const items = { calls: [give(5n), give(10n ** 18n)] }
    expect(own(utility.batch_all.make(items))).toEqual([])
    expect(own(utility.batch.make(items))).toEqual([
      "Balances.Transfer",
      "Utility.ItemCompleted",
      "Utility.BatchInterrupted",
    ])
  })

  test("of a refused extrinsic leave nothing, even when it fails in the last extension", () => {
    const chain = createTransactionChain()
    chain.nextBlock()
    const before = written(chain)
    const bytes = chain.signed(keyOf("//Alice"), give(1n), { tip: 10n ** 16n })
    expect(chain.apply(bytes).ok).toBe(false)
    expect(written(chain)).toEqual(before)
  })
})
