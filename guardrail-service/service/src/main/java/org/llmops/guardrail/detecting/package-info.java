/** Finds personal data in text that may still be growing, in linear time and in Unicode code points. */
@NullMarked
package org.llmops.guardrail.detecting;

import org.jspecify.annotations.NullMarked;
