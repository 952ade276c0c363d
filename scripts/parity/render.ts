import type { Coverage, Parity } from "./measure.ts"

const have = ({ declared, missing }: Coverage): string =>
  declared === 0 ? "–" : `${declared - missing.length} / ${declared}`

const total = (parts: readonly Coverage[]): Coverage => ({
  declared: parts.reduce((sum, { declared }) => sum + declared, 0),
  missing: parts.flatMap(({ missing }) => missing),
})

/** The table for the README. */
export function tableOf({ pallets, apis }: Parity): string {
  const rows = pallets.map(({ name, calls, storage }) => `| ${name} | ${have(calls)} | ${have(storage)} |`)
  const calls = have(total(pallets.map((pallet) => pallet.calls)))
  const storage = have(total(pallets.map((pallet) => pallet.storage)))
  const methods = have(total(apis.map((api) => api.methods)))
  const whole = apis.filter(({ methods: { missing } }) => missing.length === 0).length
  return [
    `Of the interface of 461, so much does something here: **${calls}** calls, **${storage}** storage items, **${methods}** methods of runtime`,
    `APIs (${whole} of ${apis.length} APIs whole). What is missing, by name: [docs/PARITY.md](docs/PARITY.md).`,
    "",
    "<details><summary>By pallet</summary>",
    "",
    "| pallet | calls with logic | storage items used |",
    "|---|---:|---:|",
    ...rows,
    "",
    "</details>",
  ].join("\n")
}

/** The lists for docs/PARITY.md. */
export function listsOf({ pallets, apis }: Parity): string {
  return [
    "## Calls that fail with `Unavailable`",
    "",
    ...listed(pallets.map(({ name, calls }) => ({ name, part: calls }))),
    "",
    "## Storage items that no logic touches",
    "",
    "Some are legacy on the reference too: it declares them and never writes them.",
    "",
    ...listed(pallets.map(({ name, storage }) => ({ name, part: storage }))),
    "",
    "## Runtime API methods that are not answered",
    "",
    ...listed(apis.map(({ name, methods }) => ({ name, part: methods }))),
  ].join("\n")
}

function listed(parts: readonly { readonly name: string; readonly part: Coverage }[]): string[] {
  const lines = parts
    .filter(({ part }) => part.missing.length > 0)
    .map(
      ({ name, part }) =>
        `- **${name}** (${part.missing.length}): ${part.missing.map((item) => `\`${item}\``).join(", ")}`,
    )
  return lines.length > 0 ? lines : ["None."]
}

/** Replaces what stands between the markers, which stay. */
export function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`no ${begin} before ${end}`)
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`
}
