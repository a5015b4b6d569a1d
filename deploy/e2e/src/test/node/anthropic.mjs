import { strict as assert } from 'node:assert'
import Anthropic from '@anthropic-ai/sdk'
import { place, run, unknownModel, weather } from './scenarios.mjs'

const connect = key => new Anthropic({ baseURL: place.url, apiKey: key, maxRetries: 0 })
const anthropic = connect(place.key)
const model = place.messages
const say = content => [{ role: 'user', content }]
const tools = [{ name: 'get_weather', input_schema: weather }]
const asked = (content, more = {}) => ({ model, max_tokens: 2000, messages: say(content), ...more })

await run({
  'a message is answered': async () => {
    const message = await anthropic.messages.create(asked('!say Hello there.'))
    assert.deepEqual(message.content.map(block => block.text), ['Hello there.'])
    assert.equal(message.stop_reason, 'end_turn')
  },
  'a streamed message is put together': async () => {
    const stream = anthropic.messages.stream(asked('!say Hello there.'))
    let text = ''
    stream.on('text', delta => { text += delta })
    const message = await stream.finalMessage()
    assert.equal(text, 'Hello there.')
    assert.equal(message.content[0].text, text)
    assert.equal(message.usage.output_tokens, 3)
  },
  'a tool is used and its result is heard': async () => {
    const question = say('How is the weather in Oslo?')
    const used = await anthropic.messages.create(asked('', { messages: question, tools }))
    assert.equal(used.stop_reason, 'tool_use')
    const { id, input } = used.content.find(block => block.type === 'tool_use')
    assert.deepEqual(input, { city: 'Oslo' })
    const answer = await anthropic.messages.create(asked('', {
      tools,
      messages: [
        ...question,
        { role: 'assistant', content: used.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: '4 degrees' }] },
      ],
    }))
    assert.match(answer.content[0].text, /4 degrees/)
  },
  'thoughts are signed, and are heard again': async () => {
    const thinking = { type: 'enabled', budget_tokens: 1024 }
    const thought = await anthropic.messages.create(asked('Why?', { thinking }))
    assert.deepEqual(thought.content.map(block => block.type), ['thinking', 'text'])
    assert.ok(thought.content[0].signature)
    const answer = await anthropic.messages.create(asked('', {
      thinking,
      messages: [...say('Why?'), { role: 'assistant', content: thought.content }, ...say('!say So.')],
    }))
    assert.equal(answer.content.at(-1).text, 'So.')
  },
  'a prompt that is marked is cached': async () => {
    const system = [{ type: 'text', text: `Be kind. ${Math.random()}`, cache_control: { type: 'ephemeral' } }]
    const first = await anthropic.messages.create(asked('Hi', { system }))
    const second = await anthropic.messages.create(asked('Hi', { system }))
    assert.ok(first.usage.cache_creation_input_tokens > 0)
    assert.equal(second.usage.cache_read_input_tokens, first.usage.cache_creation_input_tokens)
  },
  'tokens are counted': async () => {
    const { input_tokens } = await anthropic.messages.countTokens({ model, messages: say('Hello there.') })
    const { usage } = await anthropic.messages.create(asked('Hello there.'))
    assert.equal(input_tokens, usage.input_tokens)
  },
  'a wrong key is an AuthenticationError': () => assert.rejects(
    connect(place.wrongKey).messages.create(asked('Hi', { model: place.wrongKeyMessagesModel })),
    Anthropic.AuthenticationError),
  'an unknown model is a NotFoundError': () => assert.rejects(
    anthropic.messages.create(asked('Hi', { model: unknownModel })), Anthropic.NotFoundError),
  'a rate limit is a RateLimitError': () => assert.rejects(
    anthropic.messages.create(asked('Hi', { model: place.limitedMessages })), Anthropic.RateLimitError),
  'a request without messages is a BadRequestError': () => assert.rejects(
    anthropic.messages.create({ model, max_tokens: 9 }), Anthropic.BadRequestError),
})
