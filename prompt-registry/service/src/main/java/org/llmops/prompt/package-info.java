/** The prompt registry: prompts as versioned releases, found by number or by label. */
@NullMarked
package org.llmops.prompt;

import org.jspecify.annotations.NullMarked;
