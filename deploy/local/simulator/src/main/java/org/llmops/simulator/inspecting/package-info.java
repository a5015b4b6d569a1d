/** What reached the simulator, for tests that assert what a gateway sends upstream. */
@NullMarked
package org.llmops.simulator.inspecting;

import org.jspecify.annotations.NullMarked;
