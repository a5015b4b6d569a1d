/** Budgets: how much a workspace, or one app of it, may spend in a period, and what is left. */
@NullMarked
package org.llmops.cost.budgets;

import org.jspecify.annotations.NullMarked;
