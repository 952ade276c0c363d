type Close = () => unknown

/** What has been opened and must be closed, the last one first. */
export interface Closers {
  /** Something opened after `closeAll` began is closed at once. */
  add(close: Close): void
  /** Goes on when one of them fails. */
  closeAll(): Promise<void>
}

export function createClosers(): Closers {
  const closes: Close[] = []
  let closing = false
  return {
    add(close) {
      if (closing) void attempt(close)
      else closes.push(close)
    },
    async closeAll() {
      closing = true
      for (let close = closes.pop(); close !== undefined; close = closes.pop()) await attempt(close)
    },
  }
}

async function attempt(close: Close): Promise<void> {
  try {
    await close()
  } catch {
    // It is gone already, which is what was wanted.
  }
}
