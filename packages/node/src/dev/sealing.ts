import type { Engine, EngineMode } from "../engines/engine.ts"
import type { Pool } from "../pool/pool.ts"

type Wakes = Pick<Pool, "readyCount" | "onReady">

/** An engine whose mode can change, and which stands still while the chain is changed by hand. */
export interface SwitchableEngine extends Engine {
  setMode(mode: EngineMode): Promise<void>
  /** Runs when no block is in work, and none is begun before it is done. Work must not ask the engine for a block. */
  exclusive<T>(work: () => T | Promise<T>): Promise<T>
  /** The same for work that says in which mode to go on. */
  changing(work: () => EngineMode): Promise<void>
}

/** `make` gives an engine over the same chain; engines do not change their mode, so a new one takes over. */
export function createSwitchableEngine(
  make: (mode: EngineMode) => Engine,
  initial: EngineMode,
): SwitchableEngine {
  let engine = make(initial)
  let started = false
  let stopped = false
  let line: Promise<unknown> = Promise.resolve()

  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const result = line.then(work)
    line = result.catch(() => {})
    return result
  }

  /** Work that fails leaves the mode as it was. */
  function standing(work: () => EngineMode | Promise<EngineMode>): Promise<void> {
    return inLine(async () => {
      await engine.stop()
      let { mode } = engine
      try {
        mode = await work()
      } finally {
        if (!stopped) engine = make(mode)
        if (!stopped && started) engine.start()
      }
    })
  }
  const changing = (work: () => EngineMode): Promise<void> => standing(work)

  return {
    get mode() {
      return engine.mode
    },
    start() {
      started = true
      engine.start()
    },
    async stop() {
      stopped = true
      await engine.stop()
    },
    produce: (count) => inLine(() => engine.produce(count)),
    setMode: (mode) => changing(() => mode),
    changing,
    exclusive(work) {
      let result: unknown
      return standing(async () => {
        result = await work()
        return engine.mode
      }).then(() => result as Awaited<ReturnType<typeof work>>)
    },
  }
}

/** The pool for an engine that begins when transactions may be waiting already: it hears of them at once. */
export const withWaiting = (pool: Wakes): Wakes => ({
  get readyCount() {
    return pool.readyCount
  },
  onReady(listener) {
    const stop = pool.onReady(listener)
    if (pool.readyCount > 0) listener()
    return stop
  },
})
