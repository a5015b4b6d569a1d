/** Attacks that are tried on a policy, plain and disguised, and what got through. */
@NullMarked
package org.llmops.guardrail.redteam;

import org.jspecify.annotations.NullMarked;
