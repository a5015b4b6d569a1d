/** What detectors, texts and matches are: text may still be growing, is read in linear time, and counted in code points. */
@NullMarked
package org.llmops.guardrail.detecting;

import org.jspecify.annotations.NullMarked;
