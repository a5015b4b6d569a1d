package org.llmops.router.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.Refusal;

/** Errors in the shape that all of OpenAI's endpoints share. */
public final class OpenAiErrors {
    private OpenAiErrors() {}

    /** The provider's own bytes when it speaks the client's format, else the same said anew. */
    public static byte[] json(Refusal refusal, WireFormat client) {
        ProviderError provider = refusal.provider();
        if (provider != null && provider.surface().equals(client.surface())) {
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
}
