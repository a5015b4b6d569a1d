/** Ready policies for common uses, to start from. */
@NullMarked
package org.llmops.guardrail.templates;

import org.jspecify.annotations.NullMarked;
