/** Finds personal data: identifiers by notation and check digits, contacts by their grammar, names and addresses by clues. */
@NullMarked
package org.llmops.guardrail.pii;

import org.jspecify.annotations.NullMarked;
