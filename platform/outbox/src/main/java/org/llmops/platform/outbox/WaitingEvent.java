package org.llmops.platform.outbox;

import java.time.Instant;
import java.util.UUID;

/** An event that waits in the outbox. */
record WaitingEvent(
        long position,
        UUID id,
        String topic,
        String key,
        String type,
        String workspace,
        String subject,
        Instant at,
        byte[] payload) {}
