/** Says what a difference in spend is made of, to the last nano-dollar. */
@NullMarked
package org.llmops.cost.explaining;

import org.jspecify.annotations.NullMarked;
