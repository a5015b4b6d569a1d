/** Screening of texts that arrive in pieces, on several channels at once. */
@NullMarked
package org.llmops.guardrail.streaming;

import org.jspecify.annotations.NullMarked;
