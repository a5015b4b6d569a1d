/** The ledger: what every call cost, by which rule, for whom. */
@NullMarked
package org.llmops.cost.ledger;

import org.jspecify.annotations.NullMarked;
