import { readFile, rename, writeFile } from "node:fs/promises"
import type { Node } from "@taonet/node/node"
import { UsageError } from "./stop.ts"

/** Anvil's options: where a development chain's dump comes from, and where it goes. */
export interface StateFiles {
  readonly loadState?: string
  readonly dumpState?: string
  readonly state?: string
  readonly dataDir?: string
}

/** The dump to start from. Throws UsageError. */
export async function readState({ loadState, state, dataDir }: StateFiles): Promise<Uint8Array | undefined> {
  const file = loadState ?? state
  if (file === undefined) return undefined
  if (dataDir !== undefined)
    throw new UsageError(
      "--load-state and --state are for chains in memory; --data-dir keeps a chain by itself",
    )
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === "ENOENT" && loadState === undefined) return undefined
    throw new UsageError(`the dump ${file} can not be read: ${code ?? error}`)
  }
}

/** Writes the dump whole or not at all. */
export async function dumpState({ dumpState, state }: StateFiles, { dev }: Pick<Node, "dev">): Promise<void> {
  const file = dumpState ?? state
  if (file === undefined || dev === undefined) return
  const bytes = await dev.dump()
  const part = `${file}.part`
  try {
    await writeFile(part, bytes)
    await rename(part, file)
  } catch (error) {
    throw new UsageError(
      `the dump ${file} can not be written: ${(error as NodeJS.ErrnoException).code ?? error}`,
    )
  }
  process.stdout.write(`Dumped block ${dev.head().number} to ${file}\n`)
}
