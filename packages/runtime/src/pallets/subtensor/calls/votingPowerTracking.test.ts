import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import { type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import { expect, it } from "vitest"
import { alice, bob, openBooks } from "../staking/books.testKit.ts"
import { storage } from "../storage.ts"
import { disableVotingPowerTracking } from "./disableVotingPowerTracking.ts"
import { enableVotingPowerTracking } from "./enableVotingPowerTracking.ts"
import { sudoSetVotingPowerEmaAlpha } from "./sudoSetVotingPowerEmaAlpha.ts"

function errorOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (error instanceof ModuleError) return error.def.name
    if (error instanceof DispatchFailure) return error.value.type
    throw error
  }
  return "none"
}

it("is switched by a subnet's owner or root, off after a grace time", () => {
  const state = openBooks()
  storage.SubnetOwner.set(state, 1, alice)
  const enable = (origin: Origin, netuid = 1) =>
    errorOf(() => enableVotingPowerTracking(state, origin, { netuid }))
  const disable = (origin: Origin) => errorOf(() => disableVotingPowerTracking(state, origin, { netuid: 1 }))
  expect([enable(signedOrigin(bob)), enable(rootOrigin, 9)]).toEqual(["BadOrigin", "SubnetNotExists"])
  expect(disable(rootOrigin)).toBe("VotingPowerTrackingNotEnabled")
  expect(enable(signedOrigin(alice))).toBe("none")
  expect([disable(signedOrigin(bob)), disable(signedOrigin(alice))]).toEqual(["BadOrigin", "none"])
  expect(storage.VotingPowerDisableAtBlock.get(state, 1)).toBe(100_810n)
  expect(enable(rootOrigin)).toBe("none")
  expect(storage.VotingPowerDisableAtBlock.has(state, 1)).toBe(false)
  expect(state.events.map(({ event }) => event.value.type)).toEqual([
    "VotingPowerTrackingEnabled",
    "VotingPowerTrackingDisableScheduled",
    "VotingPowerTrackingEnabled",
  ])
})

it("follows stake as fast as root says, at most at once", () => {
  const state = openBooks()
  const set = (alpha: bigint, origin: Origin = rootOrigin, netuid = 1) =>
    errorOf(() => sudoSetVotingPowerEmaAlpha(state, origin, { netuid, alpha }))
  expect(set(1n, signedOrigin(alice))).toBe("BadOrigin")
  expect(set(10n ** 18n + 1n, rootOrigin, 9)).toBe("InvalidVotingPowerEmaAlpha")
  expect(set(1n, rootOrigin, 9)).toBe("SubnetNotExists")
  expect(set(10n ** 18n)).toBe("none")
  expect(storage.VotingPowerEmaAlpha.get(state, 1)).toBe(10n ** 18n)
})
