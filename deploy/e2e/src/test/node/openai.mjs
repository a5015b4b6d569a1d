import { strict as assert } from 'node:assert'
import OpenAI from 'openai'
import { place, run, unknownModel, weather } from './scenarios.mjs'

const connect = key => new OpenAI({ baseURL: `${place.url}/v1`, apiKey: key, maxRetries: 0 })
const openai = connect(place.key)
const model = place.chat
const say = content => [{ role: 'user', content }]
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: weather } }]

await run({
  'a chat is answered': async () => {
    const answer = await openai.chat.completions.create({ model, messages: say('!say Hello there.') })
    assert.equal(answer.choices[0].message.content, 'Hello there.')
    assert.equal(answer.choices[0].finish_reason, 'stop')
    assert.ok(answer.usage.prompt_tokens > 0)
  },
  'a stream says the same and ends with its usage': async () => {
    const stream = await openai.chat.completions.create({
      model, messages: say('!say Hello there.'), stream: true, stream_options: { include_usage: true },
    })
    let text = ''
    let usage
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? ''
      usage = chunk.usage ?? usage
    }
    assert.equal(text, 'Hello there.')
    assert.equal(usage.completion_tokens, 3)
  },
  'two tools are called at once and their results are heard': async () => {
    const messages = say('How is the weather in Oslo and Rome?')
    const called = (await openai.chat.completions.create({ model, messages, tools })).choices[0]
    assert.equal(called.finish_reason, 'tool_calls')
    assert.deepEqual(called.message.tool_calls.map(call => JSON.parse(call.function.arguments).city), ['Oslo', 'Rome'])
    const results = called.message.tool_calls.map((call, index) => ({
      role: 'tool', tool_call_id: call.id, content: `${index} degrees`,
    }))
    const answer = await openai.chat.completions.create({ model, messages: [...messages, called.message, ...results], tools })
    assert.match(answer.choices[0].message.content, /1 degrees/)
  },
  'a streamed tool call is put together': async () => {
    const runner = openai.chat.completions.stream({ model, messages: say('How is the weather in Oslo?'), tools })
    const call = (await runner.finalChatCompletion()).choices[0].message.tool_calls[0]
    assert.equal(call.function.name, 'get_weather')
    assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Oslo' })
  },
  'structured output fits its schema': async () => {
    const answer = await openai.chat.completions.parse({
      model, messages: say('Oslo'),
      response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: weather } },
    })
    assert.deepEqual(answer.choices[0].message.parsed, { city: 'Oslo' })
  },
  'a response is answered': async () => {
    const response = await openai.responses.create({ model, input: '!say Hello there.' })
    assert.equal(response.status, 'completed')
    assert.equal(response.output_text, 'Hello there.')
  },
  'a streamed response has its events in order': async () => {
    const types = []
    let text = ''
    for await (const event of await openai.responses.create({ model, input: '!say Hello there.', stream: true })) {
      types.push(event.type)
      text += event.type === 'response.output_text.delta' ? event.delta : ''
    }
    assert.equal(text, 'Hello there.')
    assert.equal(types[0], 'response.created')
    assert.equal(types.at(-1), 'response.completed')
  },
  'a legacy completion is answered': async () => {
    const completion = await openai.completions.create({ model, prompt: '!say Hello.' })
    assert.equal(completion.choices[0].text, 'Hello.')
  },
  'texts are embedded': async () => {
    const { data } = await openai.embeddings.create({ model: place.embedding, input: ['a', 'b'] })
    assert.equal(data.length, 2)
    assert.ok(Math.abs(data[0].embedding.reduce((sum, value) => sum + value * value, 0) - 1) < 0.001)
  },
  'models are listed': async () => {
    const ids = []
    for await (const known of openai.models.list()) ids.push(known.id)
    assert.ok(ids.includes(model), `${model} is not among ${ids}`)
  },
  'a wrong key is an AuthenticationError': () => assert.rejects(
    connect(place.wrongKey).chat.completions.create({ model: place.wrongKeyModel, messages: say('Hi') }),
    OpenAI.AuthenticationError),
  'an unknown model is a NotFoundError': () => assert.rejects(
    openai.chat.completions.create({ model: unknownModel, messages: say('Hi') }), OpenAI.NotFoundError),
  'a rate limit is a RateLimitError': () => assert.rejects(
    openai.chat.completions.create({ model: place.limited, messages: say('Hi') }), OpenAI.RateLimitError),
  'a request without messages is a BadRequestError': () => assert.rejects(
    openai.chat.completions.create({ model }), OpenAI.BadRequestError),
})
