/** Sums over the ledger, kept with it and made anew from it. */
@NullMarked
package org.llmops.cost.rollups;

import org.jspecify.annotations.NullMarked;
