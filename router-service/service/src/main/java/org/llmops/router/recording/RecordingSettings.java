package org.llmops.router.recording;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/** How records of calls are kept until consumers have them. */
@ConfigMapping(prefix = "llmops.recording")
interface RecordingSettings {
    /** Must outlive the process, and belong to this instance alone: records that wait are lost with it. */
    Path spoolDirectory();

    /** When this much waits for Kafka, new calls are refused: what cannot be recorded is not answered. */
    @WithDefault("1G")
    MemorySize maxSize();

    /** Space on disk is given back in pieces of this size. */
    @WithDefault("16M")
    MemorySize segmentSize();

    /**
     * Appended records outlive the process at once; a power failure may take those of the last interval. Zero forces
     * every write to disk first.
     */
    @WithDefault("1s")
    Duration syncInterval();

    /**
     * Records that may wait in memory for the disk; beyond half of it new calls are refused, beyond all of it records
     * are lost.
     */
    @WithDefault("10000")
    @Min(2)
    int memoryRecords();

    /** How long a shutdown waits for Kafka to take what waits; the rest is sent after the next start. */
    @WithDefault("5s")
    Duration flushTimeout();
}
