import type { CallerTier } from "@taonet/neuron/axon/callerLimits"
import { InvalidArgumentError } from "commander"

export function numberOption(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("a whole number is needed")
  return value
}

export function countOption(text: string): number {
  const value = numberOption(text)
  if (value === 0) throw new InvalidArgumentError("at least 1 is needed")
  return value
}

export function portOption(text: string): number {
  const value = numberOption(text)
  if (value > 65_535) throw new InvalidArgumentError("a port is at most 65535")
  return value
}

export function percentOption(text: string): number {
  const value = numberOption(text)
  if (value > 100) throw new InvalidArgumentError("at most 100 percent")
  return value
}

const raoPerTao = 1_000_000_000n

/** `1000:600:16` is 600 requests a minute, 16 of them at once, from 1000 TAO of stake on. Gathers what was said before. */
export function limitOption(text: string, before: readonly CallerTier[]): readonly CallerTier[] {
  const [stake, perMinute, atOnce, ...more] = text.split(":")
  if (stake === undefined || perMinute === undefined || atOnce === undefined || more.length > 0)
    throw new InvalidArgumentError("three whole numbers are needed, such as 1000:600:16")
  const minStake = BigInt(numberOption(stake)) * raoPerTao
  const tier = { minStake, requestsPerMinute: countOption(perMinute), concurrent: countOption(atOnce) }
  return [...before, tier]
}

/** Names with commas between. */
export const namesOption = (text: string): readonly string[] => text.split(",").map((name) => name.trim())

export function blockTimeOption(text: string): number | "instant" | "manual" {
  if (text === "instant" || text === "manual") return text
  const value = numberOption(text)
  if (value < 50 || value > 600_000)
    throw new InvalidArgumentError("between 50 and 600000 milliseconds, or `instant` or `manual`")
  return value
}

/** States to keep: a number of them, or infinitely many. */
export function pruningOption(text: string): number {
  return text === "archive" ? Number.POSITIVE_INFINITY : countOption(text)
}

/** Origins that browsers may connect from, with commas between. */
export function originsOption(text: string): readonly string[] | "all" {
  if (text === "all" || text === "*") return "all"
  const origins = text.split(",").map((origin) => origin.trim())
  for (const origin of origins)
    if (!/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/i.test(origin))
      throw new InvalidArgumentError(`"${origin}" is no origin; one is like https://wallet.example`)
  return origins
}
