/** What the simulated models say: a deterministic answer to any prompt, and its exact token count. */
@NullMarked
package org.llmops.simulator.answering;

import org.jspecify.annotations.NullMarked;
