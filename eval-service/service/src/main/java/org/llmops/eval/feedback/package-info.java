/** What people and applications think of an answer. */
@NullMarked
package org.llmops.eval.feedback;

import org.jspecify.annotations.NullMarked;
