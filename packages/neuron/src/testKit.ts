/** Helpers of the tests of this and other edge packages: real HTTP on loopback, nothing mocked but the neighbour's behaviour. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { createSignatureThreads, type SignatureThreads } from "./axon/signatureThreads.ts"
import { sha256Hex } from "./btauth/payload.ts"
import { type AnsweredRequest, responseHeaders, signResponse } from "./btauth/response.ts"
import type { NeuronInfo } from "./chain.ts"
import { systemClock } from "./clock.ts"
import type { AxonTarget } from "./dendrite/types.ts"
import { type Hotkey, hotkeyFromUri } from "./hotkey.ts"
import { noLog } from "./log.ts"

export interface FakeAxon {
  readonly target: AxonTarget
  close(): Promise<void>
}

/** A server that may answer as badly as it likes. The request's id is worked out as a real axon would. */
export async function fakeAxon(
  hotkey: Hotkey,
  answer: (response: ServerResponse, request: AnsweredRequest, incoming: IncomingMessage) => void,
): Promise<FakeAxon> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
    incoming.on("end", () => {
      const headers = incoming.headers as Record<string, string>
      const nonce = BigInt(headers["x-bittensor-nonce"] ?? 0)
      const lines = [
        "btauth/1",
        "sr25519",
        incoming.method,
        incoming.url,
        sha256Hex(Buffer.concat(chunks)),
        nonce,
        headers["x-bittensor-hotkey"],
        hotkey.ss58,
      ]
      answer(response, { nonce, requestId: sha256Hex(lines.join("\n")) }, incoming)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    target: { hotkey: hotkey.ss58, ip: "127.0.0.1", port },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Headers that sign `signedBody`, whatever is sent in the end. */
export const signedHeaders = (
  hotkey: Hotkey,
  request: AnsweredRequest,
  signedBody: string,
  status = 200,
): Record<string, string> => responseHeaders(signResponse(hotkey, request, status, sha256Hex(signedBody)))

/** Sends raw bytes and gives back everything until the connection closes. */
export function rawExchange(port: number, parts: readonly (string | number)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ""
    const socket = connect(port, "127.0.0.1", async () => {
      for (const part of parts) {
        if (typeof part === "number") await new Promise((done) => setTimeout(done, part))
        else if (!socket.destroyed) socket.write(part)
      }
    })
    socket.on("data", (chunk) => {
      text += chunk.toString("utf8")
    })
    socket.on("close", () => resolve(text))
    socket.on("error", (error) => (text === "" ? reject(error) : resolve(text)))
  })
}

/** A neuron as the metagraph shows it: nothing earned, nothing served, unless told otherwise. */
export const neuronInfo = (hotkey: string, more: Partial<NeuronInfo> = {}): NeuronInfo => ({
  ...{ uid: 0, hotkey, coldkey: "", axon: undefined, stake: 0n, incentive: 0, dividends: 0, consensus: 0 },
  ...{ emission: 0n, validatorPermit: false, active: true, lastUpdate: 0, ...more },
})

/** A thread for signatures that works already: until one does, checks are made on the thread of whoever asks. */
export async function workingThread(): Promise<SignatureThreads> {
  const threads = createSignatureThreads(
    { threads: 1, startAt: 1 },
    { milliseconds: systemClock.milliseconds, log: noLog },
  )
  const alice = hotkeyFromUri("//Alice")
  const message = Buffer.from("warm")
  const signature = alice.sign(message)
  while (threads.running === 0) {
    await threads.check("sr25519", signature, message, alice.ss58)
    await systemClock.sleep(5)
  }
  return threads
}
