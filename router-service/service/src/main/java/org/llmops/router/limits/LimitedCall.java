package org.llmops.router.limits;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What limits look at in a call.
 *
 * @param app absent for people and services
 * @param key public id of the API key; absent for tokens
 * @param model the one name under which all calls to the same model count
 * @param modelNames every name by which a limit may mean it
 * @param endUser absent when the client names none
 */
public record LimitedCall(
        @Nullable String app,
        @Nullable String key,
        String model,
        Set<String> modelNames,
        @Nullable String endUser) {}
