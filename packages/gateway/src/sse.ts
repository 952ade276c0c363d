/** Server-sent events, as the WHATWG HTML standard defines them: a bounded parser and the one form that we write. */

export interface SseEvent {
  /** The `event:` field; empty for an ordinary message. */
  readonly name: string
  readonly data: string
}

export interface SseParser {
  /** The events that these bytes complete. Throws on malformed UTF-8 and on an event larger than the bound. */
  push(bytes: Uint8Array): SseEvent[]
}

const carriageReturn = 13
const lineFeed = 10

/** PERF: linear in the bytes whatever their chunking; only new text is searched for line ends. */
export function createSseParser(eventBytesMax: number): SseParser {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let lineParts: string[] = []
  let data: string[] = []
  let name = ""
  let eventSize = 0
  let skipLineFeed = false

  function endLine(line: string, events: SseEvent[]): void {
    if (line === "") {
      if (data.length > 0) events.push({ name, data: data.join("\n") })
      data = []
      name = ""
      eventSize = 0
      return
    }
    const colon = line.indexOf(":")
    if (colon === 0) return
    const field = colon === -1 ? line : line.slice(0, colon)
    const start = colon === -1 ? line.length : colon + (line[colon + 1] === " " ? 2 : 1)
    if (field === "data") data.push(line.slice(start))
    else if (field === "event") name = line.slice(start)
  }

  function push(bytes: Uint8Array): SseEvent[] {
    const text = decoder.decode(bytes, { stream: true })
    const events: SseEvent[] = []
    let from = 0
    if (skipLineFeed && text.length > 0) {
      if (text.charCodeAt(0) === lineFeed) from = 1
      skipLineFeed = false
    }
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code !== lineFeed && code !== carriageReturn) continue
      lineParts.push(text.slice(from, at))
      eventSize += at - from
      if (eventSize > eventBytesMax) throw new RangeError(`an event is larger than ${eventBytesMax} bytes`)
      endLine(lineParts.join(""), events)
      lineParts = []
      if (code === carriageReturn) {
        if (at + 1 === text.length) skipLineFeed = true
        else if (text.charCodeAt(at + 1) === lineFeed) at += 1
      }
      from = at + 1
    }
    if (from < text.length) {
      lineParts.push(text.slice(from))
      eventSize += text.length - from
      if (eventSize > eventBytesMax) throw new RangeError(`an event is larger than ${eventBytesMax} bytes`)
    }
    return events
  }

  return { push }
}

/** One message event. JSON has no raw line breaks, so one `data:` line is always enough. */
export function sseData(payload: object): string {
  return `data: ${JSON.stringify(payload)}\n\n`
}

/** What OpenAI's clients take as the orderly end of a stream. */
export const sseDone = "data: [DONE]\n\n"
