package org.llmops.router.providers;

/** That a route in force sends calls to a provider's model. */
public record ProviderUse(String route, String model) {}
