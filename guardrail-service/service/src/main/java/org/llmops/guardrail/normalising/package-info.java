/** Reads texts as they are meant, whatever they are disguised as, and knows where each character came from. */
@NullMarked
package org.llmops.guardrail.normalising;

import org.jspecify.annotations.NullMarked;
