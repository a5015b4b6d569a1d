/** Brings call records from the topic into the call log, in batches, each call once. */
@NullMarked
package org.llmops.eval.ingest;

import org.jspecify.annotations.NullMarked;
