package org.llmops.local.seeding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.local.api.Answer;
import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;

/** A provider outside, for which the environment holds a credential. Nobody can read back which one is stored, so it is sent each time. */
record RealProvider(String name, String credential) implements Seed {
    private static final String PROVIDERS = "/admin/v1/providers";

    static Optional<Seed> of(String name, @Nullable String credential) {
        return credential == null || credential.isBlank()
                ? Optional.empty()
                : Optional.of(new RealProvider(name, credential));
    }

    @Override
    public String what() {
        return "provider " + name;
    }

    @Override
    public boolean ensure(Suite admin) {
        Answer known = admin.router().get(PROVIDERS + "/" + name).expect(200, 404);
        ObjectNode provider = Json.resource("seed/" + name + ".json").put("credential", credential);
        if (known.status() == 404) {
            admin.router().post(PROVIDERS, provider).expect(201);
        } else {
            admin.router().put(PROVIDERS + "/" + name, provider).expect(200);
        }
        return true;
    }

    /** Credentials are not for logs. */
    @Override
    public String toString() {
        return "RealProvider[" + name + "]";
    }
}
