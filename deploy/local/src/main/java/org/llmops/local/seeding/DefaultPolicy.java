package org.llmops.local.seeding;

import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;

/** The policy {@code default}, enforced: personal data is redacted in both directions. */
record DefaultPolicy() implements Seed {
    private static final String NAME = "default";

    @Override
    public String what() {
        return "policy " + NAME;
    }

    @Override
    public boolean ensure(Suite admin) {
        if (admin.guardrails().get("/v1/enforced-policy").expect(200, 404).status() == 200) {
            return false;
        }
        int version = admin.guardrails()
                .post("/v1/policies/" + NAME + "/versions", Json.resource("seed/policy.json"))
                .expect(201)
                .json()
                .path("version")
                .asInt();
        admin.guardrails()
                .put("/v1/enforced-policy", Json.object().put("name", NAME).put("version", version))
                .expect(200, 201, 204);
        return true;
    }
}
