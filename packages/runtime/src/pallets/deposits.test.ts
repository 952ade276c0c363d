import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { zero32 } from "@taonet/frame/zero"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { issuance, sumOfAccounts } from "../executive/transactions.testkit.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { createTestChain } from "../testKit.ts"
import { deposit } from "./balances/currency.ts"
import { calls as multisig, storage as multisigs } from "./multisig/schema.ts"
import { multisigAccount } from "./multisig/signatories.ts"
import { calls as preimage, storage as preimages } from "./preimage/schema.ts"
import { storage as proxies, calls as proxy } from "./proxy/schema.ts"
import { storage as system, calls as systemCalls } from "./system/schema.ts"
import { encodedCall } from "./utility/encoded.ts"

/* Whatever people do with proxies, multisigs and preimages: their reserve is what the entries say, and all comes back in the end. */

const people = [devAccounts.Alice, devAccounts.Bob, devAccounts.Charlie, devAccounts.Dave].toSorted()
const wealth = 1_000_000_000_000n

interface Step {
  readonly who: Hex
  readonly call: RuntimeCallValue
}
/** A call that is made when its turn comes: it may depend on what was done before. */
type Turn = (state: State) => Step

const id = (value: Hex) => ({ type: "Id", value }) as const
const who = fc.constantFrom(...people)
const proxy_type = fc.constantFrom("Any", "Staking", "Transfer" as const)
const delay = fc.integer({ min: 0, max: 1 })
const remarks = [1, 2].map((n) => systemCalls.remark.make({ remark: Uint8Array.of(n) }))
const remark = fc.constantFrom(...remarks)
const bytes = fc.constantFrom(Uint8Array.of(1), Uint8Array.of(2, 2))
const enough = { ref_time: 10n ** 12n, proof_size: 10n ** 9n }
const hashOf = (call: RuntimeCallValue): Uint8Array => encodedCall(call).hash
const others = (one: Hex): Hex[] => people.filter((person) => person !== one)
const team = multisigAccount(people, 2)
const pending = (state: State, call: RuntimeCallValue) =>
  multisigs.Multisigs.get(state, team, hashOf(call))?.when

/** The steps of everybody; a signer who may not, or may not yet, is refused. */
const steps = (): fc.Arbitrary<Turn> => {
  const step = <T>(
    arbitrary: fc.Arbitrary<T>,
    make: (value: T, signer: Hex, state: State) => RuntimeCallValue,
  ) =>
    fc.tuple(who, arbitrary).map(
      ([signer, value]): Turn =>
        (state) => ({ who: signer, call: make(value, signer, state) }),
    )
  const entry = fc.record({ delegate: who.map(id), proxy_type, delay })
  const aboutCall = fc.record({ real: who.map(id), call: remark })
  return fc.oneof(
    { weight: 3, arbitrary: step(entry, (args) => proxy.add_proxy.make(args)) },
    step(entry, (args) => proxy.remove_proxy.make(args)),
    step(fc.constant(undefined), () => proxy.remove_proxies.make({})),
    {
      weight: 3,
      arbitrary: step(aboutCall, ({ real, call }) =>
        proxy.announce.make({ real, call_hash: toHex(hashOf(call)) }),
      ),
    },
    step(aboutCall, ({ real, call }) =>
      proxy.remove_announcement.make({ real, call_hash: toHex(hashOf(call)) }),
    ),
    step(aboutCall, ({ real, call }, signer) =>
      proxy.proxy_announced.make({ delegate: id(signer), real, force_proxy_type: undefined, call }),
    ),
    step(remark, (call, signer, state) =>
      multisig.as_multi.make({
        threshold: 2,
        other_signatories: others(signer),
        maybe_timepoint: pending(state, call),
        call,
        max_weight: enough,
      }),
    ),
    step(remark, (call, signer, state) =>
      multisig.cancel_as_multi.make({
        threshold: 2,
        other_signatories: others(signer),
        timepoint: pending(state, call) ?? { height: 0, index: 0 },
        call_hash: hashOf(call),
      }),
    ),
    step(bytes, (value) => preimage.note_preimage.make({ bytes: value })),
    step(bytes, (value) => preimage.unnote_preimage.make({ hash: toHex(blake2b256(value)) })),
  )
}

