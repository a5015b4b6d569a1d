/**
 * Providers that speak Anthropic's Messages API. Clients that speak it too get their bodies through unchanged; chat
 * completions are translated.
 *
 * <p>Lost on the way, because the API has no words for it and an answer stays an answer without it: {@code seed},
 * {@code presence_penalty}, {@code frequency_penalty}, {@code verbosity}, {@code prediction}, prompt cache keys,
 * {@code store}, {@code metadata} beside the user, the names of messages, the detail of images, and a service tier that
 * Anthropic does not have; citations on the way back. Temperatures end at 1. An answer as any JSON object is asked for
 * in words. A thought that Anthropic did not sign is not shown to it, and where the thought of a tool call under way is
 * missing, {@code reasoning_effort} waits for the next turn. Refused by name: more than one choice, {@code logprobs},
 * {@code logit_bias}, audio, custom tools, and whatever this version does not know.
 */
@NullMarked
package org.llmops.router.call.anthropic;

import org.jspecify.annotations.NullMarked;
