/** The models that miners committed to, as far as they are known here. */
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { AxonTarget } from "@taonet/neuron/dendrite/types"
import type { ScoringContext } from "@taonet/neuron/loops/runValidator"
import type { Random } from "@taonet/neuron/random"
import { type Commitment, type CommitmentBook, digestOf } from "../../commitments.ts"
import { fingerprintOf } from "../backends/embedded.ts"
import { draw } from "../model/draw.ts"
import { type Parameters, parameterCount, parametersFrom, parametersHash } from "../model/network.ts"
import type { Picture } from "../pixels/picture.ts"
import { modelPath, seedBound } from "../protocol.ts"
import { createKinship, drawProbes, type Kinship, traitsOf } from "./kinship.ts"

export interface KnownModel {
  /** As the miner's answers name it. */
  readonly fingerprint: string
  /** What a miner that uses it answers, to the last bit. */
  draw(prompt: string, seed: number, side: number): Picture
}

export interface Models extends Pick<Kinship, "copyOf" | "sharers"> {
  /** What the miner stands by now; undefined where it commits to nothing, or does not show it. `fresh` asks the chain again. */
  of(miner: AxonTarget, context: ScoringContext, fresh?: boolean): Promise<KnownModel | undefined>
}

export interface ModelsOptions {
  readonly book: Pick<CommitmentBook, "read">
  /** Draws the probes, which miners must not know. */
  readonly random: Random
  readonly captions: readonly string[]
  /** See createKinship. */
  readonly kinBelow?: number
  /** For one model; default 30 s. */
  readonly timeoutMs?: number
}

/** How long a reading of the chain is good; miners commit at most every second time. */
const readEveryMs = 6_000
/** Of 5 MB each; those longest unused are fetched again. */
const modelsKept = 32

export function createModels(options: ModelsOptions): Models {
  const { book, random, captions, kinBelow, timeoutMs = 30_000 } = options
  const probes = drawProbes(random, captions)
  const kinship = createKinship(kinBelow)
  /** By the digest, the newest use last. */
  const shelf = new Map<string, KnownModel>()
  /** The digest of each hotkey that kinship knows. */
  const noted = new Map<string, string>()
  let reading: { readonly at: number; readonly entries: Promise<ReadonlyMap<string, Commitment>> } | undefined

  function commitments(now: number, fresh: boolean): Promise<ReadonlyMap<string, Commitment>> {
    if (!fresh && reading && now - reading.at < readEveryMs) return reading.entries
    const entries = book.read().then((found) => new Map(found.map((entry) => [entry.hotkey, entry])))
    const read = { at: now, entries }
    reading = read
    entries.then(
      (found) => {
        kinship.keepOnly(new Set(found.keys()))
        for (const hotkey of noted.keys()) if (!found.has(hotkey)) noted.delete(hotkey)
      },
      () => {
        if (reading === read) reading = undefined
      },
    )
    return entries
  }

  function keep(digest: string, model: KnownModel): void {
    shelf.delete(digest)
    shelf.set(digest, model)
    const [oldest] = shelf.keys()
    if (shelf.size > modelsKept && oldest !== undefined) shelf.delete(oldest)
  }

  return {
    copyOf: kinship.copyOf,
    sharers: kinship.sharers,
    async of(miner, context, fresh = false) {
      const { hotkey } = miner
      const entry = (await commitments(context.clock.milliseconds(), fresh)).get(hotkey)
      if (entry === undefined) return undefined
      const { digest, block } = entry
      const known = shelf.get(digest)
      const parameters = known ? undefined : await fetchModel(miner, digest, context, timeoutMs)
      const model = known ?? (parameters && knownModel(parameters))
      if (model === undefined) return undefined
      keep(digest, model)
      if (parameters && noted.get(hotkey) !== digest) {
        noted.set(hotkey, digest)
        kinship.note(hotkey, block, traitsOf(parameters, probes))
      }
      return model
    },
  }
}

function knownModel(parameters: Parameters): KnownModel {
  return {
    fingerprint: fingerprintOf(parametersHash(parameters)),
    draw: (prompt, seed, side) => draw(parameters, prompt, seed % seedBound, { width: side, height: side }),
  }
}

/** Undefined when the miner does not show what it committed to. */
async function fetchModel(
  miner: AxonTarget,
  digest: string,
  { dendrite, signal }: ScoringContext,
  timeoutMs: number,
): Promise<Parameters | undefined> {
  const request = { path: modelPath, method: "GET" as const, maxBytes: parameterCount * 4, timeoutMs, signal }
  try {
    const { body } = await dendrite.request(miner, request)
    return digestOf(miner.hotkey, body) === digest ? parametersFrom(body) : undefined
  } catch (error) {
    if (error instanceof DendriteError) return undefined
    throw error
  }
}
