import type { Broadcast } from "./broadcast.ts"
import type { Follow } from "./chainHead/follow.ts"
import { defaultRpcLimits } from "./limits.ts"
import type { Connection } from "./types.ts"

export interface OwnedConnection extends Connection {
  /** Ends everything that the client holds. */
  end(): void
}

export type ConnectionOptions = Partial<
  Pick<Connection, "protocol" | "allowsUnsafe" | "maxSubscriptions" | "mayCall">
>

/** `notify` is absent where the client can only be answered. What is not said otherwise is as for a caller in this process. */
export function createConnection(
  notify?: Connection["notify"],
  options: ConnectionOptions = {},
): OwnedConnection {
  const subscriptions = new Map<string, () => void>()
  const follows = new Map<string, Follow>()
  const broadcasts = new Map<string, Broadcast>()
  let ended = false
  return {
    protocol: "door",
    allowsUnsafe: true,
    maxSubscriptions: defaultRpcLimits.maxSubscriptionsPerConnection,
    mayCall: () => true,
    ...options,
    subscriptions,
    follows,
    broadcasts,
    canNotify: notify !== undefined,
    notify: notify ?? (() => {}),
    get ended() {
      return ended
    },
    end() {
      ended = true
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
