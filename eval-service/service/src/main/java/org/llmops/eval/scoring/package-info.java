/** Scorers that judge every answer as it arrives, and what they found. */
@NullMarked
package org.llmops.eval.scoring;

import org.jspecify.annotations.NullMarked;
