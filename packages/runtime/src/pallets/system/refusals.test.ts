import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { utf8 } from "@taonet/primitives/bytes"
import { describe, expect, test } from "vitest"
import { expectRefusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { runtimeCode } from "./code.testkit.ts"
import { calls, constants, storage } from "./schema.ts"

const { Alice } = devAccounts
const code = utf8("some code")
const code_hash = `0x${"11".repeat(32)}` as const
const rootOnly: readonly (readonly [string, RuntimeCallValue])[] = [
  calls.set_heap_pages.make({ pages: 1n }),
  calls.set_code.make({ code }),
  calls.set_code_without_checks.make({ code }),
  calls.set_storage.make({ items: [[code, code]] }),
  calls.kill_storage.make({ keys: [code] }),
  calls.kill_prefix.make({ prefix: code, subkeys: 1 }),
  calls.authorize_upgrade.make({ code_hash }),
  calls.authorize_upgrade_without_checks.make({ code_hash }),
].map((call) => [call.value.type, call] as const)

describe("root's calls", () => {
  test.each(rootOnly)("%s", (_, call) => {
    const chain = createTestChain()
    for (const caller of [Alice, "none"] as const) expectRefusal(chain, caller, call, "BadOrigin")
  })

  test("do what they say", () => {
    const chain = createTestChain()
    const root = (call: RuntimeCallValue) => chain.call("root", call)
    expect(root(calls.set_heap_pages.make({ pages: 64n }))).toEqual({ ok: true, post: {} })
    expect(chain.state.get(":heappages")).toEqual(Uint8Array.of(64, 0, 0, 0, 0, 0, 0, 0))
    expect(storage.Digest.get(chain.state).logs).toEqual([{ type: "RuntimeEnvironmentUpdated" }])
    const weight = constants.BlockWeights.get(chain.state).max_block
    expect(root(calls.set_code_without_checks.make({ code }))).toEqual({ ok: true, post: { weight } })
    expect(chain.state.get(":code")).toEqual(code)
    expect(chain.takeEvents()).toEqual(["System.CodeUpdated"])
  })
})

describe("the others", () => {
  test("remarks with an event are signed, plain ones are anybody's", () => {
    const chain = createTestChain()
    const told = calls.remark_with_event.make({ remark: code })
    for (const caller of ["root", "none"] as const) expectRefusal(chain, caller, told, "BadOrigin")
    for (const caller of ["root", "none", Alice] as const)
      expect(chain.call(caller, calls.remark.make({ remark: code })).ok).toBe(true)
  })

  const apply = calls.apply_authorized_upgrade.make({ code })
  const setCode = (bytes: Uint8Array) => calls.set_code.make({ code: bytes })
  testRefusals(createTestChain, [
    { error: "System.NothingAuthorized", when: "nothing authorized", caller: "none", call: apply },
    {
      error: "System.Unauthorized",
      when: "other code authorized",
      caller: Alice,
      call: apply,
      arrange: ({ state }) => storage.AuthorizedUpgrade.set(state, { code_hash, check_version: true }),
    },
    {
      error: "System.FailedToExtractRuntimeVersion",
      when: "no runtime",
      caller: "root",
      call: setCode(code),
    },
    {
      error: "System.InvalidSpecName",
      when: "the runtime of another chain",
      caller: "root",
      call: ({ state }) => setCode(runtimeCode(state, { spec_name: "other", spec_version: 999 })),
    },
    {
      error: "System.SpecVersionNeedsToIncrease",
      when: "the same version",
      caller: "root",
      call: ({ state }) => setCode(runtimeCode(state, {})),
    },
  ])
})
