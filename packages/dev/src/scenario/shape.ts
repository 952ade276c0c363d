import { type Located, type Place, ScenarioError } from "./located.ts"

/** Reads values of a scenario; every reader throws ScenarioError, which names line and field. */
export interface Shape {
  readonly file: string
  error(place: Place, message: string): ScenarioError
  /** The fields of a map, which has no others than those named. */
  fields<N extends string>(node: Located, known: readonly N[]): Fields<N>
  list(node: Located | undefined): readonly Located[]
  text(node: Located): string
  boolean(node: Located): boolean
  whole(node: Located, least: number, most: number): number
  /** TAO with up to nine decimals, as rao. */
  tao(node: Located): bigint
  oneOf<V extends string>(node: Located, values: readonly V[]): V
}

export interface Fields<N extends string> {
  get(name: N): Located | undefined
  need(name: N): Located
}

const mostTao = 21_000_000n
const raoPerTao = 1_000_000_000n

export function createShape(file: string): Shape {
  const error = (place: Place, message: string): ScenarioError => new ScenarioError(file, place, message)
  const wrong = (node: Located, expected: string): ScenarioError =>
    error(node, `${expected} is needed, not ${shown(node)}`)

  function text(node: Located): string {
    if (node.kind !== "scalar" || node.value === null || node.value === "") throw wrong(node, "text")
    return String(node.value)
  }

  return {
    file,
    error,
    fields(node, known) {
      if (node.kind !== "map") throw wrong(node, `a map with ${known.join(", ")}`)
      for (const [name, one] of node.entries)
        if (!(known as readonly string[]).includes(name))
          throw error(one, `there is no such field; there are ${known.join(", ")}`)
      return {
        get: (name) => {
          const found = node.entries.get(name)
          return found?.kind === "scalar" && found.value === null ? undefined : found
        },
        need(name) {
          const found = node.entries.get(name)
          if (found === undefined) throw error(node, `${name} is missing`)
          return found
        },
      }
    },
    list(node) {
      if (node === undefined || (node.kind === "scalar" && node.value === null)) return []
      if (node.kind !== "list") throw wrong(node, "a list")
      return node.items
    },
    text,
    boolean(node) {
      if (node.kind !== "scalar" || typeof node.value !== "boolean") throw wrong(node, "true or false")
      return node.value
    },
    whole(node, least, most) {
      const value = node.kind === "scalar" ? node.value : undefined
      const number = typeof value === "bigint" || typeof value === "number" ? Number(value) : Number.NaN
      if (!Number.isInteger(number) || number < least || number > most)
        throw wrong(node, `a whole number from ${least} to ${most}`)
      return number
    },
    tao(node) {
      const [, whole, decimals = ""] = /^(\d[\d_]*)(?:\.(\d{1,9}))?$/.exec(text(node)) ?? []
      if (whole === undefined) throw wrong(node, "an amount of TAO")
      const rao = BigInt(whole.replaceAll("_", "")) * raoPerTao + BigInt(decimals.padEnd(9, "0"))
      if (rao > mostTao * raoPerTao) throw error(node, `there are never more than ${mostTao} TAO`)
      return rao
    },
    oneOf(node, values) {
      const value = text(node)
      const found = values.find((one) => one === value)
      if (found === undefined) throw wrong(node, `one of ${values.join(", ")}`)
      return found
    },
  }
}

function shown(node: Located): string {
  if (node.kind !== "scalar") return `a ${node.kind}`
  return node.value === null ? "nothing" : `"${String(node.value).slice(0, 60)}"`
}

/** As a JSON value; integers that are too long for one are text. */
export function plain(node: Located): unknown {
  if (node.kind === "scalar") {
    const { value } = node
    if (typeof value !== "bigint") return value
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  }
  if (node.kind === "list") return node.items.map(plain)
  return Object.fromEntries([...node.entries].map(([name, one]) => [name, plain(one)]))
}
