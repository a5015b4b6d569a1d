package org.llmops.simulator.answering;

import io.vertx.core.json.JsonObject;

/**
 * A tool the model may call.
 *
 * @param parameters the JSON schema of its arguments
 * @param definition the tool as the caller wrote it, which is what its prompt tokens are counted from
 */
public record Tool(String name, JsonObject parameters, JsonObject definition) {}
