import { ModuleError } from "@taonet/frame/errors"
import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, it } from "vitest"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain } from "../../../testKit.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { calls, storage } from "../schema.ts"

const { Alice, Bob, Charlie } = devAccounts
const of = (length: number) => new Uint8Array(length)

const chain = createTestChain()
const { state } = chain

function run(signer: Hex, call: Parameters<typeof chain.call>[1]): string | undefined {
  const result = chain.call(signer, call)
  if (result.ok) return undefined
  return result.error instanceof ModuleError ? result.error.def.name : result.error.value.type
}

const chainIdentity = {
  name: of(256),
  url: of(256),
  github_repo: of(256),
  image: of(1024),
  discord: of(256),
  description: of(1024),
  additional: of(1024),
}

describe("set_identity", () => {
  const set = (over: Partial<typeof chainIdentity> = {}) =>
    run(Alice, calls.set_identity.make({ ...chainIdentity, ...over }))

  it("needs a neuron of a hotkey that the signer owns", () => {
    createHotkeyIfNew(state, Alice, Bob)
    expect(set()).toBe("HotKeyNotRegisteredInNetwork")
    appendNeuron(state, 1, Bob, 1n)
    state.events.length = 0
    expect(set()).toBeUndefined()
    expect(state.events.map(({ event }) => event.value)).toEqual([{ type: "ChainIdentitySet", value: Alice }])
    expect(storage.IdentitiesV2.get(state, Alice)).toEqual(chainIdentity)
  })

  it.each(Object.keys(chainIdentity) as (keyof typeof chainIdentity)[])("bounds %s", (field) => {
    const longest = chainIdentity[field].length
    const rest = { image: of(0), description: of(0) }
    expect(set({ ...rest, [field]: of(longest) })).toBeUndefined()
    expect(set({ ...rest, [field]: of(longest + 1) })).toBe("InvalidIdentity")
  })
})

describe("set_subnet_identity", () => {
  const fields = {
    subnet_name: of(256),
    github_repo: of(1024),
    subnet_contact: of(1024),
    subnet_url: of(1024),
    discord: of(256),
    description: of(1024),
    logo_url: of(1024),
    additional: of(1024),
  }
  const set = (netuid: number, over: Partial<typeof fields> = {}, signer: Hex = Charlie) =>
    run(signer, calls.set_subnet_identity.make({ netuid, ...fields, ...over }))

  it("is the owner's", () => {
    storage.SubnetOwner.set(state, 1, Charlie)
    expect(set(9)).toBe("SubnetNotExists")
    expect(set(1, {}, Alice)).toBe("NotSubnetOwner")
    state.events.length = 0
    expect(set(1)).toBeUndefined()
    expect(state.events.map(({ event }) => event.value)).toEqual([{ type: "SubnetIdentitySet", value: 1 }])
    expect(storage.SubnetIdentitiesV3.get(state, 1)).toEqual(fields)
  })

  it.each(Object.keys(fields) as (keyof typeof fields)[])("bounds %s", (field) => {
    expect(set(1, { [field]: of(fields[field].length + 1) })).toBe("InvalidIdentity")
  })
})
