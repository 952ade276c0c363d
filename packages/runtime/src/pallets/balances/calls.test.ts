import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { testCall } from "../subtensor/calls/callTable.testkit.ts"
import { storage as system } from "../system/schema.ts"
import { reserve } from "./reserve.ts"
import { calls, storage } from "./schema.ts"
import type { AccountData } from "./types.ts"

/* pallet_balances as the chain configures it; behaviour/staking.md section 14. Alice pays Bob; Carol has no account. */

const { Alice, Bob } = devAccounts
const carol: Hex = `0x${"03".repeat(32)}`
const id = (value: Hex) => ({ type: "Id", value }) as const
const index = { type: "Index", value: undefined } as const
const start = createTestChain
type Chain = ReturnType<typeof start>

const set =
  (who: Hex, data: Partial<AccountData>) =>
  ({ state }: Chain) =>
    change(state, who, data)
function change(state: State, who: Hex, data: Partial<AccountData>): void {
  system.Account.mutate(state, who, (info) => ({ ...info, data: { ...info.data, ...data } }))
}

const tao = 1_000_000_000n
const fortune = 1_000_000n * tao

/** What transfers refuse, whoever orders them. */
const transfers = {
  CannotLookup: { when: "an address that is no account id", args: { dest: index } },
  "Token.FundsUnavailable": { args: { value: fortune + 1n } },
  "Token.Frozen": { arrange: set(Alice, { frozen: fortune - tao + 1n }) },
  "Token.BelowMinimum": { when: "too little for a new account", args: { dest: id(carol), value: 499n } },
  "Arithmetic.Underflow": { when: "more than there is", args: { value: U64_MAX } },
  "Arithmetic.Overflow": {
    when: "the receiver can hold no more",
    arrange: set(Bob, { free: U64_MAX - tao + 1n }),
  },
}

testCall({
  call: calls.transfer_allow_death,
  start,
  caller: Alice,
  args: { dest: id(Bob), value: tao },
  emits: ["Balances.Transfer"],
  refuses: transfers,
})

testCall({
  call: calls.transfer_keep_alive,
  start,
  caller: Alice,
  args: { dest: id(Bob), value: tao },
  emits: ["Balances.Transfer"],
  refuses: {
    ...transfers,
    "Token.NotExpendable": {
      when: "less than the existential deposit would stay",
      args: { value: fortune - 499n },
    },
  },
})

testCall({
  call: calls.transfer_all,
  start,
  caller: Alice,
  args: { dest: id(carol), keep_alive: true },
  emits: ["System.NewAccount", "Balances.Endowed", "Balances.Transfer"],
  refuses: {
    CannotLookup: { args: { dest: index } },
    "Token.BelowMinimum": {
      when: "all is too little for a new account",
      arrange: set(Alice, { free: 999n }),
    },
    "Arithmetic.Overflow": { args: { dest: id(Bob) }, arrange: set(Bob, { free: U64_MAX }) },
  },
})

testCall({
  call: calls.transfer_all,
  start,
  caller: Alice,
  args: { dest: id(Bob), keep_alive: false },
  emits: ["System.KilledAccount", "Balances.Transfer"],
  refuses: {},
})

testCall({
  call: calls.force_transfer,
  start,
  caller: "root",
  args: { source: id(Alice), dest: id(Bob), value: tao },
  emits: ["Balances.Transfer"],
  refuses: {
    ...transfers,
    CannotLookup: [
      transfers.CannotLookup,
      { when: "a source that is no account id", args: { source: index } },
    ],
  },
})

testCall({
  call: calls.force_unreserve,
  start() {
    const chain = start()
    reserve(chain.state, Alice, tao)
    return chain
  },
  caller: "root",
  args: { who: id(Alice), amount: 5n * tao },
  emits: ["Balances.Unreserved"],
  refuses: { CannotLookup: { args: { who: index } } },
})

testCall({
  call: calls.upgrade_accounts,
  start,
  caller: Alice,
  args: { who: [Alice, Bob] },
  emits: [],
  refuses: {},
})

testCall({
  call: calls.force_set_balance,
  start,
  caller: "root",
  args: { who: id(Alice), new_free: 2n * fortune },
  emits: ["Balances.Issued", "Balances.BalanceSet"],
  refuses: {
    CannotLookup: { args: { who: index } },
    ConsumerRemaining: {
      when: "the account has to live for its reserve",
      args: { new_free: 0n },
      arrange: ({ state }) => reserve(state, Alice, tao),
    },
    "Arithmetic.Overflow": { when: "more than can be issued", args: { new_free: U64_MAX } },
  },
})

testCall({
  call: calls.force_adjust_total_issuance,
  start,
  caller: "root",
  args: { direction: "Decrease", delta: tao },
  emits: ["Balances.TotalIssuanceForced"],
  refuses: {
    DeltaZero: { args: { delta: 0n } },
    IssuanceDeactivated: {
      when: "less than what is marked inactive",
      arrange: ({ state }) => storage.InactiveIssuance.set(state, storage.TotalIssuance.get(state)),
    },
  },
})

testCall({
  call: calls.burn,
  start,
  caller: Alice,
  args: { value: tao, keep_alive: true },
  emits: ["Balances.Burned"],
  refuses: {
    "Token.FundsUnavailable": [
      { when: "keeping the account alive", args: { value: fortune - 499n } },
      { when: "more than there is", args: { value: fortune + 1n, keep_alive: false } },
    ],
  },
})
