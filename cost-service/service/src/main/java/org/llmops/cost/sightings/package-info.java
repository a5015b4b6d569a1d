/** Notices in the ledger what a workspace has not seen before: models, usage without a price, and prices that changed. */
@NullMarked
package org.llmops.cost.sightings;

import org.jspecify.annotations.NullMarked;
