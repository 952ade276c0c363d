import { NodeError } from "../errors.ts"
import { errorText } from "../log.ts"

/** What an operator can do something about, instead of the engine's own words. */
export function openingError(folder: string, error: unknown): NodeError {
  const all = causes(error)
  const codes = all.map(codeOf)
  const text = errorText(all.at(-1))
  if (codes.includes("LEVEL_LOCKED"))
    return new NodeError("store-locked", `The database in ${folder} is in use by another process`)
  if (codes.includes("LEVEL_CORRUPTION"))
    return new NodeError("store-damaged", `The database in ${folder} is damaged: ${text}`)
  const reason =
    codes.find((code) => code in reasons) ??
    Object.keys(reasons).find((code) => text.includes(reasons[code]!.said))
  if (reason !== undefined)
    return new NodeError(
      "store-unusable",
      `The database in ${folder} cannot be used: ${reasons[reason]!.told}`,
    )
  if (codes.includes("ERR_MODULE_NOT_FOUND") || text.includes("No native build"))
    return new NodeError("store-unusable", `The storage engine does not load on this system: ${text}`)
  return new NodeError("store-unusable", `The database in ${folder} cannot be used: ${text}`)
}

/** By the system's code, and by what the engine says instead of a code. */
const reasons: Readonly<Record<string, { readonly said: string; readonly told: string }>> = {
  EACCES: { said: "Permission denied", told: "permission is denied" },
  EPERM: { said: "Operation not permitted", told: "permission is denied" },
  ENOENT: { said: "No such file or directory", told: "nothing can be made there" },
  EROFS: { said: "Read-only file system", told: "its file system is read-only" },
  ENOTDIR: { said: "Not a directory", told: "a part of the path is a file" },
  EEXIST: { said: "File exists", told: "a file stands there" },
  ENOSPC: { said: "No space left on device", told: "the disk is full" },
}

function causes(error: unknown): unknown[] {
  const found: unknown[] = []
  for (let at = error; at !== undefined && found.length < 5; at = at instanceof Error ? at.cause : undefined)
    found.push(at)
  return found
}

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : ""
