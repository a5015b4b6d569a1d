package org.llmops.router.call.hub;

import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.Asked;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Dialect;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.wire.WireFormat;

/** Models to translate for. */
public final class Targets {
    private Targets() {}

    public static Target of(Dialect dialect, String baseUrl, String credential, String model) {
        ProviderModel served = new ProviderModel(model, 0, 0);
        Provider provider = new Provider(
                new WorkspaceId("acme"),
                "p",
                "p",
                dialect,
                URI.create(baseUrl),
                Credential.of(credential),
                List.of(served));
        return new Target(provider, served);
    }

    public static RequestBody body(WireFormat format, String json) throws BodyMalformed {
        return format.request(Json.utf8(json));
    }

    public static Asked asked(WireFormat format, String json, Target target) throws BodyMalformed {
        return asked(format, json, target, name -> "");
    }

    public static Asked asked(WireFormat format, String json, Target target, UnaryOperator<String> headers)
            throws BodyMalformed {
        return new Asked(body(format, json), target, headers);
    }
}
