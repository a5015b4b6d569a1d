/** Holds one text to a policy: settles overlaps, replaces what was found, restores what was replaced, decides the verdict. */
@NullMarked
package org.llmops.guardrail.redacting;

import org.jspecify.annotations.NullMarked;
