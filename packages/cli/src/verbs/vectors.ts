import { relative } from "node:path"
import { exitWith, UsageError } from "../stop.ts"
import { judgeVector } from "../vectors/judge.ts"
import { jsonFiles, readJson } from "../vectors/readJson.ts"

/**
 * Runs every recorded case in a folder: one line on stdout for each that fails, with the first field that differs, and last the counts.
 * Exit code 1 when one fails.
 */
export function vectors(folder: string): void {
  try {
    const files = jsonFiles(folder)
    if (files.length === 0) throw new UsageError(`no vectors (*.json, *.json.gz) in ${folder}`)
    let [passed, failed] = [0, 0]
    for (const file of files) {
      for (const { label, failure } of judgeFile(file)) {
        if (failure === undefined) passed++
        else {
          failed++
          const place = [relative(folder, file) || file, label].filter((part) => part !== "").join(" ")
          process.stdout.write(`${place}: ${failure}\n`)
        }
      }
    }
    process.stdout.write(`${passed} passed, ${failed} failed\n`)
    if (failed > 0) process.exitCode = 1
  } catch (error) {
    exitWith(error)
  }
}

/** A file that is no JSON fails like a case, so that the others still run. */
function* judgeFile(file: string): ReturnType<typeof judgeVector> {
  let content: unknown
  try {
    content = readJson(file)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return yield { label: "", failure: error.message }
  }
  yield* judgeVector(content)
}
