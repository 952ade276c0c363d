import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { Hex } from "@taonet/primitives/hex"
import { expect, it } from "vitest"
import { createTestChain } from "../../../testKit.ts"
import { storage } from "../../subtensor/schema.ts"
import { subnetAccount } from "../../subtensor/subnets/accounts.ts"
import { storage as system } from "../../system/schema.ts"
import { errorOf } from "../../utility/dispatch.testkit.ts"
import { setSnOwnerHotkey } from "./setSnOwnerHotkey.ts"

const account = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const [owner, first, second] = [account(1), account(2), account(3)]

it("names another owner hotkey once a week, whoever asks, and moves the sums of locks", () => {
  const { state } = createTestChain()
  system.Number.set(state, 100)
  storage.NetworksAdded.set(state, 5, true)
  storage.SubnetOwner.set(state, 5, owner)
  storage.SubnetOwnerHotkey.set(state, 5, first)
  const lock = (mass: bigint, conviction: bigint) => ({
    locked_mass: mass,
    conviction: conviction << 64n,
    last_update: 100n,
  })
  storage.OwnerLock.set(state, 5, lock(1000n, 1000n))
  storage.HotkeyLock.set(state, 5, second, lock(700n, 300n))
  const change = (origin: ReturnType<typeof signedOrigin> | typeof rootOrigin, hotkey: Hex, netuid = 5) =>
    errorOf(() => state.transaction(() => setSnOwnerHotkey(state, origin, { netuid, hotkey })))

  expect(change(signedOrigin(first), second)).toBe("BadOrigin")
  expect(change(rootOrigin, second, 6)).toBe("SubtensorModule.SubnetNotExists")
  expect(change(rootOrigin, subnetAccount(5))).toBe("SubtensorModule.CannotUseSystemAccount")
  expect(change(signedOrigin(owner), second)).toBe("none")
  expect(storage.SubnetOwnerHotkey.get(state, 5)).toBe(second)
  expect(storage.OwnerLock.get(state, 5)).toEqual(lock(700n, 700n))
  expect(storage.HotkeyLock.get(state, 5, first)).toEqual(lock(1000n, 1000n))
  expect(storage.HotkeyLock.has(state, 5, second)).toBe(false)

  system.Number.set(state, 100 + 50_399)
  expect(change(rootOrigin, first)).toBe("SubtensorModule.TxRateLimitExceeded")
  system.Number.set(state, 100 + 50_400)
  expect(change(rootOrigin, first)).toBe("none")
})
