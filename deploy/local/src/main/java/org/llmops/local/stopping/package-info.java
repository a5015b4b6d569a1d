/** Bringing the stack down, and forgetting its data. */
@NullMarked
package org.llmops.local.stopping;

import org.jspecify.annotations.NullMarked;
