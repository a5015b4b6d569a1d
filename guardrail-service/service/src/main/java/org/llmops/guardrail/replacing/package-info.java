/** What is written in place of a value that was found: placeholders, masks, hashes, surrogates, and who makes others. */
@NullMarked
package org.llmops.guardrail.replacing;

import org.jspecify.annotations.NullMarked;
