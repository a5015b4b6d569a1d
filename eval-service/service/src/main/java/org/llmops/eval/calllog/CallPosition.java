package org.llmops.eval.calllog;

import java.time.Instant;
import java.util.UUID;

/**
 * A place in the call log, newest first. It stays where it is when calls arrive late.
 *
 * @param startedAt of the call there
 * @param callId of the call there
 */
public record CallPosition(Instant startedAt, UUID callId) {}
