// Runs the scenarios of one client and tells of each, in a line of JSON, how it went.
// Where to go is in the environment: CLIENT_BASE_URL, CLIENT_KEY and, for what the simulator refuses whatever the key, models.
import { strict as assert } from 'node:assert'

const needed = name => process.env[name] ?? assert.fail(`${name} is not set`)

export const place = {
  url: needed('CLIENT_BASE_URL'),
  key: needed('CLIENT_KEY'),
  chat: needed('CLIENT_CHAT_MODEL'),
  messages: needed('CLIENT_MESSAGES_MODEL'),
  embedding: needed('CLIENT_EMBEDDING_MODEL'),
  limited: needed('CLIENT_LIMITED_MODEL'),
  limitedMessages: needed('CLIENT_LIMITED_MESSAGES_MODEL'),
  wrongKey: needed('CLIENT_WRONG_KEY'),
  wrongKeyModel: needed('CLIENT_WRONG_KEY_MODEL'),
  wrongKeyMessagesModel: needed('CLIENT_WRONG_KEY_MESSAGES_MODEL'),
}

export const unknownModel = 'no-such-model'

export const weather = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}

export async function run(scenarios) {
  for (const [name, scenario] of Object.entries(scenarios)) {
    let error = null
    try {
      await scenario()
    } catch (failure) {
      error = failure.stack ?? String(failure)
    }
    console.log(JSON.stringify({ scenario: name, error }))
  }
  process.exit(0)
}
