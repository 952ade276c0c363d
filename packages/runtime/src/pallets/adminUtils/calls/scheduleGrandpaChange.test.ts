import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import { toHex } from "@taonet/primitives/hex"
import { expect, it } from "vitest"
import { createTestChain } from "../../../testKit.ts"
import { authorityHooks } from "../../grandpa/authorityChange.ts"
import { storage as grandpa } from "../../grandpa/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { errorOf } from "../../utility/dispatch.testkit.ts"
import { scheduleGrandpaChange } from "./scheduleGrandpaChange.ts"

it("replaces the finality voters at the end of the block and says so in the header", () => {
  const { state } = createTestChain()
  system.Number.set(state, 7)
  system.Digest.set(state, { logs: [] })
  const next_authorities = [[new Uint8Array(32).fill(5), 1n] as const]
  const schedule = (in_blocks: number, forced?: number, origin = rootOrigin) =>
    errorOf(() => scheduleGrandpaChange(state, origin, { next_authorities, in_blocks, forced }))
  expect(schedule(0, undefined, signedOrigin(`0x${"01".repeat(32)}`) as typeof rootOrigin)).toBe("BadOrigin")
  expect(schedule(1)).toBe("AdminUtils.GrandpaChangeDelayMustBeZero")
  expect(schedule(0)).toBe("none")
  expect(schedule(0)).toBe("Grandpa.ChangePending")

  const before = grandpa.CurrentSetId.get(state)
  authorityHooks.onFinalize?.(state, 7)
  expect(grandpa.Authorities.get(state)).toEqual(next_authorities)
  expect(grandpa.CurrentSetId.get(state)).toBe(before + 1n)
  expect(grandpa.PendingChange.has(state)).toBe(false)
  const [log] = system.Digest.get(state).logs
  expect(log?.type === "Consensus" && toHex(log.value[1])).toBe(
    `0x0104${"05".repeat(32)}0100000000000000` + "00000000",
  )
  expect(schedule(0, 3)).toBe("none")
  authorityHooks.onFinalize?.(state, 7)
  const [, forced] = system.Digest.get(state).logs
  expect(forced?.type === "Consensus" && toHex(forced.value[1]).slice(0, 12)).toBe("0x0203000000")
})
