/** What a validator knows between rounds, and how it survives a restart. */
import { mkdir, open, readFile, rename } from "node:fs/promises"
import { dirname } from "node:path"
import { errorText } from "../log.ts"
import { createScores, type SavedScore, type Scores } from "./scores.ts"

export interface Memory {
  readonly scores: Scores
  /** Round of each hotkey's last challenge. */
  readonly challengedIn: Map<string, number>
  /** Block of the last weights that the chain took. */
  weightsAt: number | undefined
  /** Of the next round: it goes on counting over restarts, so that turns do. */
  round: number
}

/** A memory as plain data. */
export interface SavedMemory {
  readonly version: 1
  /** Whose it is: scores of another subnet, or of another validator, are not taken. */
  readonly netuid: number
  readonly hotkey: string
  readonly round: number
  readonly weightsAt: number | null
  readonly scores: readonly (SavedScore & { readonly challengedIn: number | null })[]
}

/** Where a memory is kept. Both may reject; the loop then goes on without. */
export interface ScoreStore {
  load(): Promise<SavedMemory | undefined>
  /** All or nothing: a crash leaves what was there before. */
  save(memory: SavedMemory): Promise<void>
}

/** A store's content that cannot be used. The file stays beside the new one under another name. */
export class ScoresUnreadable extends Error {
  override readonly name = "ScoresUnreadable"
  readonly code = "ScoresUnreadable"
}

/** More hotkeys than a subnet has uids. */
const maxScores = 4_096
const maxBytes = 4 * 1024 * 1024

/**
 * One JSON file, written beside itself, flushed and renamed over: some kilobytes for a whole subnet, which a database would hold no safer.
 * `load` is undefined when there is none, and rejects with ScoresUnreadable for a file that is none, which it renames to `….broken`.
 */
export function fileScoreStore(path: string): ScoreStore {
  return {
    async load() {
      const text = await readIfThere(path)
      if (text === undefined) return undefined
      try {
        if (text.length > maxBytes) throw new RangeError(`it is longer than ${maxBytes} bytes`)
        return readSaved(JSON.parse(text))
      } catch (error) {
        await rename(path, `${path}.broken`)
        throw new ScoresUnreadable(`${path} holds no scores: ${errorText(error)}`)
      }
    },
    async save(memory) {
      await mkdir(dirname(path), { recursive: true })
      const beside = `${path}.tmp`
      const file = await open(beside, "w", 0o600)
      try {
        await file.writeFile(JSON.stringify(memory))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, path)
    },
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
    throw error
  }
}

/** Throws RangeError for anything that this loop would not have saved. */
export function readSaved(value: unknown): SavedMemory {
  const saved = value as Partial<SavedMemory> | null
  if (saved?.version !== 1) throw new RangeError("it has no version 1")
  const { netuid, hotkey, round, weightsAt, scores } = saved
  const sound =
    isCount(netuid) &&
    typeof hotkey === "string" &&
    isCount(round) &&
    (weightsAt === null || isCount(weightsAt)) &&
    Array.isArray(scores) &&
    scores.length <= maxScores &&
    scores.every(isScore)
  if (!sound) throw new RangeError("a field is missing or wrong")
  return saved as SavedMemory
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function isScore(value: unknown): boolean {
  const score = value as Partial<SavedMemory["scores"][number]> | null
  if (typeof score?.hotkey !== "string" || !isCount(score.samples)) return false
  const { sum = -1, weight = -1, challengedIn } = score
  const isAverage = sum >= 0 && weight >= 0 && weight <= 1 + 1e-9 && sum <= weight + 1e-9
  return isAverage && (weight > 0 || score.samples === 0) && (challengedIn === null || isCount(challengedIn))
}

/** Whose memory. */
export interface Owner {
  readonly netuid: number
  readonly hotkey: string
}

export const emptyMemory = (alpha: number): Memory => ({
  scores: createScores(alpha),
  challengedIn: new Map(),
  weightsAt: undefined,
  round: 0,
})

/** Undefined for the memory of somebody else. */
export function restore(saved: SavedMemory, { netuid, hotkey }: Owner, alpha: number): Memory | undefined {
  if (saved.netuid !== netuid || saved.hotkey !== hotkey) return undefined
  const known = saved.scores.filter(({ samples }) => samples > 0)
  return {
    scores: createScores(
      alpha,
      known.map(({ challengedIn: _, ...score }) => score),
    ),
    challengedIn: new Map(
      saved.scores.flatMap(({ hotkey: miner, challengedIn }) =>
        challengedIn === null ? [] : [[miner, challengedIn]],
      ),
    ),
    weightsAt: saved.weightsAt ?? undefined,
    round: saved.round,
  }
}

export function savedOf(memory: Memory, { netuid, hotkey }: Owner): SavedMemory {
  const scores = new Map(memory.scores.entries().map((score) => [score.hotkey, score]))
  const hotkeys = new Set([...scores.keys(), ...memory.challengedIn.keys()])
  return {
    version: 1,
    netuid,
    hotkey,
    round: memory.round,
    weightsAt: memory.weightsAt ?? null,
    scores: [...hotkeys].map((miner) => ({
      ...(scores.get(miner) ?? { hotkey: miner, sum: 0, weight: 0, samples: 0 }),
      challengedIn: memory.challengedIn.get(miner) ?? null,
    })),
  }
}
