/**
 * Providers that speak AWS Bedrock's Converse API, and its embedding models: requests and answers are translated, signed
 * and read from AWS's binary event streams.
 *
 * <p>Left out of requests, since no answer depends on it or it is a wish at best: names of participants, {@code detail}
 * of images, {@code seed}. Left out of answers: citations (their texts stay), traces of guardrails, latency. Whatever
 * else Bedrock cannot say is refused by its name.
 */
@NullMarked
package org.llmops.router.call.bedrock;

import org.jspecify.annotations.NullMarked;
