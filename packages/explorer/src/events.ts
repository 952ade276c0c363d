import type { ServerResponse } from "node:http"
import type { Snapshots } from "./snapshot.ts"

export interface EventHub {
  /** Adds a reader; false when there are too many. */
  join(response: ServerResponse): boolean
  close(): void
}

/** A reader that has so much unread is cut; its browser reconnects by itself. */
const unreadBytesMax = 1024 * 1024
const pingMs = 15_000

/** Sends the status to every reader when it changes. Nobody reads: nothing is asked of the source. */
export function createEventHub(
  snapshots: Snapshots,
  options: { clientsMax: number; intervalMs: number },
): EventHub {
  const readers = new Set<ServerResponse>()
  let timer: NodeJS.Timeout | null = null
  let sent = ""
  let quietMs = 0

  async function tick(): Promise<void> {
    const message = await snapshots.json().then(
      (text) => `event: status\ndata: ${text}\n\n`,
      () => "event: unavailable\ndata: {}\n\n",
    )
    quietMs += options.intervalMs
    if (message !== sent) send(message)
    else if (quietMs >= pingMs) send(": ping\n\n")
    if (message !== sent) sent = message
  }

  function send(text: string): void {
    quietMs = 0
    for (const reader of readers) {
      if (reader.writableLength > unreadBytesMax) reader.destroy()
      else reader.write(text)
    }
  }

  function leave(response: ServerResponse): void {
    readers.delete(response)
    if (readers.size > 0 || !timer) return
    clearInterval(timer)
    timer = null
  }

  return {
    join(response) {
      if (readers.size >= options.clientsMax) return false
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" })
      response.on("close", () => leave(response))
      readers.add(response)
      timer ??= setInterval(() => void tick(), options.intervalMs)
      // The newcomer gets the state at once, and with it everyone: `sent` is forgotten.
      sent = ""
      void tick()
      return true
    },
    close() {
      for (const reader of readers) reader.end()
    },
  }
}
