/** Checks what only answers can get wrong: leaks of the prompt, refusals, form, citations, what must and must not be said. */
@NullMarked
package org.llmops.guardrail.answers;

import org.jspecify.annotations.NullMarked;
