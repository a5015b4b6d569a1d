package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Where the names of hosts lead at the moment. */
@FunctionalInterface
interface HostAddresses {
    /** Nothing when nobody knows the name, or does not say so in time. */
    Uni<List<InetAddress>> of(String host);
}
