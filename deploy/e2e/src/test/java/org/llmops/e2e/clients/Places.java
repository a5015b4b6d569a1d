package org.llmops.e2e.clients;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.llmops.e2e.RunningSuite;

/** Gives tests the place of the system property, or else the router of the suite that all tests share. */
class Places implements ParameterResolver {

    private static final String URL = System.getProperty("llmops.clients.url", "");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Place.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return URL.isBlank() ? Place.router(RunningSuite.suite(context)) : Place.simulator(URL);
    }
}
