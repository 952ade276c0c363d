/** What suites of the gateway's server share: gateways that close after each test, and the error of an answer. */
import { afterEach, expect } from "vitest"
import { startGateway, type TestGateway } from "./testKit.ts"

const open: TestGateway[] = []

/** As `startGateway`, until the end of the test. Called where the suite is described. */
export function closingGateways(): typeof startGateway {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((gateway) => gateway.close(0)))
  })
  return async (miners, options) => {
    const gateway = await startGateway(miners, options)
    open.push(gateway)
    return gateway
  }
}

interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string }
}

export async function errorOf(response: Response): Promise<ErrorBody["error"]> {
  expect(response.headers.get("content-type")).toBe("application/json")
  return ((await response.json()) as ErrorBody).error
}
