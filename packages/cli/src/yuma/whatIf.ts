import type { EpochOutput, WeightRow } from "@taonet/yuma/types"
import { amount, share, table, yesNo } from "./table.ts"

/** One value that two epochs give differently. Shares are raw I32F32, amounts rao, bonds u16; null for none. */
export interface Difference {
  readonly uid: number
  readonly what: string
  readonly before: bigint | number | boolean | null
  readonly after: bigint | number | boolean | null
}

const shares = ["stake", "activeStake", "consensus", "validatorTrust", "incentive", "dividends"] as const
const amounts = ["stake", "serverEmission", "validatorEmission", "emission"] as const
const flags = ["active", "validatorPermit"] as const
const labels: Readonly<Record<string, string>> = {
  activeStake: "active stake share",
  validatorTrust: "validator trust",
  serverEmission: "emission as a miner",
  validatorEmission: "emission as a validator",
  validatorPermit: "next permit",
}

/** By uid, and within that in the order of the epoch: stake, weights, bonds, emission. */
export function differences(before: EpochOutput, after: EpochOutput): Difference[] {
  const found: Difference[] = []
  const uids = Math.max(before.stake.length, after.stake.length)
  for (let uid = 0; uid < uids; uid++) {
    const compare = (
      what: string,
      old: Difference["before"] = null,
      now: Difference["after"] = null,
    ): void => {
      if (old !== now) found.push({ uid, what, before: old, after: now })
    }
    compare("stake", before.stake[uid], after.stake[uid])
    for (const name of flags) compare(labels[name] ?? name, before[name][uid], after[name][uid])
    for (const name of shares)
      compare(
        name === "stake" ? "stake share" : (labels[name] ?? name),
        before.raw[name][uid],
        after.raw[name][uid],
      )
    compareBonds(compare, before.bonds[uid] ?? [], after.bonds[uid] ?? [])
    for (const name of amounts.slice(1)) compare(labels[name] ?? name, before[name][uid], after[name][uid])
  }
  return found
}

function compareBonds(
  compare: (what: string, old: number | undefined, now: number | undefined) => void,
  before: WeightRow,
  after: WeightRow,
): void {
  const [old, now] = [new Map(before), new Map(after)]
  const uids = [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a - b)
  for (const uid of uids) compare(`bond to ${uid}`, old.get(uid), now.get(uid))
}

/** Both values side by side, and what lies between them. */
export function differencesText(found: readonly Difference[]): string[] {
  return table(
    ["uid", "<what", "before", "after", "change"],
    found.map(({ uid, what, before, after }) => [
      `${uid}`,
      what,
      text(what, before),
      text(what, after),
      change(what, before, after),
    ]),
  )
}

const isAmount = (what: string): boolean => what === "stake" || what.startsWith("emission")

function text(what: string, value: Difference["before"]): string {
  if (value === null) return "-"
  if (typeof value === "boolean") return yesNo(value)
  if (typeof value === "number") return `${value}`
  return isAmount(what) ? amount(value) : share(value)
}

function change(what: string, before: Difference["before"], after: Difference["after"]): string {
  if (typeof before === "number" && typeof after === "number")
    return signed(after > before, `${Math.abs(after - before)}`)
  if (typeof before !== "bigint" || typeof after !== "bigint") return ""
  const size = after > before ? after - before : before - after
  return signed(after > before, text(what, size))
}

const signed = (up: boolean, size: string): string => `${up ? "+" : "-"}${size}`
