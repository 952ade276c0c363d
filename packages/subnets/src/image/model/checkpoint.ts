/** A training on disk: parameters and Adam's memory, so that it goes on after a restart as if nothing had been. */
import { createHash } from "node:crypto"
import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { parameterCount } from "./network.ts"
import type { TrainingState } from "./trainer.ts"

const magic = "TAOIMG01"
/** Magic, seed, steps, loss, then three vectors, then SHA-256 of all before. */
const headBytes = 8 + 4 + 4 + 8
const vectorBytes = parameterCount * 4
const totalBytes = headBytes + 3 * vectorBytes + 32

/** The file is no checkpoint, or one of another kind of network, or broken. */
export class BadCheckpoint extends Error {
  readonly code = "BadCheckpoint"
}

export async function saveCheckpoint(path: string, state: TrainingState): Promise<void> {
  const file = Buffer.alloc(totalBytes)
  file.write(magic, 0, "latin1")
  file.writeUInt32LE(state.seed >>> 0, 8)
  file.writeUInt32LE(state.steps, 12)
  file.writeDoubleLE(state.loss, 16)
  for (const [index, vector] of [state.parameters, state.means, state.squares].entries()) {
    const at = headBytes + index * vectorBytes
    for (let i = 0; i < vector.length; i++) file.writeFloatLE(vector[i] as number, at + i * 4)
  }
  sha256(file.subarray(0, totalBytes - 32)).copy(file, totalBytes - 32)
  await mkdir(dirname(path), { recursive: true })
  const scratch = `${path}.${process.pid}`
  await writeFile(scratch, file)
  await rename(scratch, path)
}

/** Undefined when there is no file. Rejects with BadCheckpoint. */
export async function loadCheckpoint(path: string): Promise<TrainingState | undefined> {
  let file: Buffer
  try {
    file = await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
    throw error
  }
  if (file.length !== totalBytes || file.toString("latin1", 0, 8) !== magic)
    throw new BadCheckpoint(`${path} is not a checkpoint of this model`)
  if (!sha256(file.subarray(0, totalBytes - 32)).equals(file.subarray(totalBytes - 32)))
    throw new BadCheckpoint(`${path} is broken`)
  const vector = (index: number): Float32Array => {
    const at = headBytes + index * vectorBytes
    return Float32Array.from({ length: parameterCount }, (_, i) => file.readFloatLE(at + i * 4))
  }
  return {
    seed: file.readUInt32LE(8),
    steps: file.readUInt32LE(12),
    loss: file.readDoubleLE(16),
    parameters: vector(0),
    means: vector(1),
    squares: vector(2),
  }
}

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest()
