import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { beforeEach, describe, expect, it } from "vitest"
import { keyOf } from "../../../executive/transactions.testkit.ts"
import { createRuntime } from "../../../runtime.ts"
import { devAccounts, grandpaOne } from "../../../specs/devAccounts.ts"
import { local } from "../../../specs/local.ts"
import { thesis, thesisWith } from "../../../specs/thesis.ts"
import { type ProducerRules, thesisRule } from "../../../specs/thesisRules.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { validatorsOf, validatorUpdates } from "../../../validators.ts"
import { authorOf, slotFromDigest } from "../../aura/index.ts"
import { storage as aura } from "../../aura/schema.ts"
import { BoundedVecPublic } from "../../aura/types.ts"
import { calls as commitments } from "../../commitments/schema.ts"
import { storage as grandpa } from "../../grandpa/schema.ts"
import { storage as mevShield } from "../../mevShield/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { calls, storage } from "../schema.ts"
import { candidacy, noCandidacy } from "./candidacy.ts"

const { Alice } = devAccounts
const TAO = 10n ** 9n
const period = 5

/** Founders and candidates, each with the key that votes beside the key that authors. */
const author = (name: string): Hex => keyOf(`//${name}`).account
const voter = (name: string): Hex => toHex(keyOf(`//${name}`, "ed25519").publicKey)
const founders = ["One", "Two"]

/** The thesis network, with elections that follow each other fast and some TAO with which to vote. */
function chainWith(rules: Partial<ProducerRules> = {}): TestChain {
  const spec = thesisWith({ authorities: founders.map(author), grandpa: founders.map(voter) })
  const usual = thesisRule(spec, "Thesis.Producers") as ProducerRules
  const fast = { ...usual, electionBlocks: period, seats: 3, minimum: 2, minStake: 10n * TAO, ...rules }
  const chain = createTestChain({
    ...spec,
    constants: new Map([...spec.constants, ["Thesis.Producers", fast]]),
    genesis: { ...spec.genesis, balances: [[Alice, 100_000n * TAO]] },
  })
  storage.TargetRegistrationsPerInterval.set(chain.state, 0, 64)
  chain.runBlocks(1)
  return chain
}

let chain: TestChain
beforeEach(() => {
  chain = chainWith()
})

const block = (): number => system.Number.get(chain.state)
/** Through the next election. */
const elect = (): void => chain.runBlocks(period - (block() % period))
const authors = (): Hex[] => aura.Authorities.get(chain.state).map(toHex)
const votes = () => grandpa.Authorities.get(chain.state).map(([key, power]) => [toHex(key), power])
const names = (...all: string[]): Hex[] => all.map(author).sort()
const done = (signer: Hex, call: Parameters<TestChain["call"]>[1]): void =>
  expect(chain.call(signer, call)).toMatchObject({ ok: true })

/** Root membership, stake and a statement: all that it takes. */
function stand(name: string, tao: bigint, { says = true, key = name } = {}): void {
  const hotkey = author(name)
  done(Alice, calls.root_register.make({ hotkey }))
  if (tao > 0n) done(Alice, calls.add_stake.make({ hotkey, netuid: 0, amount_staked: tao * TAO }))
  const info = candidacy(hotkey, keyOf(`//${key}`, "ed25519"))
  if (says) done(hotkey, commitments.set_commitment.make({ netuid: 0, info }))
  chain.runBlocks(1)
}

describe("without stake", () => {
  it("the founders stay, and nothing is told", () => {
    expect(authors()).toEqual(names(...founders))
    for (let elections = 0; elections < 2; elections++) {
      elect()
      expect(system.Digest.get(chain.state).logs).toHaveLength(1)
    }
    expect(authors()).toEqual(names(...founders))
    expect(grandpa.CurrentSetId.get(chain.state)).toBe(0n)
  })

  it.each<[string, bigint, { says?: boolean }]>([
    ["stake that is too little", 9n, {}],
    ["stake without a word", 50n, { says: false }],
    ["a word without stake", 0n, {}],
  ])("%s elects nobody", (_case, tao, options) => {
    stand("Bob", tao, options)
    elect()
    expect(authors()).not.toContain(author("Bob"))
    expect(authors()).toHaveLength(2)
  })

  it("and without founders who could be known, the authors are those of before", () => {
    chain = chainWith({ founders: [] })
    elect()
    expect(authors()).toEqual(names(...founders))
  })

  it("another's voting key does not elect", () => {
    stand("Bob", 50n)
    stand("Charlie", 100n, { says: false })
    const stolen = candidacy(author("Bob"), keyOf("//Bob", "ed25519"))
    done(author("Charlie"), commitments.set_commitment.make({ netuid: 0, info: stolen }))
    elect()
    expect(authors()).toContain(author("Bob"))
    expect(authors()).not.toContain(author("Charlie"))
  })
})

