/** What stands in a call's texts in place of values: written on the way in, and recognised and restored on the way out. */
@NullMarked
package org.llmops.guardrail.placeholders;

import org.jspecify.annotations.NullMarked;
