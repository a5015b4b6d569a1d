/** What is written in place of something that a rail redacts. */
@NullMarked
package org.llmops.guardrail.substituting;

import org.jspecify.annotations.NullMarked;
