package org.llmops.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.Refusal;

/** Errors in the shape that all of OpenAI's endpoints share. */
public final class OpenAiErrors {
    private OpenAiErrors() {}

    /** The provider's own bytes when its errors look like the client's, else the same said anew. */
    public static byte[] json(Refusal refusal, WireFormat client) {
        ProviderError provider = refusal.provider();
        if (provider != null && family(provider.surface()).equals(family(client.surface()))) {
            return provider.body();
        }
        ObjectNode document = Json.object();
        document.putObject("error")
                .put("message", refusal.message())
                .put("type", refusal.type())
                .put("param", refusal.param())
                .put("code", refusal.code().isEmpty() ? null : refusal.code());
        return Json.bytes(document);
    }

    /** All formats of one maker have the same errors. */
    private static String family(String surface) {
        return surface.substring(0, Math.max(0, surface.indexOf('.')));
    }
}
