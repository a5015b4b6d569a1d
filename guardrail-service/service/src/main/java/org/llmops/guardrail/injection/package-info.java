/** Attempts to take over an assistant: what tells it to leave its instructions, its role or its limits. */
@NullMarked
package org.llmops.guardrail.injection;

import org.jspecify.annotations.NullMarked;
