/** Logs what every call said and cost, and what people and scorers think of the answers. */
@NullMarked
package org.llmops.eval;

import org.jspecify.annotations.NullMarked;
