/** Leases: slices of budgets that router instances hold, and how calls move money through them. */
@NullMarked
package org.llmops.cost.leasing;

import org.jspecify.annotations.NullMarked;
