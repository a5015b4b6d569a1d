package org.llmops.cost.leasing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of budget leases. */
@ConfigMapping(prefix = "llmops.leasing")
interface LeasingConfig {
    /**
     * For how long a lease may be reserved from unless its holder tells that it still needs it. Longer: fewer messages,
     * and a crashed holder's money is away longer.
     */
    @WithDefault("40s")
    Duration duration();

    /**
     * How long an expired or released lease still holds what its calls have not been recorded for, beyond the time that
     * this service needs to count what is in Kafka. A call whose record reaches Kafka later is counted, but the money may
     * have been granted again by then: make it longer than routers may be cut off from Kafka. With the duration, it is
     * the time after which a crashed holder's money is back.
     */
    @WithDefault("20s")
    Duration grace();

    /**
     * How long money stays set aside for calls that a router told of before it vanished, and whose records are still on
     * its disk. Longer: it may come back later. Afterwards the money is granted again, and a record that comes then goes
     * beyond the limit if that is spent.
     */
    @WithDefault("24h")
    Duration unrecordedFor();

    /** A slice is at most this part of what remains, unless one call needs more: about how many routers share a budget. */
    @WithDefault("4")
    @Min(1)
    int sharers();

    /** How long a finished lease is kept for whoever wants to know what became of it. */
    @WithDefault("7d")
    Duration retention();

    /** Where routers write call records: what waits there is not granted to others. */
    @WithDefault("${mp.messaging.incoming.calls.topic}")
    String recordsTopic();

    /** Under which name this service counts them. */
    @WithDefault("${mp.messaging.incoming.calls.group.id}")
    String recordsGroup();
}
