import type { State } from "@taonet/frame/state"
import type { Json } from "@taonet/node/dev/json"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { type About, completed, type LimitItem, missing, optionOf } from "./about.ts"
import { reasonOf } from "./reasons.ts"
import type { Passing } from "./reasonTypes.ts"
import type { Subject } from "./subject.ts"

/** Why something was refused. */
export interface Explanation {
  /** `SubtensorModule.SettingWeightsTooFast`. */
  readonly name: string
  /** The line of the metadata. */
  readonly doc?: string
  /** What to do about it. */
  readonly text?: string
  readonly limits: readonly Limit[]
  readonly passing?: {
    readonly block?: number
    readonly head?: number
    readonly unless?: string
    readonly needs?: readonly string[]
  }
}

export interface Limit {
  readonly name: string
  readonly unit?: string
  /** Absent where no chain was asked, or not enough is known. */
  readonly value?: Json
  /** Options that would have to say more. */
  readonly needs?: readonly string[]
}

export type Explainable = Exclude<Subject, { readonly type: "extrinsic" }>

/** With a state: the values that limit there, and the block in which it passes. */
export function explain(subject: Explainable, about: About = {}, open?: () => State): Explanation {
  if (subject.type === "other") return { name: subject.name, text: subject.reason.text, limits: [] }
  const { pallet, name, doc } = subject.error
  const reason = pallet === "SubtensorModule" ? reasonOf(name) : undefined
  const whole = { name: `${pallet}.${name}`, ...(doc ? { doc } : {}) }
  if (reason === undefined) return { ...whole, limits: [] }
  const known = open ? completed(open(), about) : about
  const limits = (reason.limits ?? []).map((item) => limitIn(item, known, open))
  const passing = reason.passing && passingIn(reason.passing, known, open)
  return { ...whole, text: reason.text, limits, ...(passing ? { passing } : {}) }
}

function limitIn(
  { name, unit, needs, read }: LimitItem,
  about: About,
  open: (() => State) | undefined,
): Limit {
  const common = { name, ...(unit === undefined ? {} : { unit }) }
  if (open === undefined) return common
  const lacking = missing(needs, about)
  return lacking.length > 0
    ? { ...common, needs: options(lacking) }
    : { ...common, value: read(open(), about) }
}

function passingIn(
  { needs, block, unless }: Passing,
  about: About,
  open: (() => State) | undefined,
): Explanation["passing"] {
  if (open === undefined) return undefined
  const lacking = missing(needs, about)
  if (lacking.length > 0) return { needs: options(lacking) }
  const state = open()
  const found = block(state, about)
  return {
    head: system.Number.get(state),
    ...(found === undefined ? {} : { block: found }),
    ...(unless === undefined ? {} : { unless }),
  }
}

const options = (keys: Parameters<typeof missing>[0]): string[] => [
  ...new Set(keys.map((key) => optionOf[key])),
]
