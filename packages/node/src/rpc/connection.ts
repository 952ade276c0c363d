import type { Broadcast } from "./broadcast.ts"
import type { Follow } from "./chainHead/follow.ts"
import type { Connection } from "./types.ts"

export interface OwnedConnection extends Connection {
  /** Ends everything that the client holds. */
  end(): void
}

/** `notify` is absent where the client can only be answered. */
export function createConnection(notify?: Connection["notify"]): OwnedConnection {
  const subscriptions = new Map<string, () => void>()
  const follows = new Map<string, Follow>()
  const broadcasts = new Map<string, Broadcast>()
  return {
    subscriptions,
    follows,
    broadcasts,
    canNotify: notify !== undefined,
    notify: notify ?? (() => {}),
    end() {
      for (const stop of subscriptions.values()) stop()
      for (const broadcast of broadcasts.values()) broadcast.stop()
      subscriptions.clear()
      follows.clear()
      broadcasts.clear()
    },
  }
}

export function notificationText(method: string, subscription: string, result: unknown): string {
  return `{"jsonrpc":"2.0","method":"${method}","params":{"subscription":"${subscription}","result":${JSON.stringify(result)}}}`
}
