/** Foresees what will be spent, how sure that is, and when a budget will be used up. */
@NullMarked
package org.llmops.cost.forecast;

import org.jspecify.annotations.NullMarked;
