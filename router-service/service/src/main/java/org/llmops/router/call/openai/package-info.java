/** Providers that speak OpenAI's wire format: bodies pass through, edited where they must be. */
@NullMarked
package org.llmops.router.call.openai;

import org.jspecify.annotations.NullMarked;
