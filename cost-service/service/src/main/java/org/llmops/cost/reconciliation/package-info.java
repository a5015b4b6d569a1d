/** Compares what providers invoice with what the ledger knows, says why they differ, and makes the ledger agree. */
@NullMarked
package org.llmops.cost.reconciliation;

import org.jspecify.annotations.NullMarked;
