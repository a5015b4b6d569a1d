/**
 * Anthropic's Messages API, and what its requests and answers are in chat completions.
 *
 * <p>Lost on the way to chat completions, because no answer depends on it: {@code context_management},
 * {@code inference_geo}, members of {@code metadata} beside {@code user_id}, and a {@code service_tier}. Refused by name:
 * {@code mcp_servers}, {@code container}, blocks of tools that Anthropic runs itself, citations, documents by URL, and
 * whatever this version does not know. A thought whose signature is not Anthropic's goes to no other provider's model.
 */
@NullMarked
package org.llmops.router.wire.messages;

import org.jspecify.annotations.NullMarked;
