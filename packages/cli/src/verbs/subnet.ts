import { createClient, webSocketTransport } from "@taonet/sdk/index"
import { imageTemplate } from "@taonet/subnets/image/template"
import { scrapingTemplate } from "@taonet/subnets/scraping/template"
import { textTemplate } from "@taonet/subnets/text/template"
import { exitWith, finish, UsageError } from "../stop.ts"
import { agreementText, readAgreement } from "../subnet/agreement.ts"
import { type Language, scaffold } from "../subnet/scaffold.ts"
import { templateText } from "../subnet/templateText.ts"

/** Writes a new subnet and says how to start it. */
export async function create(
  name: string,
  { language, dir }: { readonly language: Language; readonly dir: string },
): Promise<void> {
  try {
    const { folder, next } = await scaffold(name, { language, dir })
    process.stdout.write([`${folder} is made. Next:`, "", ...next.map((line) => `  ${line}`), ""].join("\n"))
  } catch (error) {
    exitWith(error)
  }
}

export interface AgreementOptions {
  readonly netuid: number
  readonly mechid: number
  readonly url: string
  readonly json: boolean
}

/** Prints how much the validators of a subnet differ. */
export async function agreement({ netuid, mechid, url, json }: AgreementOptions): Promise<void> {
  try {
    const client = await createClient(await webSocketTransport(url))
    const found = await readAgreement(client, netuid, mechid)
    const text = json ? JSON.stringify({ netuid, mechid, ...found }) : agreementText(netuid, found).join("\n")
    process.stdout.write(`${text}\n`)
    await client.transport.close()
    finish()
  } catch (error) {
    exitWith(error)
  }
}

const templates: Readonly<Record<string, () => string>> = {
  text: () => templateText(textTemplate("model")),
  image: () => templateText(imageTemplate([])),
  scraping: () => templateText(scrapingTemplate),
}

/** Prints a validator's file to begin with. */
export function template(name: string): void {
  const shown = Object.hasOwn(templates, name) ? templates[name] : undefined
  if (shown) process.stdout.write(shown())
  else
    exitWith(
      new UsageError(`there is no template "${name}"; there are: ${Object.keys(templates).join(", ")}`),
    )
}
