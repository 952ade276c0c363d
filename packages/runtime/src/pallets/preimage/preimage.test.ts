import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { verdictOf } from "../../verdict.testkit.ts"
import { deposit } from "../balances/currency.ts"
import { heldBalance } from "../balances/hold.ts"
import { reserve } from "../balances/reserve.ts"
import { storage as system } from "../system/schema.ts"
import { preimageBytesMax } from "./preimages.ts"
import { calls, storage } from "./schema.ts"

const { Alice, Bob } = devAccounts
const bytes = Uint8Array.of(1, 2, 3)
const hash = toHex(blake2b256(bytes))
const price = 104_000_000n + 3n * 1_000_000n
const tao = 1_000_000_000n

let chain: TestChain
beforeEach(() => {
  chain = createTestChain()
  for (const who of [Alice, Bob]) deposit(chain.state, who, 100n * tao)
  chain.takeEvents()
})

const run = (who: Hex | "root", call: RuntimeCallValue) => verdictOf(chain.call(who, call))
const note = calls.note_preimage.make({ bytes })
const unnote = calls.unnote_preimage.make({ hash })
const request = calls.request_preimage.make({ hash })
const unrequest = calls.unrequest_preimage.make({ hash })
const held = (who: Hex) => heldBalance(chain.state, { type: "Preimage", value: "Preimage" }, who)
const status = () => storage.RequestStatusFor.get(chain.state, hash)
const stored = () => storage.PreimageFor.get(chain.state, [hash, 3])

describe("noting", () => {
  it("holds the deposit by length and stores the bytes", () => {
    expect(chain.call(Alice, note)).toEqual({ ok: true, post: {} })
    expect(chain.takeEvents()).toEqual(["Preimage.Noted"])
    expect(held(Alice)).toBe(price)
    expect(stored()).toEqual(bytes)
    expect(status()).toEqual({ type: "Unrequested", value: { ticket: [Alice, price], len: 3 } })
    expect(run(Bob, note)).toBe("Preimage.AlreadyNoted")
    expect(held(Bob)).toBe(0n)
  })

  it("is free for root, whose bytes count as requested", () => {
    expect(chain.call("root", note)).toEqual({ ok: true, post: { pays: "No" } })
    expect(status()).toMatchObject({ type: "Requested", value: { count: 1, maybe_len: 3 } })
    expect(chain.takeEvents()).toEqual(["Preimage.Noted"])
  })

  it("is free for what the chain asked for", () => {
    run("root", request)
    expect(chain.takeEvents()).toEqual(["Preimage.Requested"])
    expect(chain.call(Alice, note)).toEqual({ ok: true, post: { pays: "No" } })
    expect([held(Alice), stored()]).toEqual([0n, bytes])
  })

  it("by root takes over what somebody paid for", () => {
    run(Alice, note)
    expect(run("root", note)).toBe("ok")
    expect(status()).toMatchObject({ type: "Requested", value: { maybe_ticket: [Alice, price], count: 1 } })
    expect(held(Alice)).toBe(price)
  })

  it("fails beyond four mebibytes, or without the deposit", () => {
    expect(run(Alice, calls.note_preimage.make({ bytes: new Uint8Array(preimageBytesMax + 1) }))).toBe(
      "Preimage.TooBig",
    )
    const poor: Hex = `0x${"77".repeat(32)}`
    expect(run(poor, note)).toBe("Token.CannotCreateHold")
    deposit(chain.state, poor, price + 499n)
    expect(run(poor, note)).toBe("Token.FundsUnavailable")
    deposit(chain.state, poor, 1n)
    expect(run(poor, note)).toBe("ok")
    expect(system.Account.get(chain.state, poor).data).toMatchObject({ free: 500n, reserved: price })
  })
})

