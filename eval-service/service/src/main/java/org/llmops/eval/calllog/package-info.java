/** The call log: one row per call, in one partition per day. */
@NullMarked
package org.llmops.eval.calllog;

import org.jspecify.annotations.NullMarked;
