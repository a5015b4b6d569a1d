/** Tells what models cost: the rates in force, what usage costs by them and why, and what a request would cost where. */
@NullMarked
package org.llmops.cost.quoting;

import org.jspecify.annotations.NullMarked;
