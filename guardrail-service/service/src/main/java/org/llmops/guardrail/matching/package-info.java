/** Finds words and patterns in text that may still be growing: many at once, in linear time, the same however it arrives. */
@NullMarked
package org.llmops.guardrail.matching;

import org.jspecify.annotations.NullMarked;
