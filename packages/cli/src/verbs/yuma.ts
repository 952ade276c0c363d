import { EpochInputError } from "@taonet/yuma/checkInput"
import { explainEpoch } from "@taonet/yuma/explainEpoch"
import { runEpoch } from "@taonet/yuma/runEpoch"
import { readEpochInput, snakeCase } from "@taonet/yuma/vectorFormat"
import { exitWith, UsageError } from "../stop.ts"
import { overview, uidReport } from "../yuma/explainText.ts"
import { readEpochFile, withChanges } from "../yuma/readEpoch.ts"
import { asJson } from "../yuma/table.ts"
import { differences, differencesText } from "../yuma/whatIf.ts"

export interface ExplainOptions {
  readonly uid?: number
  readonly json: boolean
}

/** Says what happened to every stake, weight and bond of an epoch: a line for each uid, or all about one. */
export function explain(path: string, { uid, json }: ExplainOptions): void {
  run(() => {
    const { name, fields } = readEpochFile(path)
    const input = readEpochInput(fields)
    const explanation = explainEpoch(input, uid)
    if (json) return [asJson({ name, ...explanation })]
    const [only] = explanation.uids
    return uid === undefined || only === undefined
      ? overview(name, input, explanation)
      : uidReport(name, input, explanation, only)
  })
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
