/** OpenAI's chat completions, the hub of all translations. */
@NullMarked
package org.llmops.router.wire.chat;

import org.jspecify.annotations.NullMarked;
