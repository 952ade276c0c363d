import { DevError } from "../../dev/errors.ts"
import { maxNotFinal } from "../chainHead/follow.ts"
import type { Faults } from "../faults.ts"
import { devMethod } from "./dev.ts"
import { knownFields, objectOf, optionalNumber } from "./devParams.ts"

const shares = ["rateLimit429", "dropConnections", "silentConnections"] as const
const counts: Readonly<Record<"slowFinality" | "lateAnswers" | "reorderAnswers" | "seed", number>> = {
  slowFinality: maxNotFinal,
  lateAnswers: 600_000,
  reorderAnswers: 16,
  seed: 0xffff_ffff,
}
const names = [...shares, ...Object.keys(counts), "methods"]
const maxMethods = 256

/** Replaces all faults; `{}` ends them. Methods of development chains are never concerned. */
export const dev_setFaults = devMethod((dev, params) => {
  dev.setFaults(faultsOf(objectOf(params, 0, "faults")))
  return dev.faults()
})

export const dev_getFaults = devMethod((dev) => dev.faults())

/** A block under another spec_version, one higher without. */
export const dev_upgradeRuntime = devMethod((dev, params) => {
  const options = objectOf(params, 0, "options")
  knownFields(options, ["specVersion"], "options")
  return dev.upgradeRuntime(optionalNumber(options["specVersion"], "specVersion"))
})

function faultsOf(given: Record<string, unknown>): Faults {
  knownFields(given, names, "faults")
  const faults: Record<string, unknown> = {}
  for (const name of shares)
    if (given[name] !== undefined) faults[name] = share(given[name], `faults.${name}`)
  for (const [name, most] of Object.entries(counts)) {
    const count = optionalNumber(given[name], `faults.${name}`)
    if (count !== undefined && count > most)
      throw new DevError("bad-value", `faults.${name}`, `at most ${most}, not ${count}`)
    if (count !== undefined) faults[name] = count
  }
  if (given["methods"] !== undefined) faults["methods"] = methods(given["methods"])
  return faults
}

function share(value: unknown, field: string): number {
  if (value === true) return 1
  if (typeof value !== "number" || !(value >= 0 && value <= 1))
    throw new DevError("bad-value", field, "a share from 0 to 1 is needed")
  return value
}

function methods(value: unknown): readonly string[] {
  const isList =
    Array.isArray(value) && value.length <= maxMethods && value.every((one) => typeof one === "string")
  if (!isList) throw new DevError("bad-value", "faults.methods", "a list of names is needed")
  return value as readonly string[]
}