/** A sequence in which every call succeeds: chance alone leaves one out now and then. */
const everyCall: Turn[] = (() => {
  const [real = zero32, delegate = zero32] = people
  const [call = systemCalls.remark.make({ remark: new Uint8Array() })] = remarks
  const preimageBytes = Uint8Array.of(1)
  const entry = { delegate: id(delegate), proxy_type: "Any", delay: 0 } as const
  const announcement = { real: id(real), call_hash: toHex(hashOf(call)) }
  const open = {
    threshold: 2,
    other_signatories: others(real),
    maybe_timepoint: undefined,
    call,
    max_weight: enough,
  }
  const of =
    (who: Hex, make: (state: State) => RuntimeCallValue): Turn =>
    (state) => ({ who, call: make(state) })
  return [
    of(real, () => proxy.add_proxy.make(entry)),
    of(delegate, () => proxy.announce.make(announcement)),
    of(delegate, () => proxy.remove_announcement.make(announcement)),
    of(delegate, () => proxy.announce.make(announcement)),
    of(delegate, () =>
      proxy.proxy_announced.make({
        delegate: id(delegate),
        real: id(real),
        force_proxy_type: undefined,
        call,
      }),
    ),
    of(real, () => proxy.remove_proxy.make(entry)),
    of(real, () => proxy.add_proxy.make(entry)),
    of(real, () => proxy.remove_proxies.make({})),
    of(real, () => multisig.as_multi.make(open)),
    of(real, (state) =>
      multisig.cancel_as_multi.make({
        threshold: 2,
        other_signatories: others(real),
        timepoint: pending(state, call) ?? { height: 0, index: 0 },
        call_hash: hashOf(call),
      }),
    ),
    of(real, () => preimage.note_preimage.make({ bytes: preimageBytes })),
    of(real, () => preimage.unnote_preimage.make({ hash: toHex(blake2b256(preimageBytes)) })),
  ]
})()

/** What the pallets' entries say that an account has reserved. */
function recorded(state: State, account: Hex): bigint {
  const [, forProxies] = proxies.Proxies.get(state, account)
  const [, forCalls] = proxies.Announcements.get(state, account)
  let sum = forProxies + forCalls
  for (const [, entry] of multisigs.Multisigs.entries(state))
    if (entry.depositor === account) sum += entry.deposit
  for (const [, status] of preimages.RequestStatusFor.entries(state)) {
    const ticket = status.type === "Requested" ? status.value.maybe_ticket : status.value.ticket
    if (ticket?.[0] === account) sum += ticket[1]
  }
  return sum
}

/** Lets go of everything that is still held. */
function endAll(state: State): Step[] {
  const ends: Step[] = people.map((account) => ({ who: account, call: proxy.remove_proxies.make({}) }))
  for (const [[delegate], [pending]] of proxies.Announcements.entries(state))
    for (const { real, call_hash } of pending)
      ends.push({ who: delegate, call: proxy.remove_announcement.make({ real: id(real), call_hash }) })
  for (const [[, call_hash], { depositor, when }] of multisigs.Multisigs.entries(state)) {
    const args = { threshold: 2, other_signatories: others(depositor), timepoint: when, call_hash }
    ends.push({ who: depositor, call: multisig.cancel_as_multi.make(args) })
  }
  for (const [[hash], status] of preimages.RequestStatusFor.entries(state))
    if (status.type === "Unrequested")
      ends.push({ who: status.value.ticket[0], call: preimage.unnote_preimage.make({ hash }) })
  return ends
}

describe("deposits", () => {
  it("are what the entries say at all times, and come back to the last rao", () => {
    const chain = createTestChain()
    const { state } = chain
    chain.runBlocks(1)
    for (const account of people) deposit(state, account, wealth)
    const before = people.map((account) => system.Account.get(state, account).data.free)
    const done = new Set<string>()
    fc.assert(
      fc.property(fc.array(steps(), { minLength: 50, maxLength: 80 }), (sequence) => {
        for (const turn of sequence) {
          const { who: signer, call } = turn(state)
          if (chain.call(signer, call).ok) done.add(call.value.type)
          for (const account of people)
            expect(system.Account.get(state, account).data.reserved).toBe(recorded(state, account))
        }
        for (const { who: signer, call } of endAll(state)) chain.call(signer, call)
        expect(people.map((account) => system.Account.get(state, account).data.free)).toEqual(before)
        expect(people.map((account) => system.Account.get(state, account).data.reserved)).toEqual([
          0n,
          0n,
          0n,
          0n,
        ])
        expect(people.map((account) => system.Account.get(state, account).consumers)).toEqual([0, 0, 0, 0])
        expect(issuance(state)).toBe(sumOfAccounts(state))
        state.events.length = 0
      }),
      { numRuns: 40, examples: [[everyCall]] },
    )
    expect([...done].sort()).toEqual([
      "add_proxy",
      "announce",
      "as_multi",
      "cancel_as_multi",
      "note_preimage",
      "proxy_announced",
      "remove_announcement",
      "remove_proxies",
      "remove_proxy",
      "unnote_preimage",
    ])
  })
})
