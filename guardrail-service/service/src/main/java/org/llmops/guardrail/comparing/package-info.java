/** What a version would decide otherwise than the one in force, on recorded traffic or on texts sent along. */
@NullMarked
package org.llmops.guardrail.comparing;

import org.jspecify.annotations.NullMarked;
