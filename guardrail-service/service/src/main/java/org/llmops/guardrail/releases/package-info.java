/** How versions come into force and out of it: stages, places, gates, approvals and the way back. */
@NullMarked
package org.llmops.guardrail.releases;

import org.jspecify.annotations.NullMarked;
