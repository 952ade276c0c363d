import type { Explanation, Limit } from "./explain.ts"

const raoPerTao = 1_000_000_000n

/** An explanation as lines for people. */
export function explanationText({ name, doc, text, limits, passing }: Explanation): string[] {
  return [
    doc === undefined ? name : `${name}: ${doc}.`,
    ...(text === undefined ? [] : [`  ${text}`]),
    ...limits.map((limit) => `  ${limitText(limit)}`),
    ...(passing === undefined ? [] : [`  ${passingText(passing)}`]),
  ]
}

function limitText({ name, unit, value, needs }: Limit): string {
  if (needs !== undefined)
    return `${name}: to read it ${needs.join(" and ")} must be said, or name what has none`
  if (value === undefined) return `limited by ${name}`
  if (value === null) return `${name}: none`
  const plain = typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value)
  if (unit === "rao" && /^\d+$/.test(plain)) return `${name} = ${plain} rao (${inTao(BigInt(plain))})`
  return `${name} = ${plain}${unit === undefined || unit === "block" ? "" : ` ${unit}`}`
}

function inTao(rao: bigint): string {
  const fraction = String(rao % raoPerTao)
    .padStart(9, "0")
    .replace(/0+$/, "")
  return `${rao / raoPerTao}${fraction === "" ? "" : `.${fraction}`}`
}

function passingText({ block, head, unless, needs }: NonNullable<Explanation["passing"]>): string {
  if (needs !== undefined) return `When it passes can be said with ${needs.join(" and ")}`
  if (block === undefined || head === undefined) return "Time alone does not change it"
  const tail = unless === undefined ? "" : `, unless ${unless}`
  if (block <= head + 1) return `It passes now: in block ${head + 1}${tail}`
  return `It passes in block ${block}, ${block - head} blocks after the head (${head})${tail}`
}
