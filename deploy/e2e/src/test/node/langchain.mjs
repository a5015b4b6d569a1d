import { strict as assert } from 'node:assert'
import { HumanMessage, ToolMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai'
import { z } from 'zod'
import { place, run, unknownModel } from './scenarios.mjs'

const connect = (more = {}) => new ChatOpenAI({
  model: place.chat, apiKey: place.key, maxRetries: 0, configuration: { baseURL: `${place.url}/v1` }, ...more,
})
const chat = connect()
const city = z.object({ city: z.string() })
const weather = tool(({ city }) => `4 degrees in ${city}`, { name: 'get_weather', description: 'The weather', schema: city })
const status = code => error => error.status === code

await run({
  'a chat is answered': async () => {
    assert.equal((await chat.invoke('!say Hello there.')).content, 'Hello there.')
  },
  'a stream says the same': async () => {
    let text = ''
    for await (const chunk of await chat.stream('!say Hello there.')) text += chunk.content
    assert.equal(text, 'Hello there.')
  },
  'a tool is called and its result is heard': async () => {
    const agent = chat.bindTools([weather])
    const question = new HumanMessage('How is the weather in Oslo?')
    const called = await agent.invoke([question])
    assert.deepEqual(called.tool_calls.map(call => call.args), [{ city: 'Oslo' }])
    const result = await weather.invoke(called.tool_calls[0])
    assert.ok(result instanceof ToolMessage)
    assert.match((await agent.invoke([question, called, result])).content, /4 degrees in Oslo/)
  },
  'structured output fits its schema': async () => {
    assert.deepEqual(await chat.withStructuredOutput(city).invoke('Oslo'), { city: 'Oslo' })
  },
  'the responses API is answered': async () => {
    const answer = await connect({ useResponsesApi: true }).invoke('!say Hello there.')
    assert.equal(answer.text, 'Hello there.')
  },
  'texts are embedded': async () => {
    const embeddings = new OpenAIEmbeddings({
      model: place.embedding, apiKey: place.key, configuration: { baseURL: `${place.url}/v1` },
    })
    assert.equal((await embeddings.embedDocuments(['a', 'b'])).length, 2)
  },
  'an error keeps its status': async () => {
    await assert.rejects(connect({ apiKey: place.wrongKey, model: place.wrongKeyModel }).invoke('Hi'), status(401))
    await assert.rejects(connect({ model: unknownModel }).invoke('Hi'), status(404))
    await assert.rejects(connect({ model: place.limited }).invoke('Hi'), status(429))
  },
})
