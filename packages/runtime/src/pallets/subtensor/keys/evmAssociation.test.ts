import { ModuleError } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { ethereumAddressOf, ethereumSign } from "@taonet/primitives/crypto/ethereum"
import type { Hex } from "@taonet/primitives/hex"
import { expect, it } from "vitest"
import { storage as system } from "../../system/schema.ts"
import { associateEvmKey } from "../calls/associateEvmKey.ts"
import { alice, hotA, hotB, key, openBooks } from "../staking/books.testKit.ts"
import { storage } from "../storage.ts"
import { associationDigest } from "./evmAssociation.ts"

const secretOf = (n: number): Uint8Array => new Uint8Array(32).fill(n)
const addressOf = (n: number): Hex => ethereumAddressOf(secretOf(n))
const signed = (n: number, hotkey: Hex, block: bigint): Uint8Array =>
  ethereumSign(secretOf(n), associationDigest(hotkey, block))

function open() {
  const state = openBooks()
  storage.Uids.set(state, 1, hotA, 4)
  storage.Uids.set(state, 1, hotB, 5)
  const ask = (
    n: number,
    { hotkey = hotA, netuid = 1, evm_key = addressOf(n), signature = signed(n, hotkey, 77n) } = {},
  ) =>
    errorOf(state, () =>
      associateEvmKey(state, signedOrigin(hotkey), { netuid, evm_key, block_number: 77n, signature }),
    )
  return { state, ask }
}

function errorOf(state: State, body: () => unknown): string {
  try {
    state.transaction(body)
  } catch (error) {
    if (error instanceof ModuleError) return error.def.name
    throw error
  }
  return "none"
}

it("links the address that signed for the hotkey, and unlinks the former one", () => {
  const { state, ask } = open()
  expect(ask(1)).toBe("none")
  expect(state.events.map(({ event }) => event.value)).toEqual([
    {
      type: "EvmKeyAssociated",
      value: { netuid: 1, hotkey: hotA, evm_key: addressOf(1), block_associated: 10n },
    },
  ])
  expect(storage.AssociatedEvmAddress.get(state, 1, 4)).toEqual([addressOf(1), 10n])
  expect(ask(1, { hotkey: hotB })).toBe("none")
  system.Number.set(state, 11)
  expect(ask(1)).toBe("none")
  expect(storage.AssociatedUidsByEvmAddress.get(state, 1, addressOf(1))).toEqual([
    [4, 11n],
    [5, 10n],
  ])
  system.Number.set(state, 12)
  expect(ask(2)).toBe("none")
  expect(storage.AssociatedUidsByEvmAddress.get(state, 1, addressOf(1))).toEqual([[5, 10n]])
  expect(storage.AssociatedUidsByEvmAddress.get(state, 1, addressOf(2))).toEqual([[4, 12n]])
})

it("refuses, in the reference's order", () => {
  const { state, ask } = open()
  expect(ask(1, { netuid: 2, hotkey: key(60) })).toBe("SubnetNotExists")
  expect(ask(1, { hotkey: key(60) })).toBe("NonAssociatedColdKey")
  storage.Owner.set(state, key(60), alice)
  expect(ask(1, { hotkey: key(60) })).toBe("HotKeyNotRegisteredInSubNet")
  expect(ask(1, { signature: new Uint8Array(65) })).toBe("InvalidIdentity")
  expect(ask(1, { evm_key: addressOf(2) })).toBe("InvalidRecoveredPublicKey")
  expect(ask(1, { signature: signed(1, hotB, 77n) })).toBe("InvalidRecoveredPublicKey")
  const full = Array.from({ length: 32 }, (_, n): [number, bigint] => [100 + n, 1n])
  storage.AssociatedUidsByEvmAddress.set(state, 1, addressOf(1), full)
  expect(ask(1)).toBe("EvmKeyAssociationLimitExceeded")
  expect(ask(2)).toBe("none")
  expect(ask(2, { signature: new Uint8Array(65) })).toBe("EvmKeyAssociateRateLimitExceeded")
})
