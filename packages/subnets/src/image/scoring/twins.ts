/** Finds miners that give the same pictures: one model under several names earns once. */
import { difference, type Picture, resize } from "../pixels/picture.ts"

export interface TwinWatch {
  /** Notes what a miner answered to the challenge that all get, and says how many (itself included) gave the same in that slot. */
  note(slot: number, hotkey: string, picture: Picture): void
  /** Whether a miner has had this slot's challenge. */
  has(slot: number, hotkey: string): boolean
  /** The size of the group in which the miner was seen, in the newest slot in which it answered or the one before. */
  sharers(hotkey: string): number
}

/** Pictures are compared at this size. */
export const thumbSide = 16
/** Mean difference of thumbnails below which pictures are the same: one step in 255. Models that were trained apart differ by five times that. */
export const sameBelow = 0.004
const slotsKept = 3
const minersKept = 4_096

export function createTwinWatch(): TwinWatch {
  const slots = new Map<number, Map<string, Picture>>()

  const groupIn = (slot: ReadonlyMap<string, Picture>, hotkey: string): number => {
    const own = slot.get(hotkey)
    if (own === undefined) return 1
    return [...slot.values()].filter((other) => difference(own, other) < sameBelow).length
  }

  return {
    note(slot, hotkey, picture) {
      const answers = slots.get(slot) ?? new Map<string, Picture>()
      slots.set(slot, answers)
      if (answers.size < minersKept) answers.set(hotkey, resize(picture, thumbSide, thumbSide))
      const oldest = [...slots.keys()].sort((a, b) => b - a)[slotsKept]
      if (oldest !== undefined) slots.delete(oldest)
    },
    has: (slot, hotkey) => slots.get(slot)?.has(hotkey) ?? false,
    sharers(hotkey) {
      const seen = [...slots]
        .filter(([, answers]) => answers.has(hotkey))
        .sort(([a], [b]) => b - a)
        .slice(0, 2)
      return Math.max(1, ...seen.map(([, answers]) => groupIn(answers, hotkey)))
    },
  }
}
