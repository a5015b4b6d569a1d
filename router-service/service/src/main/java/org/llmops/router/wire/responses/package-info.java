/**
 * OpenAI's Responses API. Told as chat completions, a request keeps everything that bears on the answer: what only steers
 * how the answer is shown or kept ({@code store}, {@code metadata}, {@code reasoning.summary}, obfuscation) is left out,
 * and what needs OpenAI's own storage or tools is refused by name.
 */
@NullMarked
package org.llmops.router.wire.responses;

import org.jspecify.annotations.NullMarked;
