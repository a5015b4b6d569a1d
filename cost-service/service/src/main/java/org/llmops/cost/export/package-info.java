/** Hands the ledger on: as CSV, as Parquet, and in the columns of the FinOps FOCUS specification. */
@NullMarked
package org.llmops.cost.export;

import org.jspecify.annotations.NullMarked;
