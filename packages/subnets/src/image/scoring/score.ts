/** What the pictures of one challenge are worth. The README shows the formula with measured values. */
export interface PictureFacts {
  /** Of what was asked for among all that the verifier knows; 1 is best. */
  readonly rank: number
  /** In [0, 1]. */
  readonly fidelity: number
  /** Whether the background is the one that was named; undefined when none was. */
  readonly colorRight: boolean | undefined
  /** Whether the same seed gave the same picture again; undefined when that was not tried. */
  readonly repeated: boolean | undefined
  /** Whether another seed gave another picture; undefined when the prompt left no room for it. */
  readonly varied: boolean | undefined
  readonly elapsedMs: number
}

/** A validator may weigh otherwise. */
export interface ImageCriteria {
  readonly recognition: number
  readonly fidelity: number
  /** What is left of the score after a wrong background, a seed that does not repeat, seeds that change nothing. */
  readonly wrongColor: number
  readonly notRepeated: number
  readonly notVaried: number
  /** Share of the quality that only a fast answer gets. */
  readonly speed: number
}

export const defaultCriteria: ImageCriteria = {
  recognition: 0.75,
  fidelity: 0.25,
  wrongColor: 0.7,
  notRepeated: 0.5,
  notVaried: 0.8,
  speed: 0.1,
}
/** Answers within `fastMs` get all of the speed's share, those of `slowMs` and more none. */
export const imageSpeedRange = { fastMs: 2_000, slowMs: 30_000 } as const

/** In [0, 1]. */
export function scorePictures(facts: PictureFacts, criteria: ImageCriteria = defaultCriteria): number {
  const { recognition, fidelity, speed } = criteria
  const quality = recognition / Math.sqrt(facts.rank) + fidelity * facts.fidelity ** 2
  const colors = facts.colorRight === false ? criteria.wrongColor : 1
  const repeats = facts.repeated === false ? criteria.notRepeated : 1
  const varies = facts.varied === false ? criteria.notVaried : 1
  return quality * colors * repeats * varies * (1 - speed + speed * speedOf(facts.elapsedMs))
}

function speedOf(elapsedMs: number): number {
  const { fastMs, slowMs } = imageSpeedRange
  return Math.min(1, Math.max(0, (slowMs - elapsedMs) / (slowMs - fastMs)))
}
