import { DevError } from "../../dev/errors.ts"
import { isObject } from "../../dev/fromJson.ts"
import type { DevControls } from "../../dev/index.ts"
import type { EngineMode } from "../../engines/engine.ts"
import { devMethod } from "./dev.ts"
import { account, bigintOf, knownFields, numberOf, objectOf, optionalNumber } from "./devParams.ts"

/** Makes blocks at once: one, or `count`, or up to block `to`. Answers the hash of the last, as Chopsticks does. */
export const dev_newBlock = devMethod(async (dev, params) => {
  const options = objectOf(params, 0, "options")
  if ("unsafeBlockHeight" in options)
    throw new DevError(
      "refused",
      "options.unsafeBlockHeight",
      "block numbers do not jump here: `to` makes the blocks between, which is fast",
    )
  knownFields(options, ["count", "to"], "options")
  const count = optionalNumber(options["count"], "count")
  const to = optionalNumber(options["to"], "to")
  return (await mined(dev, count, to)).hash
})

const mined = (dev: DevControls, count: number | undefined, to: number | undefined) =>
  dev.mine({ ...(count === undefined ? {} : { count }), ...(to === undefined ? {} : { to }) })

/** `netuid`, and how many epochs, one without. */
export const dev_mineToEpoch = devMethod((dev, params) =>
  dev.mineToEpoch(numberOf(params[0], "netuid"), optionalNumber(params[1], "epochs") ?? 1),
)

/** `netuid`, `uid`. */
export const dev_mineToImmunityEnd = devMethod((dev, params) =>
  dev.mineToImmunityEnd(numberOf(params[0], "netuid"), numberOf(params[1], "uid")),
)

/** Coldkey, `netuid`. */
export const dev_mineToLockMaturity = devMethod((dev, params) =>
  dev.mineToLockMaturity(account(params, 0, "coldkey"), numberOf(params[1], "netuid")),
)

/** A round of the beacon. */
export const dev_mineToRound = devMethod((dev, params) => dev.mineToRound(bigintOf(params[0], "round")))

/** A date as text, or milliseconds since 1970. Answers the time of the next block. */
export const dev_timeTravel = devMethod((dev, params) => {
  const [to] = params
  if (typeof to !== "string" && typeof to !== "number")
    throw new DevError("bad-value", "date", "a date as text, or milliseconds since 1970, is needed")
  return dev.timeTravel(to)
})

/** Milliseconds. */
export const dev_increaseTime = devMethod((dev, params) =>
  dev.increaseTime(Number(bigintOf(params[0], "ms"))),
)

/** What the chain's clock says, in milliseconds since 1970. */
export const dev_now = devMethod((dev) => dev.now())

const modeForm = '"instant", "manual", or { "interval": milliseconds } is needed'
const shortestIntervalMs = 50
const longestIntervalMs = 600_000

/** Chopsticks' name, and its `Instant`, `Manual`; `Batch` is `Instant` here. */
export const dev_setBlockBuildMode = devMethod(async (dev, params) => {
  await dev.setMode(modeOf(params[0]))
  return modeJson(dev.mode)
})
export const dev_setSealing = dev_setBlockBuildMode

export const dev_getSealing = devMethod((dev) => modeJson(dev.mode))

function modeOf(value: unknown): EngineMode {
  if (isObject(value)) {
    const intervalMs = numberOf(value["interval"], "mode.interval")
    if (intervalMs < shortestIntervalMs || intervalMs > longestIntervalMs)
      throw new DevError(
        "bad-value",
        "mode.interval",
        `between ${shortestIntervalMs} and ${longestIntervalMs} milliseconds`,
      )
    return { type: "interval", intervalMs }
  }
  const name = String(value).toLowerCase()
  if (name === "manual") return { type: "manual" }
  if (name === "instant" || name === "batch") return { type: "instant" }
  throw new DevError("bad-value", "mode", modeForm)
}

const modeJson = (mode: EngineMode): unknown =>
  mode.type === "interval" ? { interval: mode.intervalMs } : mode.type
