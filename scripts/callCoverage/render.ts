import { palletSchemas } from "../../packages/runtime/src/schemas.ts"
import type { Documented, DocumentedCall } from "./documented.ts"

const head = `# What each call may fail with

Before anything of a call of its own: \`System.CallFiltered\` where the chain's filter or a proxy does not let it through,
\`SubtensorModule.ColdkeySwapAnnounced\` and \`ColdkeySwapDisputed\` for a coldkey that is about to be swapped. Errors of the call's own pallet stand without
its name; \`BadOrigin\` is for whoever may not call at all. What each error means says the metadata. Tests see every error of this list and the
success of every call (\`npm test\`); \`npx tsx scripts/callCoverage.ts --document\` writes this page.
`

/** docs/CALLS.md. */
export function callsDocument({ calls }: Documented): string {
  const sections = palletSchemas.map(({ name, tables }) => {
    const own = Object.keys(tables.calls).flatMap((call) => calls.get(`${name}.${call}`) ?? [])
    const never = own.flatMap(unreachableOf)
    return own.length === 0
      ? []
      : [
          `## ${name}`,
          own.map(lineOf).join("\n"),
          ...(never.length > 0
            ? [`Out of reach, though the reference names them:\n\n${never.join("\n")}`]
            : []),
        ]
  })
  return `${[head, ...sections.flat()].join("\n\n").replaceAll("\n\n\n", "\n\n")}\n`
}

const lineOf = (call: DocumentedCall): string =>
  `- **${call.name}**: ${call.errors.length === 0 ? "nothing" : call.errors.map((error) => shown(call, error)).join(", ")}`

const unreachableOf = (call: DocumentedCall): string[] =>
  [...call.unreachable].map(([error, why]) => `- **${call.name}**, ${shown(call, error)}: ${why}`)

const shown = ({ pallet }: DocumentedCall, error: string): string =>
  `\`${error.startsWith(`${pallet}.`) ? error.slice(pallet.length + 1) : error}\``
