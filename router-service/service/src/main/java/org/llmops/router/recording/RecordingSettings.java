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

    /** Space on disk is taken beforehand and given back in pieces of this size; three of them are always taken. */
    @WithDefault("16M")
    MemorySize segmentSize();

    /** Appended records outlive the process at once; a power failure may take those of about the last interval. */
    @WithDefault("1s")
    Duration syncInterval();

    /**
     * Records that may wait in memory while the disk has no room for them; beyond half of it new calls are refused, beyond
     * all of it records are lost.
     */
    @WithDefault("10000")
    @Min(2)
    int memoryRecords();

    /** How long a shutdown waits for Kafka to take what waits; the rest is sent after the next start. */
    @WithDefault("5s")
    Duration flushTimeout();
}