describe("letting go", () => {
  it("returns the deposit and removes the bytes", () => {
    run(Alice, note)
    chain.takeEvents()
    expect(run(Bob, unnote)).toBe("Preimage.NotAuthorized")
    expect(run(Alice, unnote)).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Preimage.Cleared"])
    expect([held(Alice), stored(), status()]).toEqual([0n, undefined, undefined])
    expect(run(Alice, unnote)).toBe("Preimage.NotNoted")
  })

  it("returns the deposit but keeps what is requested", () => {
    run(Alice, note)
    run("root", request)
    expect(run(Alice, unnote)).toBe("ok")
    expect([held(Alice), stored()]).toEqual([0n, bytes])
    expect(run(Alice, unnote)).toBe("Preimage.NotAuthorized")
    expect(run("root", unnote)).toBe("ok")
    expect([stored(), status()]).toEqual([undefined, undefined])
  })

  it("is root's for anybody's bytes", () => {
    run(Alice, note)
    expect(run("root", unnote)).toBe("ok")
    expect(held(Alice)).toBe(0n)
  })
})

describe("requests", () => {
  it("are counted, and told of once", () => {
    for (let i = 0; i < 3; i++) expect(run("root", request)).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Preimage.Requested"])
    expect(status()).toMatchObject({ value: { count: 3 } })
    for (let i = 0; i < 3; i++) expect(run("root", unrequest)).toBe("ok")
    expect(status()).toBeUndefined()
    expect(run("root", unrequest)).toBe("Preimage.NotRequested")
  })

  it("that end give bytes back to their owner, or clear them", () => {
    run(Alice, note)
    run("root", request)
    chain.takeEvents()
    run("root", unrequest)
    expect(status()).toEqual({ type: "Unrequested", value: { ticket: [Alice, price], len: 3 } })
    expect(chain.takeEvents()).toEqual([])
    expect(run("root", unrequest)).toBe("Preimage.NotRequested")
    run(Alice, unnote)
    run("root", note)
    chain.takeEvents()
    run("root", unrequest)
    expect(chain.takeEvents()).toEqual(["Preimage.Cleared"])
    expect(stored()).toBeUndefined()
  })

  it("are root's", () => {
    for (const call of [request, unrequest]) expect(run(Alice, call)).toBe("BadOrigin")
  })
})

describe("ensure_updated", () => {
  const update = (...hashes: Hex[]) => calls.ensure_updated.make({ hashes })

  it("exchanges an old entry's reserve for a hold, free when nine of ten were old", () => {
    reserve(chain.state, Alice, 5n * tao)
    storage.StatusFor.set(chain.state, hash, {
      type: "Unrequested",
      value: { deposit: [Alice, 5n * tao], len: 3 },
    })
    expect(chain.call(Bob, update(hash))).toEqual({ ok: true, post: { pays: "No" } })
    expect(storage.StatusFor.has(chain.state, hash)).toBe(false)
    expect([held(Alice), system.Account.get(chain.state, Alice).data.reserved]).toEqual([price, price])
    expect(status()).toEqual({ type: "Unrequested", value: { ticket: [Alice, price], len: 3 } })
    expect(chain.call(Bob, update(hash))).toEqual({ ok: true, post: {} })
  })

  it("returns the reserve for bytes that never came", () => {
    reserve(chain.state, Alice, tao)
    const value = { deposit: [Alice, tao] as const, count: 2, len: undefined }
    storage.StatusFor.set(chain.state, hash, { type: "Requested", value })
    expect(run(Bob, update(hash))).toBe("ok")
    expect(system.Account.get(chain.state, Alice).data.reserved).toBe(0n)
    expect(status()).toMatchObject({ type: "Requested", value: { maybe_ticket: undefined, count: 2 } })
  })

  it("is for a signer, and for one to 1024 hashes", () => {
    expect(run("root", update(hash))).toBe("BadOrigin")
    expect(run(Alice, update())).toBe("Preimage.TooFew")
    expect(run(Alice, update(...Array.from({ length: 1025 }, () => hash)))).toBe("Preimage.TooMany")
  })
})
