/** Holds what an answer claims against what it was given: context, tool results and what the user said. */
@NullMarked
package org.llmops.guardrail.grounding;

import org.jspecify.annotations.NullMarked;
