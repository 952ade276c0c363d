// The unmodified Node client against the gateway at argv[2]; prints one JSON object with what each case saw.
import OpenAI from "openai"

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "none", timeout: 60_000 })
const messages = [{ role: "user", content: "hi" }]

async function drain(options) {
  const stream = await client.chat.completions.create({ model: "m", messages, stream: true, ...options })
  let text = ""
  let usage = null
  let miner = null
  let finish = null
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? ""
    finish = chunk.choices[0]?.finish_reason ?? finish
    usage = chunk.usage ?? usage
    miner = chunk.taonet?.uid ?? miner
  }
  return { text, usage, miner, finish }
}

async function failing(work) {
  try {
    await work()
    return { name: "none" }
  } catch (error) {
    const { status = null, code = null, type = null, param = null } = error
    return { name: error.constructor.name, status, code, type, param, message: error.message }
  }
}

async function timed(model) {
  const start = performance.now()
  const answer = await client.chat.completions.create({ model, messages })
  return { text: answer.choices[0].message.content, ms: performance.now() - start }
}

const cases = {
  async completion() {
    const { data, response, request_id } = await client.chat.completions
      .create({ model: "m", messages })
      .withResponse()
    const uid = response.headers.get("x-taonet-miner-uid")
    return {
      text: data.choices[0].message.content,
      model: data.model,
      usage: data.usage,
      miner: data.taonet.uid,
      uid,
      request_id,
    }
  },
  streaming: () => drain({}),
  streamingUsage: () => drain({ stream_options: { include_usage: true } }),
  async models() {
    const ids = []
    for await (const model of client.models.list()) ids.push(model.id)
    return { ids, one: (await client.models.retrieve("org/own-model")).id }
  },
  async images() {
    const request = { model: "pictures", prompt: "a fox", n: 2, size: "64x64" }
    const inline = await client.images.generate({ ...request, response_format: "b64_json" })
    const linked = await client.images.generate({ ...request, response_format: "url" })
    const file = await fetch(linked.data[1].url)
    return {
      inline: inline.data.map(({ b64_json }) => b64_json),
      linked: Buffer.from(await file.arrayBuffer()).toString("base64"),
      type: file.headers.get("content-type"),
    }
  },
  async legacy() {
    const request = { model: "m", prompt: "Once" }
    const whole = await client.completions.create(request)
    let text = ""
    for await (const chunk of await client.completions.create({ ...request, stream: true }))
      text += chunk.choices[0]?.text ?? ""
    return { text: whole.choices[0].text, id: whole.id, usage: whole.usage, streamed: text }
  },
  async embeddings() {
    const request = { model: "vectors", input: ["fox", "A"] }
    const usual = await client.embeddings.create(request)
    const floats = await client.embeddings.create({ ...request, encoding_format: "float" })
    return {
      usual: usual.data.map((each) => [...each.embedding]),
      floats: floats.data.map((each) => each.embedding),
    }
  },
  badRequest: () => failing(() => client.chat.completions.create({ model: "m", messages, temperature: 9 })),
  unknownModel: () => failing(() => client.chat.completions.create({ model: "none", messages })),
  retry429: () => timed("busy-once"),
  retry503: () => timed("absent-once"),
  midStream: () => failing(() => drain({ model: "dies" })),
}

const seen = {}
for (const [name, work] of Object.entries(cases)) {
  seen[name] = await work().catch((error) => ({ thrown: String(error) }))
}
console.log(JSON.stringify(seen))
