import { TransportError } from "./types.ts"

/** Metadata and large metagraphs come in one frame. */
const frameBytesMax = 64 * 1024 * 1024

/** An open WebSocket of the browser or of `ws`, which behave alike in what is used here. */
export interface Socket {
  readonly isOpen: boolean
  send(text: string): void
  close(): void
}

export interface SocketHandlers {
  onText(text: string): void
  /** Once, for whatever reason. */
  onClose(): void
}

interface WebSocketLike {
  readonly readyState: number
  send(text: string): void
  close(): void
  addEventListener(
    type: "open" | "close" | "error" | "message",
    listener: (event: { readonly data?: unknown; readonly message?: string }) => void,
  ): void
}

const openState = 1

/** Resolves with the open socket. Rejects with TransportError. */
export async function openSocket(url: string, timeoutMs: number, handlers: SocketHandlers): Promise<Socket> {
  const socket = await construct(url, timeoutMs)
  return new Promise((resolve, reject) => {
    let opened = false
    let reason = "it was closed"
    const timer = setTimeout(() => {
      reason = `not within ${timeoutMs} ms`
      socket.close()
    }, timeoutMs)
    socket.addEventListener("open", () => {
      opened = true
      clearTimeout(timer)
      resolve({
        get isOpen() {
          return socket.readyState === openState
        },
        send: (text) => socket.send(text),
        close: () => socket.close(),
      })
    })
    socket.addEventListener("message", ({ data }) => handlers.onText(String(data)))
    // An error always comes before the close that it causes; browsers do not say what it was.
    socket.addEventListener("error", ({ message }) => {
      if (message) reason = message
    })
    socket.addEventListener("close", () => {
      clearTimeout(timer)
      if (opened) handlers.onClose()
      else reject(new TransportError(`cannot connect to ${url}: ${reason}`, false))
    })
  })
}

async function construct(url: string, timeoutMs: number): Promise<WebSocketLike> {
  try {
    const isNode = typeof process !== "undefined" && process.versions?.node !== undefined
    const global = (globalThis as { WebSocket?: new (url: string) => WebSocketLike }).WebSocket
    if (!isNode && global !== undefined) return new global(url)
    // Bundlers put the package's stub for browsers here, which is never reached.
    const { WebSocket } = await import("ws")
    const limits = { maxPayload: frameBytesMax, perMessageDeflate: false, handshakeTimeout: timeoutMs }
    return new WebSocket(url, limits) as unknown as WebSocketLike
  } catch (error) {
    throw new TransportError(`cannot connect to ${url}: ${(error as Error).message}`, false)
  }
}
