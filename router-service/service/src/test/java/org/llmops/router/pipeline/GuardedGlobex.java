package org.llmops.router.pipeline;

import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.router.Api;

/** Workspace globex, under a policy that asks for more than passing a text on or not. */
@ApplicationScoped
class GuardedGlobex {
    private final Scenarios scenarios;
    private final FakePeers peers;
    private boolean prepared;

    GuardedGlobex(Scenarios scenarios, FakePeers peers) {
        this.scenarios = scenarios;
        this.peers = peers;
    }

    Client client() {
        return scenarios.globex();
    }

    /** Begins, with a route that the policy may name. */
    void enforce() {
        Client client = client();
        if (!prepared) {
            Api.of(Api.GRACE)
                    .post(
                            "/routes/careful/versions",
                            "{\"targets\":[{\"provider\":\"plain\",\"model\":\"plain-echo\"}]}")
                    .then()
                    .statusCode(201);
            await().until(() -> client.get("/v1/models").body().contains("route:careful"));
            prepared = true;
        }
        peers.guardrails().enforceIn("globex");
    }

    void lift() {
        peers.guardrails().holdWhole(false);
        peers.guardrails().liftIn("globex");
        peers.costs().noBudget("globex");
    }

    Client.Reply chat(String model, String content, String members) {
        return client().chat(request(model, content, members));
    }

    /** On any surface, as Anthropic's clients call. */
    Client.Reply post(String path, String body) {
        return client().post(path, body, request -> request.header("anthropic-version", "2023-06-01"));
    }

    /** @param members further ones of the request, each with a comma behind it */
    static String request(String model, String content, String members) {
        return "{%s\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(members, model, content);
    }
}
