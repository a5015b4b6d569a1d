/** Test suites of policies: what they are to find and what to leave alone, and how versions did. */
@NullMarked
package org.llmops.guardrail.suites;

import org.jspecify.annotations.NullMarked;
