/** Linear models over hashed n-grams: small files of weights, read in microseconds, that say what weighed. */
@NullMarked
package org.llmops.guardrail.learning;

import org.jspecify.annotations.NullMarked;
