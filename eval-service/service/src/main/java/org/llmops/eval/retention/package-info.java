/** Makes the partitions of the call log ahead of time, and drops what is older than the log is meant to be. */
@NullMarked
package org.llmops.eval.retention;

import org.jspecify.annotations.NullMarked;
