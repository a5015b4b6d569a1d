package org.llmops.local.seeding;

import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;

/** The prompt {@code support-reply}, with a version in production. */
record SupportPrompt() implements Seed {
    private static final String PROMPT = "/v1/prompts/support-reply";

    @Override
    public String what() {
        return "prompt support-reply";
    }

    @Override
    public boolean ensure(Suite admin) {
        if (admin.prompts().get(PROMPT + "/labels/production").expect(200, 404).status() == 200) {
            return false;
        }
        admin.prompts()
                .post(PROMPT + "/versions", Json.resource("seed/prompt.json"))
                .expect(201);
        return true;
    }
}
