package org.llmops.platform.testkit.shared;

/** All servers of a build: as processes or as containers, which nobody outside can tell apart. */
interface ServerSet {
    /** Starts them and returns when all of them work. */
    Started start();

    void stop();

    /** Where they are; see {@link ServerAddresses}. */
    record Started(
            String postgres,
            String postgresPassword,
            String kafka,
            String kafkaProcess,
            String redis,
            String keycloak) {}
}
