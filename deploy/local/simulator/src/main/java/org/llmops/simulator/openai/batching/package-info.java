/** The OpenAI API's files, kept in memory, and batches, which are done as soon as they are created. */
@NullMarked
package org.llmops.simulator.openai.batching;

import org.jspecify.annotations.NullMarked;
