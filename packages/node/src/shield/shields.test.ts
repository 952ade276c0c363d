import { bytes, encode } from "@taonet/primitives/scale/index"
import { parseShielded, type Shielded, shield } from "@taonet/primitives/shield/shielded"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { thesis } from "@taonet/runtime/specs/thesis"
import { thesisRule } from "@taonet/runtime/specs/thesisRules"
import { expect, it } from "vitest"
import { devAuthor } from "../author.ts"
import { createShields } from "./shields.ts"

const { One, Two, Three } = devAccounts
const slotMs = 12_000
const plain = encode(bytes, Uint8Array.of(4, 1, 2, 3))
const sealed = (key: Uint8Array): Shielded => {
  const options = { coins: new Uint8Array(32).fill(7), nonce: new Uint8Array(24).fill(9) }
  return parseShielded(shield(key, plain, options)) as Shielded
}
const shields = createShields([devAuthor("//One"), devAuthor("//Two"), { account: Three }], slotMs)

it("announces each author's own key, and none for whom it has no seed", () => {
  const [one, two] = [shields.announced(One, 5), shields.announced(Two, 5)]
  expect(one).toHaveLength(1184)
  expect(two).not.toEqual(one)
  for (const account of [Three, devAccounts.Bob, undefined])
    expect(shields.announced(account, 5)).toBeUndefined()
})

it("opens in any author's block what was encrypted to any of them", () => {
  for (const account of [One, Two]) {
    const carried = sealed(shields.announced(account, 5) as Uint8Array)
    expect(shields.canOpen(carried, 9)).toBe(true)
    expect(shields.open(carried, 9)).toEqual(plain)
  }
  const stranger = createShields([devAuthor("//Bob")], slotMs).announced(devAccounts.Bob, 5) as Uint8Array
  expect(shields.canOpen(sealed(stranger), 9)).toBe(false)
  expect(shields.open(sealed(stranger), 9)).toBeUndefined()
})

it("keeps a key long enough when all seats are taken: a round of authors, and the life of a transaction", () => {
  const seats = thesisRule(thesis, "Thesis.Producers")?.seats as number
  const carried = sealed(shields.announced(One, 100) as Uint8Array)
  expect(shields.canOpen(carried, 100 + seats + 3 + 8)).toBe(true)
  expect(shields.canOpen(carried, 200)).toBe(false)
})
