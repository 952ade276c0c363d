/**
 * How a subnet's owner says what validators do, and a validator does it in its own way. `C` is a challenge, `F` what is known about the
 * answer to one.
 */
import type { Random } from "@taonet/neuron/random"

export interface TemplateDefinition<C, F> {
  /** Stands in a validator's file, so that a file for another subnet is refused. */
  readonly name: string
  readonly criteria: Readonly<Record<string, Criterion<F>>>
  readonly challenges: Readonly<Record<string, ChallengeSet<C>>>
  /** Challenges of a validator's own sets. Without it there are only the owner's. */
  readonly ownChallenge?: {
    /** Throws TemplateError. */
    read(value: unknown, field: string): C
    /** One in YAML, for files to begin with. */
    readonly example: string
  }
  /** Kinds of judges that a file can name; `module` is there by itself. */
  readonly judges?: Readonly<Record<string, (value: unknown, field: string) => Judge<C>>>
  /** The criterion that needs a judge. */
  readonly judgedBy?: string
  readonly settings?: Readonly<Record<string, NumberSetting>>
}

/** One thing that an answer is marked by. */
export interface Criterion<F> {
  readonly about: string
  /** The owner's weight. */
  readonly weight: number
  /** A share of the mean, or a factor on the whole: weight 0.1 takes a tenth away from the worst. */
  readonly kind: "share" | "factor"
  /** In [0, 1]. */
  readonly measure: (facts: F) => number
}

export interface ChallengeSet<C> {
  readonly about: string
  /** How often it is drawn, beside the others' shares. */
  readonly share: number
  readonly make: (random: Random) => C
}

/** A number in [0, 1] for an answer. A rejection is the judge's fault, never the miner's. */
export type Judge<C> = (challenge: C, answer: string) => Promise<number>

export interface NumberSetting {
  readonly about: string
  readonly value: number
  readonly least: number
  readonly most: number
}

/** A template as one validator uses it. */
export interface PersonalTemplate<C, F> {
  readonly definition: TemplateDefinition<C, F>
  readonly weights: Readonly<Record<string, number>>
  readonly challenges: Readonly<Record<string, ChallengeSet<C>>>
  readonly judge: Judge<C> | undefined
  readonly settings: Readonly<Record<string, number>>
}
