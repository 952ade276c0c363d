import { createHash } from "node:crypto"
import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { toBytes } from "../../flatVector.ts"
import { isLength } from "./model.ts"
import { modelFrom } from "./vector.ts"

/** All that a training needs to go on, and the model that stands on the chain, which must be served whatever was learned since. */
export interface Checkpoint {
  readonly steps: number
  readonly parameters: Float32Array
  readonly moved: Float32Array
  readonly committed: Committed | undefined
}

export interface Committed {
  readonly parameters: Float32Array
  /** As its miner measured it. */
  readonly bits: number
}

/** The file is there and is no checkpoint, or a damaged one. */
export class BadCheckpoint extends Error {
  override readonly name = "BadCheckpoint"
  readonly code = "BadCheckpoint"
}

const magic = "taonet training/2"
const digestLength = 32

/** A crash leaves the old file or the new one. */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { steps, parameters, moved, committed } = checkpoint
  const head = { magic, steps, length: parameters.length, bits: committed?.bits ?? null }
  const parts = [
    Buffer.from(`${JSON.stringify(head)}\n`),
    toBytes(parameters),
    toBytes(moved),
    ...(committed === undefined ? [] : [toBytes(committed.parameters)]),
  ]
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.new`, Buffer.concat([...parts, hash.digest()]))
  await rename(`${path}.new`, path)
}

/** Undefined where there is none. Rejects with BadCheckpoint. */
export async function loadCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const file = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined
    throw error
  })
  if (file === undefined) return undefined
  const content = file.subarray(0, -digestLength)
  const end = content.indexOf("\n")
  const digest = createHash("sha256").update(content).digest()
  if (end < 0 || !digest.equals(file.subarray(-digestLength))) throw new BadCheckpoint("the file is damaged")
  const { steps, length, bits, ...head } = JSON.parse(content.subarray(0, end).toString())
  if (head.magic !== magic || !isLength(length)) throw new BadCheckpoint("the file is of another program")
  const vector = (index: number): Float32Array => {
    const from = end + 1 + 4 * length * index
    const found = modelFrom(content.subarray(from, from + 4 * length))
    if (found === undefined) throw new BadCheckpoint("the file is too short")
    return found
  }
  const committed = bits === null ? undefined : { parameters: vector(2), bits }
  return { steps, parameters: vector(0), moved: vector(1), committed }
}
