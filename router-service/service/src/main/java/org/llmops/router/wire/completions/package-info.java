/**
 * OpenAI's legacy completions. Told as chat completions, a text becomes what a user says; several texts, tokens, and what
 * only a text can be asked for ({@code suffix}, {@code echo}, {@code best_of}) are refused by name. Reasoning is not told,
 * since a completion has no place for it.
 */
@NullMarked
package org.llmops.router.wire.completions;

import org.jspecify.annotations.NullMarked;
