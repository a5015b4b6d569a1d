/** Call records on their way to Kafka, through a spool on disk that outlives a crash. */
@NullMarked
package org.llmops.router.recording;

import org.jspecify.annotations.NullMarked;
