/** Holds one text to a policy: settles overlaps, replaces what was found, and decides the verdict. */
@NullMarked
package org.llmops.guardrail.redacting;

import org.jspecify.annotations.NullMarked;
