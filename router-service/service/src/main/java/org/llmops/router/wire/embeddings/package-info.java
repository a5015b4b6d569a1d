/** OpenAI's embeddings. */
@NullMarked
package org.llmops.router.wire.embeddings;

import org.jspecify.annotations.NullMarked;
