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

export function blockTimeOption(text: string): number | "instant" | "manual" {
  if (text === "instant" || text === "manual") return text
  const value = numberOption(text)
  if (value < 50 || value > 600_000)
    throw new InvalidArgumentError("between 50 and 600000 milliseconds, or `instant` or `manual`")
  return value
}
