/** What a policy version would do: screening that nobody waits for, and that is neither counted nor recorded. */
@NullMarked
package org.llmops.guardrail.trying;

import org.jspecify.annotations.NullMarked;
