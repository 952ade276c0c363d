import { publicRelays } from "@taonet/node/drand/relays"
import { isOffline } from "@taonet/runtime/pallets/drand/beacon"
import { local } from "@taonet/runtime/specs/local"
import { expect, test } from "vitest"
import { withDrand } from "./drand.ts"

test("an offline beacon stands in genesis, and the author has its secret", () => {
  const { spec, drand } = withDrand(local, { drand: "offline" })
  expect([isOffline(spec.genesis.drand!), drand?.type]).toEqual([true, "offline"])
  expect(withDrand(local, { drand: "offline" }).spec).toEqual(spec)
  expect(local.genesis.drand).toBeUndefined()
})

test("quicknet comes from the relays that are named, or the public ones; without either nothing changes", () => {
  expect(withDrand(local, { drand: "quicknet" })).toEqual({
    spec: local,
    drand: { type: "relays", relays: publicRelays },
  })
  const drandRelay = ["http://127.0.0.1:1"]
  expect(withDrand(local, { drand: "quicknet", drandRelay }).drand).toEqual({
    type: "relays",
    relays: drandRelay,
  })
  expect(withDrand(local, { drand: "none" })).toEqual({ spec: local })
})
