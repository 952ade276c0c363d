import { ModuleError } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import { expect, it } from "vitest"
import { storage as system } from "../../system/schema.ts"
import { decreaseTake } from "../calls/decreaseTake.ts"
import { increaseTake } from "../calls/increaseTake.ts"
import { tryAssociateHotkey } from "../calls/tryAssociateHotkey.ts"
import { alice, bob, hotA, key, openBooks } from "../staking/books.testKit.ts"
import { storage } from "../storage.ts"
import { subnetAccount } from "../subnets/accounts.ts"

function errorOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (error instanceof ModuleError) return error.def.name
    throw error
  }
  return "none"
}

it("lets the owner change a take: down at any time, up after a wait", () => {
  const state = openBooks()
  const up = (coldkey: typeof alice, take: number) =>
    errorOf(() => increaseTake(state, signedOrigin(coldkey), { hotkey: hotA, take }))
  const down = (take: number) =>
    errorOf(() => decreaseTake(state, signedOrigin(alice), { hotkey: hotA, take }))
  expect(up(bob, 100)).toBe("NonAssociatedColdKey")
  expect(down(500)).toBe("none")
  expect(down(500)).toBe("DelegateTakeTooLow")
  expect(up(alice, 500)).toBe("DelegateTakeTooLow")
  expect(up(alice, 11_797)).toBe("DelegateTakeTooHigh")
  expect(up(alice, 501)).toBe("DelegateTxRateLimitExceeded")
  system.Number.set(state, 10 + 216_000)
  expect(up(alice, 501)).toBe("DelegateTxRateLimitExceeded")
  system.Number.set(state, 10 + 216_001)
  expect(up(alice, 501)).toBe("none")
  expect(storage.Delegates.get(state, hotA)).toBe(501)
})

it("gives an unowned hotkey to who asks first, never a chain account", () => {
  const state = openBooks()
  const hotkey = key(50)
  const associate = (coldkey: typeof alice, to = hotkey) =>
    errorOf(() => tryAssociateHotkey(state, signedOrigin(coldkey), { hotkey: to }))
  expect([associate(bob), associate(alice)]).toEqual(["none", "none"])
  expect(storage.Owner.get(state, hotkey)).toBe(bob)
  expect(storage.OwnedHotkeys.get(state, bob)).toContain(hotkey)
  expect(storage.StakingHotkeys.get(state, alice)).not.toContain(hotkey)
  expect(associate(bob, subnetAccount(1))).toBe("CannotUseSystemAccount")
})