describe("by stake", () => {
  it("who stands takes a founder's seat; the minimum is kept, then the most is", () => {
    stand("Bob", 20n)
    elect()
    expect(authors()).toEqual(names("Bob", "Two"))
    stand("Charlie", 30n)
    elect()
    expect(authors()).toEqual(names("Bob", "Charlie"))
    stand("Dave", 40n)
    elect()
    expect(authors()).toEqual(names("Bob", "Charlie", "Dave"))
    stand("Eve", 25n)
    elect()
    expect(authors()).toEqual(names("Charlie", "Dave", "Eve"))
  })

  it("of equal stakes the lower key has the seat", () => {
    chain = chainWith({ seats: 1, minimum: 1 })
    const [first, second] = ["Bob", "Charlie"].sort((a, b) => (author(a) < author(b) ? -1 : 1)) as [
      string,
      string,
    ]
    stand(second, 20n)
    stand(first, 20n)
    elect()
    expect(authors()).toEqual([author(first)])
    done(Alice, calls.add_stake.make({ hotkey: author(second), netuid: 0, amount_staked: TAO }))
    elect()
    expect(authors()).toEqual([author(second)])
  })

  it("who loses its stake, or takes its word back, drops out, and its key for encrypted transactions with it", () => {
    stand("Bob", 20n)
    stand("Charlie", 30n)
    elect()
    mevShield.AuthorKeys.set(chain.state, fromHex(author("Bob")), new Uint8Array(1184))
    done(Alice, calls.remove_stake.make({ hotkey: author("Bob"), netuid: 0, amount_unstaked: 11n * TAO }))
    expect(authors()).toEqual(names("Bob", "Charlie"))
    elect()
    expect(authors()).toEqual(names("Charlie", "Two"))
    expect(mevShield.AuthorKeys.has(chain.state, fromHex(author("Bob")))).toBe(false)
    done(author("Charlie"), commitments.set_commitment.make({ netuid: 0, info: noCandidacy }))
    elect()
    expect(authors()).toEqual(names("One", "Two"))
  })

  it("two who vote with one key have one seat, and a founder who stands has one too", () => {
    stand("Bob", 20n, { key: "Charlie" })
    stand("Charlie", 30n)
    stand("Dave", 40n, { key: "One" })
    elect()
    expect(authors()).toEqual(names("Charlie", "Dave"))
    stand("Two", 15n)
    elect()
    expect(authors()).toEqual(names("Charlie", "Dave", "Two"))
  })

  it("votes weigh the stake in the same order, and a founder's as much as the least", () => {
    chain = chainWith({ seats: 3, minimum: 3 })
    stand("Bob", 20n)
    stand("Charlie", 30n)
    elect()
    const power: Record<string, bigint> = { Bob: 20n, Charlie: 30n, Two: 20n }
    const seats = ["Bob", "Charlie", "Two"].sort((a, b) => (author(a) < author(b) ? -1 : 1))
    expect(authors()).toEqual(seats.map(author))
    // Root stake earns meanwhile: what matters is that it is the stake.
    for (const [i, name] of seats.entries()) {
      expect(votes()[i]?.[0]).toBe(voter(name))
      expect((votes()[i]?.[1] as bigint) / TAO).toBe(power[name])
    }
    expect(validatorsOf(chain.state).map(({ account }) => account)).toEqual(authors())
  })
})

describe("what an engine hears", () => {
  const header = () => system.Digest.get(chain.state).logs.slice(1)

  it("the header of the electing block names the authors as Aura does, and the voters as Grandpa does", () => {
    stand("Bob", 20n)
    const before = validatorsOf(chain.state)
    elect()
    const list = aura.Authorities.get(chain.state)
    expect(header()[0]).toEqual({
      type: "Consensus",
      value: [utf8("aura"), concatBytes(Uint8Array.of(1), encode(BoundedVecPublic, list))],
    })
    expect(header()[1]).toMatchObject({ type: "Consensus", value: [utf8("FRNK"), expect.anything()] })
    const told = system.Events.get(chain.state).map(({ event }) => `${event.type}.${event.value.type}`)
    expect(told).toContain("Grandpa.NewAuthorities")
    const updates = validatorUpdates(before, validatorsOf(chain.state))
    const shown = new Map(updates.map(({ publicKey, power }) => [toHex(publicKey), power]))
    expect(shown.get(voter("Bob"))).toBeGreaterThanOrEqual(20n * TAO)
    expect(shown.get(voter("One"))).toBe(0n)
    expect(validatorUpdates(before, before)).toEqual([])
  })

  it("slots go to the elected in turn, from the next block on", () => {
    stand("Bob", 20n)
    elect()
    const seen = Array.from({ length: 4 }, () => {
      chain.runBlocks(1)
      const slot = slotFromDigest(chain.state) as bigint
      expect(chain.state.author).toBe(authorOf(chain.state, slot))
      return chain.state.author
    })
    expect(seen.slice(0, 2).sort()).toEqual(names("Bob", "Two"))
    expect(seen.slice(2)).toEqual(seen.slice(0, 2))
  })

  it("the same happenings give the same state", () => {
    const run = () => {
      chain = chainWith()
      stand("Bob", 20n)
      stand("Charlie", 30n)
      elect()
      stand("Dave", 40n)
      elect()
      return [...chain.state.changes()].map(([key, value]) => [key, value && toHex(value)]).sort()
    }
    expect(run()).toEqual(run())
  })
})

it("what root set in the same block gives way to the election, and nothing breaks", () => {
  stand("Bob", 20n)
  chain.runBlocks(period - 2 - (block() % period))
  grandpa.PendingChange.set(chain.state, {
    scheduled_at: block() + 1,
    delay: 0,
    next_authorities: [[fromHex(voter("Eve")), 9n]],
    forced: undefined,
  })
  elect()
  expect(grandpa.PendingChange.has(chain.state)).toBe(false)
})

it("other networks hold no elections", () => {
  expect(thesisRule(local, "Thesis.Producers")).toBeUndefined()
  const runtime = createRuntime(local)
  const state = createTestChain(local).state
  expect(runtime.validators(state)).toEqual([
    { publicKey: fromHex(grandpaOne), power: 1n, account: devAccounts.One },
  ])
  expect(runtime.producerOf(state, 7n)).toBe(devAccounts.One)
  const founder = thesisRule(thesis, "Thesis.Producers")?.founders
  expect(founder).toEqual([{ author: devAccounts.One, voter: grandpaOne }])
  expect(() => thesisWith({ authorities: [devAccounts.One], grandpa: [] })).toThrow(RangeError)
})
