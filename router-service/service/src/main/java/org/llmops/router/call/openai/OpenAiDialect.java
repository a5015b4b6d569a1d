package org.llmops.router.call.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderDialect;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamReader;
import org.llmops.router.call.passthrough.Passthrough;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Surface;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;
import org.llmops.router.wire.passthrough.PassthroughFormat;

/** OpenAI's wire formats, to all who speak them. */
public final class OpenAiDialect implements ProviderDialect {
    private static final byte[] WITH_USAGE = Json.utf8("{\"include_usage\":true}");

    private final Hosting hosting;

    public OpenAiDialect(Hosting hosting) {
        this.hosting = hosting;
    }

    @Override
    public boolean can(Operation operation, Target target) {
        if (operation.isPassedThrough()) {
            return true;
        }
        boolean embeds = target.provider().surfaces().contains(Surface.EMBEDDINGS);
        return operation == Operation.EMBEDDINGS
                ? embeds
                : target.provider().surfaces().size() > (embeds ? 1 : 0);
    }

    @Override
    public boolean speaks(WireFormat format, Target target) {
        return format instanceof PassthroughFormat || target.provider().serves(format.surface());
    }

    @Override
    public RequestBody fromHub(RequestBody translated, Target target) throws BodyMalformed {
        return HubMembers.without(translated, Flavour.of(target));
    }

    @Override
    public ProviderRequest request(Operation operation, WireFormat format, RequestBody body, Target target)
            throws BodyMalformed {
        if (format instanceof PassthroughFormat passing) {
            String secret = target.provider().credential().reveal();
            return Passthrough.request(
                    passing,
                    hosting.path(format, target),
                    secret.isEmpty() ? Map.of() : hosting.headers(secret),
                    body,
                    target);
        }
        if (!speaks(format, target)) {
            throw new BodyMalformed("model", "This model's provider does not serve " + format.surface() + ".");
        }
        Flavour flavour = Flavour.of(target);
        RequestBody adapted = format == ChatFormat.CHAT ? Adaptation.of(body, flavour) : body;
        Splice edits =
                adapted.set(adapted.edit(), "model", Json.quoted(target.model().id()));
        boolean silent = format == ChatFormat.CHAT && flavour.mustBeAskedForUsage() || isCompletions(format);
        if (silent && adapted.streamed() && !adapted.usageWanted()) {
            edits = adapted.set(edits, "stream_options", streamOptions(adapted));
        }
        String secret = target.provider().credential().reveal();
        return new ProviderRequest(
                hosting.path(format, target), secret.isEmpty() ? Map.of() : hosting.headers(secret), edits.bytes());
    }

    private static boolean isCompletions(WireFormat format) {
        return format == CompletionsFormat.COMPLETIONS;
    }

    /** The client's own options, and the usage that only the router wants to know. */
    private static byte[] streamOptions(RequestBody body) {
        Member present = body.members().get("stream_options");
        try {
            if (present != null
                    && Json.tree(
                                    body.bytes(),
                                    present.value().start(),
                                    present.value().end())
                            instanceof ObjectNode options) {
                return Json.bytes(options.put("include_usage", true));
            }
            return WITH_USAGE;
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] json) throws IOException {
        if (format instanceof PassthroughFormat passing) {
            return Passthrough.answer(passing, json);
        }
        AnswerBody body = format.answer(json);
        if (body.failed() || format != EmbeddingsFormat.EMBEDDINGS && body.choices() == 0) {
            throw new IOException("The provider's answer has no choices");
        }
        return new ProviderAnswer(body, body.tokens().orElse(null));
    }

    @Override
    public ProviderError error(int httpStatus, byte[] json) {
        return OpenAiError.read(json);
    }

    @Override
    public StreamReader stream(WireFormat format) {
        return new OpenAiStream(format);
    }
}
