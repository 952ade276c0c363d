import { EpochInputError } from "@taonet/yuma/checkInput"
import { explainEpoch } from "@taonet/yuma/explainEpoch"
import { runEpoch } from "@taonet/yuma/runEpoch"
import type { EpochInput } from "@taonet/yuma/types"
import { readEpochInput, snakeCase } from "@taonet/yuma/vectorFormat"
import { specNamed } from "../specs.ts"
import { exitWith, finish, UsageError } from "../stop.ts"
import { overview, uidReport } from "../yuma/explainText.ts"
import { readEpochFile, withChanges } from "../yuma/readEpoch.ts"
import { asJson } from "../yuma/table.ts"
import { differences, differencesText } from "../yuma/whatIf.ts"

export interface ExplainOptions {
  readonly uid?: number
  readonly json: boolean
}

/** Which epoch of which chain. */
export interface ChainEpochFlags extends ExplainOptions {
  readonly netuid?: number
  readonly at?: number
  readonly mechid: number
  readonly url: string
  readonly chain?: string
}

/** Says what happened to every stake, weight and bond of an epoch: a line for each uid, or all about one. */
export async function explain(path: string | undefined, options: ChainEpochFlags): Promise<void> {
  try {
    const { name, input } = await epochOf(path, options)
    run(() => explained(name, input, options))
    if (path === undefined) finish()
  } catch (error) {
    exitWith(inWordsOfTheFile(error))
  }
}

function explained(name: string, input: EpochInput, { uid, json }: ExplainOptions): string[] {
  const explanation = explainEpoch(input, uid)
  if (json) return [asJson({ name, ...explanation })]
  const [only] = explanation.uids
  return uid === undefined || only === undefined
    ? overview(name, input, explanation)
    : uidReport(name, input, explanation, only)
}

async function epochOf(
  path: string | undefined,
  { netuid, at, mechid, url, chain }: ChainEpochFlags,
): Promise<{ readonly name: string; readonly input: EpochInput }> {
  if (path !== undefined) {
    if (netuid !== undefined) throw new UsageError("an epoch is in a file, or of a chain's subnet: not both")
    const { name, fields } = readEpochFile(path)
    return { name, input: readEpochInput(fields) }
  }
  if (netuid === undefined)
    throw new UsageError("an epoch's file is needed, or --netuid for one of the chain at --url")
  const { chainEpoch } = await import("@taonet/dev/explain/epochInput")
  const { forkableSpecs, forkTarget } = await import("@taonet/dev/fork/index")
  const { block, input } = await chainEpoch({
    url: forkTarget(url).url,
    netuid,
    mecid: mechid,
    specs: chain === undefined ? forkableSpecs : [specNamed(chain, "instant")],
    ...(at === undefined ? {} : { at }),
  })
  return { name: `subnet ${netuid}, mechanism ${mechid}, epoch of block ${block}`, input }
}

export interface WhatIfOptions extends ExplainOptions {
  readonly set: readonly string[]
}

/** Runs an epoch as it is and with changed fields, and shows what comes out differently. */
export function whatIf(path: string, { set, uid, json }: WhatIfOptions): void {
  run(() => {
    const { name, fields } = readEpochFile(path)
    const before = runEpoch(readEpochInput(fields))
    const after = runEpoch(readEpochInput(withChanges(fields, set)))
    if (uid !== undefined && uid >= after.stake.length && uid >= before.stake.length)
      throw new UsageError(`--uid ${uid}: the subnet has ${before.stake.length} uids`)
    const found = differences(before, after).filter(
      (difference) => uid === undefined || difference.uid === uid,
    )
    if (json) return [asJson({ name, set, differences: found })]
    if (found.length === 0) return [`${name} with ${set.join(", ")}: no difference`]
    return [`${name} with ${set.join(", ")}`, "", ...differencesText(found)]
  })
}

function run(lines: () => string[]): void {
  try {
    process.stdout.write(`${lines().join("\n")}\n`)
  } catch (error) {
    exitWith(inWordsOfTheFile(error))
  }
}

/** Fields are called in files as JSON calls them. */
function inWordsOfTheFile(error: unknown): unknown {
  if (!(error instanceof EpochInputError)) return error
  return new UsageError(error.message.replace("runEpoch: ", "").replace(error.field, snakeCase(error.field)))
}
