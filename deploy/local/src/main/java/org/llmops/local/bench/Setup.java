package org.llmops.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BooleanSupplier;
import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;
import org.llmops.local.settings.Ports;
import org.llmops.platform.servers.ServerFailure;
import org.llmops.platform.servers.Waiting;

/** Puts in place what the measured calls meet: in one workspace as little, in the other as much as there is. */
final class Setup {
    static final String MODEL = "sim-bench";
    static final String STREAM_MODEL = "sim-bench-stream";
    static final String ROUTE = "bench";
    static final String STREAM_ROUTE = "bench-stream";

    private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(60);
    private static final int ENOUGH_PER_MINUTE = 1_000_000;

    private final Ports ports;

    Setup(Ports ports) {
        this.ports = ports;
    }

    /** A key of a workspace with a provider and no more; calls are recorded and priced all the same. */
    String plainKey() {
        Suite admin = Suite.as("grace", ports);
        provider(admin);
        return working(key(admin, Json.object().put("app", "bench")), MODEL);
    }

    /** A key with a rate limit, of a workspace with a policy, a budget, and a route with a fallback. */
    String fullKey() {
        Suite admin = Suite.as("alice", ports);
        provider(admin);
        route(admin, ROUTE, MODEL, STREAM_MODEL);
        route(admin, STREAM_ROUTE, STREAM_MODEL, MODEL);
        int policy = admin.guardrails()
                .post("/v1/policies/bench/versions", Json.resource("seed/policy.json"))
                .expect(201)
                .json()
                .path("version")
                .asInt();
        admin.guardrails()
                .put("/v1/enforced-policy", Json.object().put("name", "bench").put("version", policy))
                .expect(200, 201, 204);
        admin.costs()
                .post(
                        "/v1/budgets",
                        Json.object()
                                .put("name", "bench")
                                .put("period", "month")
                                .put("limit_usd", "1000000"))
                .expect(201);
        ObjectNode key = Json.object().put("app", "bench").put("requests_per_minute", ENOUGH_PER_MINUTE);
        return working(key(admin, key), "route:" + ROUTE);
    }

    private void provider(Suite admin) {
        ObjectNode provider = Json.object()
                .put("name", "simulator")
                .put("dialect", "openai")
                .put("base_url", Suite.url("simulator", ports) + "/v1")
                .put("credential", "sk-bench");
        provider.putArray("models").add(model(MODEL)).add(model(STREAM_MODEL));
        admin.router().post("/admin/v1/providers", provider).expect(201);
    }

    private static ObjectNode model(String id) {
        return Json.object().put("id", id).put("context_window", 128_000).put("max_output_tokens", 4_096);
    }

    private static void route(Suite admin, String name, String model, String fallback) {
        ObjectNode route = Json.object();
        route.putArray("targets").add(target(model)).add(target(fallback));
        admin.router().post("/admin/v1/routes/" + name + "/versions", route).expect(201);
    }

    private static ObjectNode target(String model) {
        return Json.object().put("provider", "simulator").put("model", model);
    }

    private static String key(Suite admin, ObjectNode request) {
        return admin.router()
                .post("/admin/v1/keys", request)
                .expect(201)
                .json()
                .path("key")
                .asText();
    }

    /** The key, once a first call with it has worked. */
    private String working(String key, String model) {
        ObjectNode call = Json.object().put("model", model);
        call.putArray("messages").add(Json.object().put("role", "user").put("content", "Hello"));
        BooleanSupplier works = () -> Suite.with(key, ports)
                        .router()
                        .post("/v1/chat/completions", call)
                        .status()
                == 200;
        if (!Waiting.until(PATIENCE, works)) {
            throw new ServerFailure("The first call to " + model + " does not work: "
                    + Suite.with(key, ports)
                            .router()
                            .post("/v1/chat/completions", call)
                            .body());
        }
        return key;
    }
}
