package org.llmops.sample.second;

import io.vertx.mutiny.sqlclient.Pool;

/** Opens a session of its own. */
record BackDoor(Pool pool) {}
