export interface SseEvent {
  /** "message" unless the stream names another. */
  readonly event: string
  readonly data: string
  /** The bytes of the event with its closing empty line, as they were hashed. */
  readonly raw: Uint8Array
}

/**
 * Cuts bytes into server-sent events (LF or CRLF). Bytes after the last complete event are an error of the caller's making: `rest()`
 * says how many there are. Comments and empty events are passed on too, since they are part of what is hashed.
 */
export function createEventSplitter(maxEventBytes: number): {
  push(chunk: Uint8Array): SseEvent[]
  rest(): number
} {
  let pending = Buffer.alloc(0)
  return {
    push(chunk) {
      pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk])
      const events: SseEvent[] = []
      for (;;) {
        const end = endOfEvent(pending)
        if (end === -1) break
        events.push(parseEvent(pending.subarray(0, end)))
        pending = pending.subarray(end)
      }
      if (pending.length > maxEventBytes) throw new RangeError(`an event exceeds ${maxEventBytes} bytes`)
      return events
    },
    rest: () => pending.length,
  }
}

function endOfEvent(bytes: Buffer): number {
  const lf = bytes.indexOf("\n\n")
  const crlf = bytes.indexOf("\r\n\r\n")
  if (lf === -1 && crlf === -1) return -1
  return crlf === -1 || (lf !== -1 && lf < crlf) ? lf + 2 : crlf + 4
}

function parseEvent(raw: Buffer): SseEvent {
  let event = "message"
  const data: string[] = []
  for (const line of raw.toString("utf8").split(/\r?\n/)) {
    const colon = line.indexOf(":")
    if (colon <= 0) continue
    const value = line.slice(colon + 1).replace(/^ /, "")
    const field = line.slice(0, colon)
    if (field === "data") data.push(value)
    else if (field === "event") event = value
  }
  return { event, data: data.join("\n"), raw }
}
