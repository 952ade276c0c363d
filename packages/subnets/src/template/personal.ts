/** A validator's own version of a template: reading it, drawing from it, scoring with it. */
import { pick, type Random } from "@taonet/neuron/random"
import { type Fields, join, readList, readMap, readNumber, readText, TemplateError } from "./fields.ts"
import type { ChallengeSet, Judge, PersonalTemplate, TemplateDefinition } from "./types.ts"

const mostWeight = 1_000

/** What a file needs beside its values. */
export interface PersonalDeps<C> {
  /** The judge that `judge: { module: … }` names. */
  readonly module?: Judge<C>
}

/**
 * The template in one validator's version. `value` is what its file holds, `undefined` for none: then everything is the owner's. Throws
 * TemplateError, which names the field.
 */
export function personalise<C, F>(
  definition: TemplateDefinition<C, F>,
  value?: unknown,
  deps: PersonalDeps<C> = {},
): PersonalTemplate<C, F> {
  const file = readMap(value ?? {}, "", ["template", "criteria", "challenges", "judge", "settings"])
  const { template } = file
  if (template !== undefined && template !== definition.name)
    throw new TemplateError(
      "template",
      `this subnet's template is "${definition.name}", not ${String(template)}`,
    )
  const weights = readWeights(definition, file["criteria"])
  const judge = file["judge"] === undefined ? undefined : readJudge(definition, file["judge"], deps)
  const { judgedBy } = definition
  if (judgedBy !== undefined && (weights[judgedBy] ?? 0) > 0 && judge === undefined)
    throw new TemplateError(`criteria.${judgedBy}`, "it has a weight, and there is no judge")
  return {
    definition,
    weights,
    challenges: readSets(definition, file["challenges"]),
    judge,
    settings: readSettings(definition, file["settings"]),
  }
}

function readWeights<C, F>(definition: TemplateDefinition<C, F>, value: unknown): Record<string, number> {
  const names = Object.keys(definition.criteria)
  const own = readMap(value ?? {}, "criteria", names)
  const weights: Record<string, number> = {}
  let shares = 0
  for (const [name, { weight, kind }] of Object.entries(definition.criteria)) {
    const most = kind === "factor" ? 1 : mostWeight
    weights[name] = name in own ? readNumber(own[name], `criteria.${name}`, 0, most) : weight
    if (kind === "share") shares += weights[name] ?? 0
  }
  if (shares === 0) throw new TemplateError("criteria", "at least one share needs a weight above 0")
  return weights
}

function readSets<C, F>(
  definition: TemplateDefinition<C, F>,
  value: unknown,
): Record<string, ChallengeSet<C>> {
  const sets: Record<string, ChallengeSet<C>> = { ...definition.challenges }
  for (const [name, own] of Object.entries(readMap(value ?? {}, "challenges"))) {
    const field = `challenges.${name}`
    const known = definition.challenges[name]
    if (known !== undefined) sets[name] = { ...known, share: readNumber(own, field, 0, mostWeight) }
    else sets[name] = ownSet(definition, name, readMap(own, field, ["share", "questions"]))
  }
  if (Object.values(sets).every(({ share }) => share === 0))
    throw new TemplateError("challenges", "at least one set needs a share above 0")
  return sets
}

function ownSet<C, F>(definition: TemplateDefinition<C, F>, name: string, own: Fields): ChallengeSet<C> {
  const field = `challenges.${name}`
  const read = definition.ownChallenge?.read
  if (read === undefined)
    throw new TemplateError(field, `sets are ${Object.keys(definition.challenges).join(", ")}, no others`)
  const questions = readList(own["questions"], `${field}.questions`, read)
  const share = readNumber(own["share"] ?? 1, `${field}.share`, 0, mostWeight)
  return { about: "the validator's own", share, make: (random) => pick(random, questions) }
}

function readJudge<C, F>(
  definition: TemplateDefinition<C, F>,
  value: unknown,
  { module }: PersonalDeps<C>,
): Judge<C> {
  const kinds = definition.judges ?? {}
  const named = readMap(value, "judge", [...Object.keys(kinds), "module"])
  const [kind, ...more] = Object.keys(named)
  if (kind === undefined || more.length > 0) throw new TemplateError("judge", "one kind of judge is needed")
  if (kind !== "module")
    return (kinds[kind] as (value: unknown, field: string) => Judge<C>)(named[kind], `judge.${kind}`)
  readText(named["module"], "judge.module")
  if (module === undefined) throw new TemplateError("judge.module", "there is no file to load it from")
  return module
}

function readSettings<C, F>(definition: TemplateDefinition<C, F>, value: unknown): Record<string, number> {
  const known = definition.settings ?? {}
  const own = readMap(value ?? {}, "settings", Object.keys(known))
  return Object.fromEntries(
    Object.entries(known).map(([name, { value: usual, least, most }]) => [
      name,
      name in own ? readNumber(own[name], join("settings", name), least, most) : usual,
    ]),
  )
}

/** A challenge of a set that is drawn by its share. */
export function draw<C, F>(
  { challenges }: Pick<PersonalTemplate<C, F>, "challenges">,
  random: Random,
): { readonly set: string; readonly challenge: C } {
  const sets = Object.entries(challenges).filter(([, { share }]) => share > 0)
  const total = sets.reduce((sum, [, { share }]) => sum + share, 0)
  let at = random.next() * total
  for (const [set, { share, make }] of sets) {
    at -= share
    if (at < 0) return { set, challenge: make(random) }
  }
  const [set, { make }] = sets.at(-1) as (typeof sets)[number]
  return { set, challenge: make(random) }
}

/** In [0, 1]: the weighed mean of the shares, cut by the factors. */
export function scoreOf<C, F>({ definition, weights }: PersonalTemplate<C, F>, facts: F): number {
  let sum = 0
  let total = 0
  let factor = 1
  for (const [name, { kind, measure }] of Object.entries(definition.criteria)) {
    const weight = weights[name] ?? 0
    if (weight === 0) continue
    const mark = Math.min(1, Math.max(0, measure(facts)))
    if (kind === "factor") factor *= 1 - weight + weight * mark
    else {
      sum += weight * mark
      total += weight
    }
  }
  return (sum / total) * factor
}
