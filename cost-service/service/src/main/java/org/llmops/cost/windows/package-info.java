/** Windows of time: which span of a budget a moment falls into. */
@NullMarked
package org.llmops.cost.windows;

import org.jspecify.annotations.NullMarked;
