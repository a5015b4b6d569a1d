import { strict as assert } from 'node:assert'
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { APICallError, embedMany, generateText, Output, stepCountIs, streamText, tool } from 'ai'
import { z } from 'zod'
import { place, run, unknownModel } from './scenarios.mjs'

globalThis.AI_SDK_LOG_WARNINGS = false
const openai = createOpenAI({ baseURL: `${place.url}/v1`, apiKey: place.key })
const anthropic = createAnthropic({ baseURL: `${place.url}/v1`, apiKey: place.key })
const city = z.object({ city: z.string() })
const tools = {
  get_weather: tool({ description: 'The weather', inputSchema: city, execute: async ({ city }) => `4 degrees in ${city}` }),
}
const surfaces = {
  'chat completions': openai.chat(place.chat),
  responses: openai.responses(place.chat),
  messages: anthropic(place.messages),
}
const status = code => error => APICallError.isInstance(error) && error.statusCode === code
const scenarios = {}

for (const [surface, model] of Object.entries(surfaces)) {
  Object.assign(scenarios, {
    [`${surface}: a text is generated`]: async () => {
      const { text, usage } = await generateText({ model, prompt: '!say Hello there.' })
      assert.equal(text, 'Hello there.')
      assert.ok(usage.inputTokens > 0 && usage.outputTokens === 3)
    },
    [`${surface}: a stream says the same`]: async () => {
      const result = streamText({ model, prompt: '!say Hello there.' })
      let text = ''
      for await (const delta of result.textStream) text += delta
      assert.equal(text, 'Hello there.')
      assert.equal(await result.finishReason, 'stop')
    },
    [`${surface}: an agent calls its tool and answers`]: async () => {
      const { text, steps } = await generateText({
        model, prompt: 'How is the weather in Oslo?', tools, stopWhen: stepCountIs(3),
      })
      assert.equal(steps.length, 2)
      assert.match(text, /4 degrees in Oslo/)
    },
    [`${surface}: an object fits its schema`]: async () => {
      const { output } = await generateText({ model, prompt: 'Oslo', output: Output.object({ schema: city }) })
      assert.equal(typeof output.city, 'string')
    },
  })
}

await run({
  ...scenarios,
  'texts are embedded': async () => {
    const { embeddings } = await embedMany({ model: openai.embedding(place.embedding), values: ['a', 'b'] })
    assert.equal(embeddings.length, 2)
  },
  'an error keeps its status': async () => {
    const refused = (model, code) => assert.rejects(generateText({ model, prompt: 'Hi', maxRetries: 0 }), status(code))
    const stranger = createOpenAI({ baseURL: `${place.url}/v1`, apiKey: place.wrongKey })
    await refused(stranger.chat(place.wrongKeyModel), 401)
    await refused(openai.chat(unknownModel), 404)
    await refused(openai.chat(place.limited), 429)
    await refused(anthropic(unknownModel), 404)
    await refused(anthropic(place.limitedMessages), 429)
  },
})
