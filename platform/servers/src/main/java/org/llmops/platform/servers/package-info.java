/** PostgreSQL, Kafka, Redis and Keycloak as ordinary child processes, for machines without a container engine. */
@NullMarked
package org.llmops.platform.servers;

import org.jspecify.annotations.NullMarked;
