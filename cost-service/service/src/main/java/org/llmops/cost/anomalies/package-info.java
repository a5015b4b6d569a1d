/** Notices spend that is not as usual, and says what it is made of. */
@NullMarked
package org.llmops.cost.anomalies;

import org.jspecify.annotations.NullMarked;
