import type { TemplateDefinition } from "@taonet/subnets/template/types"

/** A validator's file to begin with: the owner's values, each with what it means. */
export function templateText<C, F>(definition: TemplateDefinition<C, F>): string {
  const { name, criteria, challenges, judges, judgedBy, settings = {} } = definition
  const lines = [
    `# A validator's own version of the template "${name}". What is left out is as the subnet's owner has it.`,
    `template: ${name}`,
    "criteria:",
    ...Object.entries(criteria).map(([key, { weight, kind, about }]) =>
      entry(key, weight, `${kind === "factor" ? "a factor" : "a share"}: ${about}`),
    ),
    "challenges:",
    ...Object.entries(challenges).map(([key, { share, about }]) => entry(key, share, about)),
  ]
  if (definition.ownChallenge !== undefined)
    lines.push(
      "  # A set of your own. Keep it long and to yourself: each question is known to a miner once it was asked.",
      "  # mine:",
      "  #   share: 1",
      "  #   questions:",
      `  #     - ${definition.ownChallenge.example}`,
    )
  if (judgedBy !== undefined)
    lines.push(
      `# A judge of your own, for the criterion "${judgedBy}": one of these.`,
      "# judge: { module: ./judge.mjs }   # export default async (challenge, answer) => 0.5",
      ...Object.keys(judges ?? {}).map(
        (kind) => `# judge: { ${kind}: { url: "http://127.0.0.1:11434/v1", model: qwen3 } }`,
      ),
    )
  lines.push(
    "settings:",
    ...Object.entries(settings).map(([key, { value, about, least, most }]) =>
      entry(key, value, `${about}; ${least} to ${most}`),
    ),
  )
  return `${lines.join("\n")}\n`
}

const entry = (key: string, value: number, about: string): string =>
  `${`  ${key}: ${value}`.padEnd(28)} # ${about}`
