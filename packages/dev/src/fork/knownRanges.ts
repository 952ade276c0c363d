import type { StorageKey } from "@taonet/state/types"

/** Stretches of the key space of which every key is known. `to` is the first key that is not in it; undefined for the end of all keys. */
export interface Range {
  readonly from: StorageKey
  readonly to: StorageKey | undefined
}

export interface KnownRanges {
  add(from: StorageKey, to: StorageKey | undefined): void
  /** The range that `key` lies in. */
  end(key: StorageKey): Range | undefined
  covers(from: StorageKey, to: StorageKey | undefined): boolean
}

/** Ranges never overlap nor touch: what is added melts with what is there. */
export function createKnownRanges(): KnownRanges {
  /** Ascending. */
  const ranges: Range[] = []

  /** Index of the first range that begins after `key`. */
  function above(key: StorageKey): number {
    let low = 0
    let high = ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ranges[middle] as Range).from <= key) low = middle + 1
      else high = middle
    }
    return low
  }

  const reaches = (to: StorageKey | undefined, key: StorageKey): boolean => to === undefined || to >= key
  const later = (a: StorageKey | undefined, b: StorageKey | undefined): StorageKey | undefined =>
    a === undefined || b === undefined ? undefined : a > b ? a : b

  function end(key: StorageKey): Range | undefined {
    const range = ranges[above(key) - 1]
    return range && (range.to === undefined || key < range.to) ? range : undefined
  }

  return {
    add(from, to) {
      let first = above(from)
      let start = from
      let stop = to
      const before = ranges[first - 1]
      if (before && reaches(before.to, from)) {
        start = before.from
        stop = later(before.to, to)
        first--
      }
      let last = first
      while (last < ranges.length && reaches(stop, (ranges[last] as Range).from)) {
        stop = later(stop, (ranges[last] as Range).to)
        last++
      }
      ranges.splice(first, last - first, { from: start, to: stop })
    },
    end,
    covers(from, to) {
      const range = end(from)
      return range !== undefined && (range.to === undefined || (to !== undefined && to <= range.to))
    },
  }
}

/** The first key behind all that start with `prefix`; undefined when nothing can be behind them. */
export function endOfPrefix(prefix: StorageKey): StorageKey | undefined {
  for (let at = prefix.length - 1; at >= 0; at--) {
    const unit = prefix.charCodeAt(at)
    if (unit < 0xff) return prefix.slice(0, at) + String.fromCharCode(unit + 1)
  }
  return undefined
}
