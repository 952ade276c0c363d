import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { beforeEach, describe, expect, it } from "vitest"
import { createTransactionChain, keyOf } from "../../../executive/transactions.testkit.ts"
import { expectRefusal } from "../../../refusals.testkit.ts"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { thesis } from "../../../specs/thesis.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { storage as system } from "../../system/schema.ts"
import { ownerOf } from "../keys/hotkeys.ts"
import { calls, storage } from "../schema.ts"
import { nextDifficulty } from "./difficulty.ts"
import { meetsDifficulty, sealBinding, sealHash, trySeals } from "./seal.ts"

const { Alice, Bob } = devAccounts
const netuid = 1
const hotkey = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const easy = 100n

describe("seal", () => {
  it("is keccak(sha256(nonce, keccak(block hash, hotkey)))", () => {
    const binding = sealBinding(`0x${"11".repeat(32)}`, `0x${"22".repeat(32)}`)
    const found = trySeals(binding, 1000n, 0n, 100_000)!
    expect(toHex(sealHash(binding, found.nonce))).toBe(toHex(found.seal))
    expect(meetsDifficulty(found.seal, 1000n)).toBe(true)
    // No number before it does.
    expect(trySeals(binding, 1000n, 0n, Number(found.nonce))).toBeUndefined()
    expect(trySeals(binding, 1000n, found.nonce, 1)?.nonce).toBe(found.nonce)
  })

  it("counts over the bytes of its number", () => {
    const binding = sealBinding(hotkey(1), hotkey(2))
    for (const first of [0n, 255n, 65_535n, U64_MAX - 10n])
      expect(trySeals(binding, 1n, first + 1n, 1)?.seal).toEqual(sealHash(binding, first + 1n))
    const found = trySeals(binding, 300n, 250n, 100_000)!
    expect(found.seal).toEqual(sealHash(binding, found.nonce))
  })

  it("meets a difficulty exactly to its bound", () => {
    const max = fromHex(`0x${"ff".repeat(32)}`)
    const half = fromHex(`0x80${"00".repeat(31)}`)
    const below = fromHex(`0x7f${"ff".repeat(31)}`)
    expect([max, half, below].map((seal) => meetsDifficulty(seal, 2n))).toEqual([false, false, true])
    expect(meetsDifficulty(max, 1n)).toBe(true)
  })
})

