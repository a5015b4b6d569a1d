/** Screening of whole texts: the use case, its JSON, and the figures that operators see. */
@NullMarked
package org.llmops.guardrail.screening;

import org.jspecify.annotations.NullMarked;
