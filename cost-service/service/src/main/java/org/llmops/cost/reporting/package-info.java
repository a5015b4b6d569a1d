/** Reports of spend: who spent what on what, what changed, what a unit costs, what was saved, who pays for what is shared. */
@NullMarked
package org.llmops.cost.reporting;

import org.jspecify.annotations.NullMarked;
