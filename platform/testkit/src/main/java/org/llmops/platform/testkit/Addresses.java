package org.llmops.platform.testkit;

import org.llmops.platform.testkit.shared.ServerAddresses;

/**
 * Where the servers are, for the rest of this test JVM.
 *
 * <p>Kept in system properties: Quarkus loads a test and its resources with different class loaders, which share nothing else.
 */
final class Addresses {
    private static final String PREFIX = "llmops.testkit.";

    private Addresses() {}

    static void publish(ServerAddresses servers) {
        System.setProperty(PREFIX + "kafka", servers.kafka());
        System.setProperty(PREFIX + "kafka-process", servers.kafkaProcess());
        System.setProperty(PREFIX + "keycloak", servers.keycloak());
    }

    static String kafka() {
        return get("kafka");
    }

    static String kafkaProcess() {
        return get("kafka-process");
    }

    static String keycloak() {
        return get("keycloak");
    }

    private static String get(String name) {
        String value = System.getProperty(PREFIX + name);
        if (value == null) {
            throw new IllegalStateException("No servers: annotate the test with @WithTestResource(RealServers.class)");
        }
        return value;
    }
}
