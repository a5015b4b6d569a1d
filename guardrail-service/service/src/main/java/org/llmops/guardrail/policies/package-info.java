/** Policies: named, immutable, numbered versions of ordered rails, and how they are published and read. */
@NullMarked
package org.llmops.guardrail.policies;

import org.jspecify.annotations.NullMarked;
