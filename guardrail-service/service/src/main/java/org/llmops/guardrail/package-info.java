/** Policies of what may go to a model and come back, and the screening that holds texts to them. */
@NullMarked
package org.llmops.guardrail;

import org.jspecify.annotations.NullMarked;
