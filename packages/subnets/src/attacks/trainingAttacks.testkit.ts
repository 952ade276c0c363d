/** Each attack on the training contest beside an honest miner that trained as much as the attacker's best source. */
import { merge } from "../flatVector.ts"
import type { Attack } from "./attacks.testkit.ts"
import { byHeart, type Contestant, contestMarking, learned, namesOf } from "./trainingWorld.testkit.ts"

const epochs = 10
const steps = 16

/** Trains before the first epoch, commits, and stays with it. */
const trainer = (name: string, each = steps): Contestant => ({
  name,
  play({ epoch, text, commit }) {
    if (epoch === 0 && text === undefined) commit(learned(name, each))
  },
})

/** From the second epoch on, when there is something to take. */
const thief = (take: (turn: Parameters<Contestant["play"]>[0]) => void): Contestant => ({
  name: "attacker",
  play(turn) {
    if (turn.epoch === 1 && turn.text === undefined) take(turn)
  },
})

const noisy = (share: number, parameters: Float32Array): Float32Array =>
  parameters.map((value, at) => value * (1 + share * Math.SQRT2 * Math.sin(at * 1.7)))

const attack = (name: string, attacker: Contestant, stopped = true): Attack => {
  const contestants = [trainer("victim"), trainer("twin"), attacker]
  return {
    name: `training: ${name}`,
    plan: {
      validators: ["v1", "v2"].map((validator) => ({ name: validator, stake: 1000 })),
      miners: namesOf(contestants),
      epochs,
      marking: contestMarking(contestants),
    },
    attackers: ["attacker"],
    honest: ["twin"],
    stopped,
  }
}

const shown = (name: string, { shownBy }: Parameters<Contestant["play"]>[0]): Float32Array =>
  shownBy(name) ?? new Float32Array(1 << 15)

export const trainingAttacks: readonly Attack[] = [
  attack(
    "commits to another's weights",
    thief((turn) => turn.commit(shown("victim", turn))),
  ),
  attack(
    "another's weights with 3 % noise",
    thief((turn) => turn.commit(noisy(0.03, shown("victim", turn)))),
  ),
  attack(
    "another's weights with 8 % noise",
    thief((turn) => turn.commit(noisy(0.08, shown("victim", turn)))),
  ),
  attack(
    "repeats another's digest and shows its weights",
    thief((turn) => turn.commit(shown("victim", turn), { digest: turn.digestOf("victim") ?? "" })),
  ),
  attack("commits to a poor model and shows a good one", {
    name: "attacker",
    play({ epoch, text, commit }) {
      if (epoch === 0 && text === undefined)
        commit(learned("attacker", 1), { serves: learned("attacker", steps) })
    },
  }),
  attack("learns each text by heart once it is drawn", {
    name: "attacker",
    play({ text, commit }) {
      if (text !== undefined) commit(byHeart(text))
    },
  }),
  attack(
    "the mean of two others' weights",
    thief((turn) => turn.commit(merge([shown("victim", turn), shown("twin", turn)]))),
    false,
  ),
  attack(
    "trains another's weights further, as long as an honest one trains",
    thief((turn) => turn.commit(learned("attacker", steps, shown("victim", turn)))),
    false,
  ),
]
