/** Bodies of calls, cut into blocks that are stored once however often they repeat. */
@NullMarked
package org.llmops.eval.payloads;

import org.jspecify.annotations.NullMarked;
