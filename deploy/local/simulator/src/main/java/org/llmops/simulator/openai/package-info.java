/** The OpenAI API: chat completions, responses, embeddings and models. */
@NullMarked
package org.llmops.simulator.openai;

import org.jspecify.annotations.NullMarked;
