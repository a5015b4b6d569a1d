/** Bounds and prices calls. */
@NullMarked
package org.llmops.cost;

import org.jspecify.annotations.NullMarked;
