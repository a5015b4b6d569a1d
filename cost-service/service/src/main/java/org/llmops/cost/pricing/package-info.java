/** The price book: which rates apply to a model at a time, and what usage costs by them. */
@NullMarked
package org.llmops.cost.pricing;

import org.jspecify.annotations.NullMarked;
