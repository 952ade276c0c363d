import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { encode } from "@taonet/primitives/scale/index"
import { decodeAddress, encodeAddress } from "@taonet/primitives/ss58"
import { describe, expect, test } from "vitest"
import { issuance, sumOfAccounts } from "../executive/transactions.testkit.ts"
import { storage as aura } from "../pallets/aura/schema.ts"
import { freeBalance } from "../pallets/balances/currency.ts"
import { storage as evmChainId } from "../pallets/evmChainId/schema.ts"
import { storage as sudo } from "../pallets/sudo/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import { palletSchemas } from "../schemas.ts"
import { createTestChain } from "../testKit.ts"
import { devAccounts, evmMirrors, grandpaOne } from "./devAccounts.ts"
import { local, localSlow } from "./local.ts"

/* genesis-localnet.md of the reference. */

describe.each([
  ["local", local],
  ["local-slow", localSlow],
] as const)("%s", (_name, spec) => {
  test("sets constants that exist, to values of their types", () => {
    for (const [path, value] of spec.constants) {
      const [pallet, name = ""] = path.split(".")
      const constant = palletSchemas.find((schema) => schema.name === pallet)?.tables.constants[name]
      expect([path, constant !== undefined]).toEqual([path, true])
      if (constant) expect(typeof value).toBe(typeof constant.value)
      if (constant) expect(() => encode(constant.codec, value)).not.toThrow()
    }
  })

  test("gives the well-known accounts their funds, each with one provider", () => {
    const { state } = createTestChain(spec)
    const tao = (account: `0x${string}`) => freeBalance(state, account) / 10n ** 9n
    expect([devAccounts.Alice, devAccounts.Bob, devAccounts.Charlie].map(tao)).toEqual([
      1_000_000n,
      1_000_000n,
      1_000_000n,
    ])
    const modest = [
      devAccounts.Dave,
      devAccounts.Eve,
      devAccounts.Ferdie,
      devAccounts.One,
      devAccounts.Two,
      devAccounts.Three,
    ]
    expect([...modest, evmMirrors.Alith, evmMirrors.Baltathar].map(tao)).toEqual(Array(8).fill(2000n))
    for (const [, info] of system.Account.entries(state))
      expect(info).toMatchObject({ nonce: 0, providers: 1, consumers: 0, data: { flags: 1n << 127n } })
    expect(sumOfAccounts(state)).toBe(issuance(state))
    expect(state.events).toEqual([])
  })

  test("is //Alice's to change, //One's to author, and chain 42 to Ethereum's tools", () => {
    const { state } = createTestChain(spec)
    expect(sudo.Key.get(state)).toBe(devAccounts.Alice)
    expect(aura.Authorities.get(state)).toHaveLength(1)
    expect(evmChainId.ChainId.get(state)).toBe(42n)
    expect(system.BlockHash.get(state, 0)).toBe(`0x${"45".repeat(32)}`)
    expect(system.LastRuntimeUpgrade.get(state)).toEqual({ spec_version: 461, spec_name: "node-subtensor" })
  })
})

test("the accounts are those of the well-known names", () => {
  for (const [name, account] of Object.entries(devAccounts))
    expect([name, keypairFromUri(`//${name}`).account]).toEqual([name, account])
  expect(keypairFromUri("//One", "ed25519").account).toBe(grandpaOne)
  expect(encodeAddress(evmMirrors.Alith)).toBe("5Fghzk1AJt88PeFEzuRfXzbPchiBbsVGTTXcdx599VdZzkTA")
  expect(decodeAddress("5GeqNhKWj1KG78VHzbmo3ZjZgUTrCuWeamdgiA114XHGdaEr")).toBe(evmMirrors.Baltathar)
})