describe("register with proof of work", () => {
  let chain: TestChain
  beforeEach(() => {
    chain = createTestChain(thesis)
    storage.Difficulty.set(chain.state, netuid, easy)
    storage.MinDifficulty.set(chain.state, netuid, easy)
    chain.runBlocks(5)
  })

  const solve = (key: Hex, block = system.Number.get(chain.state) - 1, coldkey: Hex = Alice) => {
    const binding = sealBinding(system.BlockHash.get(chain.state, block), key)
    const { nonce, seal } = trySeals(binding, easy, 0n, 1_000_000)!
    return { netuid, block_number: BigInt(block), nonce, work: seal, hotkey: key, coldkey }
  }
  const run = (args: ReturnType<typeof solve>, signer: Hex = args.coldkey): string => {
    const result = chain.call(signer, calls.register.make(args))
    if (result.ok) return "ok"
    if (result.error instanceof ModuleError) return result.error.def.name
    return result.error instanceof DispatchFailure ? result.error.value.type : "?"
  }

  it("registers an account that has nothing, takes nothing, and opens its account", () => {
    const args = solve(hotkey(1))
    expect(system.Account.has(chain.state, Alice)).toBe(false)
    expect(run(args)).toBe("ok")
    expect(storage.Keys.get(chain.state, netuid, 0)).toBe(hotkey(1))
    expect(ownerOf(chain.state, hotkey(1))).toBe(Alice)
    expect(system.Account.get(chain.state, Alice)).toMatchObject({ providers: 1, data: { free: 0n } })
    expect(run(solve(hotkey(2)))).toBe("ok")
    expect(system.Account.get(chain.state, Alice).providers).toBe(1)
    // The hotkey may sign too, for the coldkey named.
    expect(run(solve(hotkey(3)), hotkey(3))).toBe("ok")
    expect(ownerOf(chain.state, hotkey(3))).toBe(Alice)
  })

  it("refuses each wrong part of a proof", () => {
    const good = solve(hotkey(1))
    const now = BigInt(system.Number.get(chain.state))
    const wrong: [string, ReturnType<typeof solve>, Hex?][] = [
      ["RegistrationNotPermittedOnRootSubnet", { ...good, netuid: 0 }],
      ["SubnetNotExists", { ...good, netuid: 9 }],
      ["InvalidWorkBlock", { ...good, block_number: now }],
      ["InvalidWorkBlock", { ...good, block_number: U64_MAX }],
      ["InvalidDifficulty", { ...good, work: new Uint8Array(32).fill(255) }],
      ["InvalidDifficulty", { ...good, work: new Uint8Array(0) }],
      ["InvalidSeal", { ...good, work: new Uint8Array(32) }],
      ["InvalidSeal", { ...good, nonce: good.nonce + 1n }],
      ["InvalidSeal", { ...good, block_number: good.block_number - 1n }],
      ["InvalidSeal", { ...good, hotkey: hotkey(2) }],
      ["TransactorAccountShouldBeHotKey", good, Bob],
    ]
    for (const [error, args, signer] of wrong) expect([error, run(args, signer)]).toEqual([error, error])
    expect(run(good)).toBe("ok")
    expect(run(good)).toBe("HotKeyAlreadyRegisteredInSubNet")
  })

  it("refuses work that is too old, and the hotkey of another", () => {
    const old = solve(hotkey(1))
    chain.runBlocks(128)
    expect(run(old)).toBe("InvalidWorkBlock")
    expect(run(solve(hotkey(1)))).toBe("ok")
    storage.NetworksAdded.set(chain.state, 2, true)
    storage.NetworkRegistrationAllowed.set(chain.state, 2, true)
    storage.Difficulty.set(chain.state, 2, easy)
    storage.MinDifficulty.set(chain.state, 2, easy)
    // One work is one registration, though it names no subnet.
    expect(run({ ...solve(hotkey(1)), netuid: 2 })).toBe("InvalidSeal")
    chain.runBlocks(1)
    expect(run({ ...solve(hotkey(1), undefined, Bob), netuid: 2 })).toBe("NonAssociatedColdKey")
    expect(run({ ...solve(hotkey(1)), netuid: 2 })).toBe("ok")
  })

  it("admits so many a block and an interval, and then gets harder", () => {
    const many = Array.from({ length: 5 }, (_, i) => solve(hotkey(i + 1)))
    expect(many.map((args) => run(args))).toEqual(["ok", "ok", "ok", "ok", "TooManyRegistrationsThisBlock"])
    chain.runBlocks(1)
    for (let i = 5; i < 9; i++) expect(run(solve(hotkey(i)))).toBe("ok")
    const aim = storage.TargetRegistrationsPerInterval.get(chain.state, netuid)
    storage.TargetRegistrationsPerInterval.set(chain.state, netuid, 2)
    chain.runBlocks(1)
    expectRefusal(
      chain,
      Alice,
      calls.register.make(solve(hotkey(9))),
      "SubtensorModule.TooManyRegistrationsThisInterval",
    )
    storage.TargetRegistrationsPerInterval.set(chain.state, netuid, aim)
    const interval = storage.AdjustmentInterval.get(chain.state, netuid)
    chain.runBlocks(interval - system.Number.get(chain.state))
    // 8 where 4 were aimed at.
    expect(storage.Difficulty.get(chain.state, netuid)).toBe((easy * 12n) / 8n)
    chain.runBlocks(interval)
    expect(storage.Difficulty.get(chain.state, netuid)).toBe(easy)
    chain.runBlocks(interval)
    expect([...storage.UsedWork.entries(chain.state)]).toEqual([])
  })
})

it("follows the registrations within bounds", () => {
  const terms = { difficulty: 1000n, registrations: 2n, target: 2n, inertia: 0n, min: 10n, max: 10_000n }
  expect(nextDifficulty(terms)).toBe(1000n)
  expect(nextDifficulty({ ...terms, registrations: 6n })).toBe(2000n)
  expect(nextDifficulty({ ...terms, registrations: 0n })).toBe(500n)
  expect(nextDifficulty({ ...terms, registrations: 0n, inertia: U64_MAX })).toBe(1000n)
  expect(nextDifficulty({ ...terms, registrations: 0n, min: 600n })).toBe(600n)
  expect(nextDifficulty({ ...terms, target: 0n })).toBe(1000n)
})

describe("as a transaction", () => {
  it("is free for whoever has nothing, and is refused where it would fail", () => {
    const chain = createTransactionChain(thesis)
    storage.Difficulty.set(chain.state, netuid, easy)
    chain.nextBlock()
    chain.nextBlock()
    const pair = keyOf("//Founder")
    const key = hotkey(7)
    const block = system.Number.get(chain.state) - 1
    const { nonce, seal } = trySeals(
      sealBinding(system.BlockHash.get(chain.state, block), key),
      easy,
      0n,
      1_000_000,
    )!
    const args = {
      netuid,
      block_number: BigInt(block),
      nonce,
      work: seal,
      hotkey: key,
      coldkey: pair.account,
    }
    const bad = chain.signed(pair, calls.register.make({ ...args, nonce: nonce + 1n }))
    expect(chain.apply(bad)).toMatchObject({ ok: false })
    const result = chain.apply(chain.signed(pair, calls.register.make(args)))
    expect(result).toMatchObject({ ok: true })
    expect(storage.Keys.get(chain.state, netuid, 0)).toBe(key)
    // Whoever has nothing can do nothing else.
    expect(
      chain.apply(chain.signed(keyOf("//Other"), calls.burned_register.make({ netuid, hotkey: key }))),
    ).toMatchObject({
      ok: false,
    })
  })
})
