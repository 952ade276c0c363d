/**
 * Tells models that were trained apart from copies, also of copies that were trained on, or whose hidden units changed places: by what they
 * make of prompts that no picture fits. There each training fails in its own way.
 */
import { pick, type Random } from "@taonet/neuron/random"
import { iconValues } from "../icons/iconSet.ts"
import { type Features, featuresOf } from "../model/features.ts"
import { infer, type Parameters } from "../model/network.ts"

/** What a model answers to each of the probes. */
export type Traits = readonly Float32Array[]

const probeCount = 64

/** What no picture fits: two captions at once, made of nothing but what captions are made of, or a copy could be bent where it shows nowhere else. */
export const drawProbes = (random: Random, captions: readonly string[]): readonly Features[] =>
  Array.from({ length: probeCount }, () => {
    const [one, other] = [featuresOf(pick(random, captions)), featuresOf(pick(random, captions))]
    return {
      indices: Uint16Array.of(...one.indices, ...other.indices),
      values: Float32Array.of(...one.values, ...other.values),
    }
  })

/** One in so many of an icon's values is enough; odd, so that all channels have their turn. */
const stride = 5

export function traitsOf(parameters: Parameters, probes: readonly Features[]): Traits {
  return probes.map((probe) => {
    const values = infer(parameters, probe)
    return Float32Array.from({ length: Math.ceil(iconValues / stride) }, (_, i) => values[i * stride] ?? 0)
  })
}

/** Models nearer than this have one origin; the README has the distances that were measured. */
export const usualKinBelow = 0.25

/** 0 for the same; 1 for models that have nothing in common: their difference, in units of what each differs between prompts. */
export function traitDistance(a: Traits, b: Traits): number {
  const length = a[0]?.length ?? 0
  let apart = 0
  let spread = 0
  for (let j = 0; j < length; j++) {
    const [meanA, meanB] = [meanAt(a, j), meanAt(b, j)]
    for (let i = 0; i < a.length; i++) {
      const [x, y] = [a[i]?.[j] ?? 0, b[i]?.[j] ?? 0]
      apart += (x - y) ** 2
      spread += (x - meanA) ** 2 + (y - meanB) ** 2
    }
  }
  // Untrained models say the same to everything: nothing is known of their origin, and they earn nothing.
  return spread === 0 ? 1 : Math.sqrt(apart / spread)
}

const meanAt = (traits: Traits, j: number): number =>
  traits.reduce((sum, values) => sum + (values[j] ?? 0), 0) / traits.length

export interface Kinship {
  /** A model that a hotkey committed to in this block, in place of an earlier one of its own. */
  note(hotkey: string, block: number, traits: Traits): void
  keepOnly(hotkeys: ReadonlySet<string>): void
  /** Whose model it is over again. */
  copyOf(hotkey: string): string | undefined
  /** How many (itself included) committed to one model in one block, when none could have seen the other's. */
  sharers(hotkey: string): number
}

/** Remembers who was first: whoever of two alike had the later commitment when they were first seen alike is a copy while they stay alike. */
export function createKinship(kinBelow = usualKinBelow): Kinship {
  const alike = (a: Traits, b: Traits): boolean => traitDistance(a, b) < kinBelow
  const models = new Map<string, { readonly block: number; readonly traits: Traits }>()
  /** From a hotkey to those whose copy it is. */
  const copies = new Map<string, Set<string>>()
  const copiedBy = (hotkey: string): Set<string> => copies.get(hotkey) ?? new Set()

  function link(later: string, earlier: string): void {
    copies.set(later, copiedBy(later).add(earlier))
  }
  function unlink(a: string, b: string): void {
    copies.get(a)?.delete(b)
    copies.get(b)?.delete(a)
  }
  return {
    note(hotkey, block, traits) {
      models.set(hotkey, { block, traits })
      for (const [other, model] of models) {
        if (other === hotkey) continue
        if (!alike(traits, model.traits)) unlink(hotkey, other)
        else if (copiedBy(hotkey).has(other) || copiedBy(other).has(hotkey)) continue
        else if (model.block < block) link(hotkey, other)
        else if (model.block > block) link(other, hotkey)
      }
    },
    keepOnly(hotkeys) {
      for (const hotkey of models.keys()) {
        if (hotkeys.has(hotkey)) continue
        models.delete(hotkey)
        copies.delete(hotkey)
        for (const originals of copies.values()) originals.delete(hotkey)
      }
    },
    copyOf: (hotkey) => copiedBy(hotkey).values().next().value,
    sharers(hotkey) {
      const own = models.get(hotkey)
      if (own === undefined) return 1
      const twins = [...models].filter(
        ([name, { block, traits }]) => name === hotkey || (block === own.block && alike(own.traits, traits)),
      )
      return twins.length
    },
  }
}
