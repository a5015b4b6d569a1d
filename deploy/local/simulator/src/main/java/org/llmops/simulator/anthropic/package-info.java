/** The Anthropic API: messages and token counts. */
@NullMarked
package org.llmops.simulator.anthropic;

import org.jspecify.annotations.NullMarked;
