/** What is known of a miner's answer to one challenge. The README shows what it is worth, with measured values. */
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
  /** Whether the committed model draws the very same; undefined when that was not asked for. */
  readonly proven: boolean | undefined
  readonly elapsedMs: number
}

/** Of the template's criteria. The first two are shares of the quality; the others say how much of it a fault costs. */
export const pictureWeights = {
  recognition: 0.75,
  fidelity: 0.25,
  color: 0.3,
  repeated: 0.5,
  varied: 0.2,
  proven: 0.9,
  speed: 0.1,
} as const

/** Answers within `fastMs` get all of the speed's share, those of `slowMs` and more none. */
export const pictureSpeedRange = { fastMs: 2_000, slowMs: 30_000 } as const

export function pictureSpeed(elapsedMs: number): number {
  const { fastMs, slowMs } = pictureSpeedRange
  return Math.min(1, Math.max(0, (slowMs - elapsedMs) / (slowMs - fastMs)))
}
