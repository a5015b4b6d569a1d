package org.llmops.cost;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which calls a question is about, as queries say it everywhere. */
public abstract class ScopeParameters {
    @QueryParam("team")
    @Size(max = 200)
    protected @Nullable String team;

    @QueryParam("app")
    @Size(max = 200)
    protected @Nullable String app;

    @QueryParam("key")
    @Size(max = 200)
    @Parameter(description = "Public id of an API key")
    protected @Nullable String key;

    @QueryParam("provider")
    @Size(max = 200)
    protected @Nullable String provider;

    @QueryParam("model")
    @Size(max = 200)
    @Parameter(description = "As the provider calls it")
    protected @Nullable String model;

    @QueryParam("route")
    @Size(max = 200)
    protected @Nullable String route;

    @QueryParam("prompt")
    @Size(max = 200)
    protected @Nullable String prompt;
}
