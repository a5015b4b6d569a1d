package org.llmops.router.call.passthrough;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.exchange.Target;
import org.llmops.router.wire.passthrough.PassthroughFormat;

/** What all dialects do with it that serve it at all. */
public final class Passthrough {
    private Passthrough() {}

    /**
     * The request, with the provider's name of the model.
     *
     * @param path below the provider's base URL
     * @param credential by which the provider knows us
     */
    public static ProviderRequest request(
            PassthroughFormat format, String path, Map<String, String> credential, RequestBody body, Target target) {
        Map<String, String> headers = new HashMap<>(credential);
        if (!format.contentType().isEmpty()) {
            headers.put("Content-Type", format.contentType());
        }
        return new ProviderRequest(format.method(), path, headers, named(format, body, target));
    }

    private static byte[] named(PassthroughFormat format, RequestBody body, Target target) {
        if (format.endpoint().isOfProvider() || body.bytes().length == 0) {
            return body.bytes();
        }
        String model = target.model().id();
        if (format.isJson()) {
            return body.set(body.edit(), "model", Json.quoted(model)).bytes();
        }
        Member present = body.members().get("model");
        Splice edits = body.edit();
        // A form that names no model means the API's default, which the provider knows as well.
        return (present == null ? edits : edits.replace(present.value(), Json.utf8(model))).bytes();
    }

    /** The answer; fails when it says that it is an error. */
    public static ProviderAnswer answer(PassthroughFormat format, byte[] bytes) throws IOException {
        AnswerBody body = format.answer(bytes);
        if (body.failed()) {
            throw new IOException("The provider's answer is an error");
        }
        return new ProviderAnswer(body, body.tokens().orElse(null));
    }
}
