/** Spend reports over the ledger. */
@NullMarked
package org.llmops.cost.spending;

import org.jspecify.annotations.NullMarked;
