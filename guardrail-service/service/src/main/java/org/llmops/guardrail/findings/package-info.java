/** What screening found: kept off the calls' path, without what was said unless the workspace asks for it. */
@NullMarked
package org.llmops.guardrail.findings;

import org.jspecify.annotations.NullMarked;
