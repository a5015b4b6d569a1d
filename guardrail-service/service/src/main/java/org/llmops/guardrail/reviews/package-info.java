/** People's word on findings: a queue, labels, how precise rules are, and what becomes of noisy ones. */
@NullMarked
package org.llmops.guardrail.reviews;

import org.jspecify.annotations.NullMarked;
